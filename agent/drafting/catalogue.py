"""The wording of one language: a TOML file that a translator edits, read once and kept."""

from __future__ import annotations

import tomllib
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

FOLDER = Path(__file__).parent / "wording"

# A wording is a sentence, or its plural forms by CLDR name ("one", "few", "many", "other").
Wording = str | dict[str, str]


@dataclass(frozen=True)
class Catalogue:
    """All wordings of a language by dotted path, such as "purpose.firm.opening"; one of each list is picked."""

    language: str
    wordings: Mapping[str, tuple[Wording, ...]]
    plural_form: Callable[[int], str]

    def say(self, path: str, *, seed: str = "", count: int = 1, **values: str) -> str:
        """The wording that `seed` picks from the list at `path`, filled in. Values are never read as wording."""
        choices = self.wordings[path]
        wording = choices[0] if len(choices) == 1 else choices[zlib.crc32(f"{seed}|{path}".encode()) % len(choices)]
        if isinstance(wording, dict):
            wording = wording.get(self.plural_form(count)) or wording["other"]
        return wording.format(count=count, **values) if "{" in wording else wording


@lru_cache
def languages() -> tuple[str, ...]:
    """ISO 639-1 codes that have a wording file, sorted."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))


@lru_cache
def catalogue_for(language: str) -> Catalogue:
    """The catalogue of a language ("pt-BR" finds "pt"). Raises LookupError without a wording file."""
    from babel import Locale

    code = language.replace("_", "-").split("-")[0].lower()
    if code not in languages():
        raise LookupError(f"There is no wording for the language {language!r}; there is for: {', '.join(languages())}.")
    with (FOLDER / f"{code}.toml").open("rb") as file:
        tables = tomllib.load(file)
    return Catalogue(language=code, wordings=_flatten(tables), plural_form=Locale.parse(code).plural_form)


def _flatten(table: Mapping[str, object], prefix: str = "") -> dict[str, tuple[Wording, ...]]:
    wordings: dict[str, tuple[Wording, ...]] = {}
    for key, value in table.items():
        path = f"{prefix}{key}"
        if isinstance(value, list):
            wordings[path] = tuple(value)
        elif isinstance(value, Mapping):
            wordings |= _flatten(value, f"{path}.")
    return wordings
