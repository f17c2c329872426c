"""The wording of one language: a gettext catalogue that a translator edits, read once and kept.

English is the source, `letters.pot`: several messages with the same msgctxt are variants, in order.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

FOLDER = Path(__file__).parent / "wording"
SOURCE = FOLDER / "letters.pot"
SOURCE_LANGUAGE = "en"
FIELD = re.compile(r"{(\w+)}")
# For a number whose form says "one" without stating it (21 in Russian): five is plural in every language.
PLURAL = 5

# An installation's own wording: by dotted path and number of the variant a sentence, or its plural forms in the order
# of the language's Plural-Forms. A number beyond the last variant adds one.
Changes = Mapping[tuple[str, int], str | Sequence[str]]


@dataclass(frozen=True)
class Variant:
    """One way to say it: a single sentence, or one for each plural form. `fields`: what must be filled in."""

    forms: tuple[str, ...]
    fields: frozenset[str]


@dataclass(frozen=True)
class Catalogue:
    """All wordings of a language by dotted path, such as "purpose.firm.opening"; one variant of each is picked."""

    language: str
    wordings: Mapping[str, tuple[Variant, ...]]
    plural_form: Callable[[int], int]

    def say(self, path: str, *, seed: str = "", turn: int = 0, count: int = 1, **values: str) -> str:
        """The variant that `seed` picks at `path`, `turn` places further on, filled in.

        Values are never read as wording. Only variants whose fields are all given can be picked.
        Raises KeyError if there is none.
        """
        given = values.keys() | {"count"}
        choices = [variant for variant in self.wordings[path] if variant.fields <= given]
        if not choices:
            raise KeyError(f"No wording of {path} in {self.language} does with the fields {sorted(values)}.")
        variant = choices[0]
        if len(choices) > 1:
            variant = choices[(zlib.crc32(f"{seed}|{path}".encode()) + turn) % len(choices)]
        text = self._form(variant.forms, count)
        given_values = {**values, "count": str(count)}
        return FIELD.sub(lambda field: given_values[field[1]], text) if variant.fields else text

    def _form(self, forms: tuple[str, ...], count: int) -> str:
        if len(forms) == 1:
            return forms[0]
        form = self.plural_form(count)
        if count != 1 and form == self.plural_form(1) and "{count}" not in forms[form]:
            form = self.plural_form(PLURAL)
        return forms[form]

    def changed(self, changes: Changes) -> Catalogue:
        """The same with an installation's own wording in place of ours; a change of a path that is gone is left out."""
        wordings = dict(self.wordings)
        for (path, number), text in sorted(changes.items(), key=lambda change: change[0]):
            if path in wordings:
                variants, own = list(wordings[path]), _variant((text,) if isinstance(text, str) else tuple(text))
                variants[number : number + 1] = [own]
                wordings[path] = tuple(variants)
        return replace(self, wordings=wordings)


@lru_cache
def languages() -> tuple[str, ...]:
    """ISO 639-1 codes that there is a wording for, sorted."""
    return tuple(sorted([SOURCE_LANGUAGE, *(path.stem for path in FOLDER.glob("*.po"))]))


def catalogue_for(language: str, *, changed: Changes | None = None) -> Catalogue:
    """The catalogue of a language ("pt-BR" finds "pt"), with an installation's own wording laid over it.

    Raises LookupError where there is no complete translation.
    """
    code = language.replace("_", "-").split("-")[0].lower()
    catalogue = _catalogue(code)
    return catalogue.changed(changed) if changed else catalogue


def translation_file(language: str) -> Path:
    return SOURCE if language == SOURCE_LANGUAGE else FOLDER / f"{language}.po"


def read_catalogue(path: Path) -> Catalog:
    from babel.messages.pofile import read_po

    with path.open("rb") as file:
        return read_po(file)


def forms_of(text: str | Sequence[str] | None) -> tuple[str, ...]:
    """A msgid or msgstr as Babel reads it: a plain text, or its plural forms."""
    return (text,) if isinstance(text, str) else tuple(text or ())


def fields_of(*texts: str) -> frozenset[str]:
    return frozenset(name for text in texts for name in FIELD.findall(text))


@lru_cache
def _catalogue(code: str) -> Catalogue:
    from gettext import c2py

    if code not in languages():
        raise LookupError(f"There is no wording for the language {code!r}; there is for: {', '.join(languages())}.")
    source = read_catalogue(SOURCE)
    translation = source if code == SOURCE_LANGUAGE else read_catalogue(translation_file(code))
    wordings: dict[str, list[Variant]] = {}
    for message in source:
        if message.id:
            english = forms_of(message.id)
            found = translation.get(english[0], message.context)
            forms = english if code == SOURCE_LANGUAGE else forms_of(found.string) if found else ()
            if not forms or not all(forms):
                raise LookupError(f"The wording in {code} lacks “{english[0]}” ({message.context}).")
            wordings.setdefault(str(message.context), []).append(_variant(forms))
    return Catalogue(
        language=code,
        wordings={path: tuple(variants) for path, variants in wordings.items()},
        plural_form=c2py(translation.plural_expr),
    )


def _variant(forms: tuple[str, ...]) -> Variant:
    return Variant(forms, fields_of(*forms))
