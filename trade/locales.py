"""Which national format a reader of a language in a country expects."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel import Locale

# CLDR knows formats by country under Bokmål only.
_LANGUAGE_ALIASES = {"no": "nb", "iw": "he"}


@lru_cache(maxsize=1024)
def locale_for(language: str, country: str = "") -> Locale:
    """The CLDR locale of a language ("de", "pt-BR", "zh_Hant") as used in a country.

    The country's own format goes first, then the language's; an unknown language is English.
    English in a country without its own English format is international, not American.
    """
    parts = language.replace("-", "_").split("_")
    name = _LANGUAGE_ALIASES.get(parts[0].lower(), parts[0].lower())
    script = next((part for part in parts[1:] if len(part) == 4), "")
    region = country.upper() or next((part.upper() for part in parts[1:] if len(part) in (2, 3)), "")
    candidates = [(name, script, region), (name, script, ""), (name, "", region), (name, "", ""), ("en", "", region)]
    if region and name == "en":
        candidates.insert(1, ("en", "", "001"))
    return next(found for candidate in [*candidates, ("en", "", "")] if (found := _parse(*candidate)) is not None)


def _parse(name: str, script: str, region: str) -> Locale | None:
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse("_".join(part for part in (name, script, region) if part))
    except (UnknownLocaleError, ValueError):
        return None
