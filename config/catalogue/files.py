"""The German catalogue: brought up to date, compiled, and what is wrong with it."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings

from config.catalogue.gathering import gather

FOLDER: Path = settings.BASE_DIR / "locale" / "de" / "LC_MESSAGES"
WORDS, COMPILED = FOLDER / "django.po", FOLDER / "django.mo"
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w+\}")


# The file changes with its words alone, not with the clock.
SOME_DAY = datetime(2026, 1, 1, tzinfo=UTC)


def kept() -> Catalog:
    if not WORDS.exists():
        return Catalog(locale="de", domain="django")
    with WORDS.open("rb") as file:
        return read_po(file, locale="de", domain="django")


def update() -> Catalog:
    """Bring the file to what the sources say: new words come empty, those that nobody uses go."""
    catalogue, found = kept(), gather()
    catalogue.update(found, no_fuzzy_matching=True, update_header_comment=False)
    catalogue.obsolete.clear()
    catalogue.header_comment = "# The workspace in German. Brought up to date by manage.py catalogue."
    catalogue.fuzzy = False
    catalogue.project, catalogue.version, catalogue.msgid_bugs_address = "Dunwell", "1", "-"
    catalogue.last_translator = catalogue.language_team = "-"
    catalogue.creation_date = catalogue.revision_date = SOME_DAY
    FOLDER.mkdir(parents=True, exist_ok=True)
    with WORDS.open("wb") as file:
        write_po(file, catalogue, sort_output=True, width=120, include_lineno=False, omit_header=False)
    return catalogue


def compile_words() -> None:
    COMPILED.write_bytes(compiled(kept()))


def compiled(catalogue: Catalog) -> bytes:
    buffer = io.BytesIO()
    write_mo(buffer, catalogue)
    return buffer.getvalue()


def problems() -> Iterator[str]:
    """Each in one line: what is missing, unsure, wrong in its placeholders, unused, or not compiled."""
    catalogue, found = kept(), gather()
    have = {_key(message) for message in catalogue if message.id}
    want = {_key(message) for message in found if message.id}
    yield from (f"missing: {words!r}" for words in sorted(map(str, want - have)))
    yield from (f"nobody says: {words!r}" for words in sorted(map(str, have - want)))
    for message in catalogue:
        yield from _wrong(message)
    if not COMPILED.exists() or COMPILED.read_bytes() != compiled(catalogue):
        yield "django.mo is older than django.po"


def _key(message: Message) -> tuple[object, object]:
    return message.id if isinstance(message.id, str) else tuple(message.id), message.context


def _wrong(message: Message) -> Iterator[str]:
    if not message.id:
        return
    ids = [message.id] if isinstance(message.id, str) else list(message.id)
    words = [message.string] if isinstance(message.string, str) else list(message.string or ())
    if message.fuzzy:
        yield f"unsure: {ids[0]!r}"
    if not words or not all(words):
        yield f"not translated: {ids[0]!r}"
        return
    known = set(PLACEHOLDER.findall(ids[-1]))
    for said in words[-1:]:
        if set(PLACEHOLDER.findall(said)) != known:
            yield f"other placeholders: {ids[-1]!r} is {said!r}"
