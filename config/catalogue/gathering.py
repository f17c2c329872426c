"""All words of the sources that are marked for translation, and those of the models."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from django.conf import settings
from django.utils.translation.template import templatize

from config.catalogue.model_words import model_words

PLACES = ("audit", "agent", "customers", "dunning", "config", "templates")
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "counted": (1, 1),
}


def gather() -> Catalog:
    """Without line numbers, which would change the file with every edit of a source."""
    catalogue = Catalog(locale="de", domain="django", fuzzy=False)
    for path in _sources():
        place = str(path.relative_to(settings.BASE_DIR))
        for _line, words, _comments, context in _marked(path):
            catalogue.add(words, locations=[(place, 0)], context=context)
    for word, place in sorted(model_words()):
        catalogue.add(word, locations=[(place, 0)])
    return catalogue


def _sources() -> Iterator[Path]:
    for place in PLACES:
        root = settings.BASE_DIR / place
        found = [path for kind in ("*.py", "*.html", "*.txt") for path in root.rglob(kind)]
        yield from sorted(path for path in found if "migrations" not in path.parts and "data" not in path.parts)


def _marked(path: Path) -> list[tuple[int, str | tuple[str, ...], list[str], str | None]]:
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        if "{%" not in text:
            return []
        # Written for xgettext, which does not mind indentation; Babel's tokens do.
        text = "\n".join(line.strip() for line in templatize(text, origin=str(path)).splitlines())
    return list(extract("python", io.BytesIO(text.encode()), keywords=KEYWORDS))
