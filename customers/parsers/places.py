"""Countries and languages as files name them: ISO codes with two or three letters or digits, or names in four languages."""

from __future__ import annotations

import re
from functools import cache

NAMES_IN = ("en", "de", "fr", "es")
# Spellings beside CLDR's.
MORE_COUNTRIES = {"usa": "US", "u.s.a.": "US", "u.s.": "US", "uk": "GB", "u.k.": "GB", "england": "GB", "great britain": "GB",
                  "the netherlands": "NL", "holland": "NL", "czech republic": "CZ", "turkey": "TR"}  # fmt: skip


def country_code(text: str) -> str:
    """ISO 3166 code with two letters. Raises ValueError, reading on from “country ‘x’ ”, for anything else."""
    if found := _countries().get(" ".join(text.split()).casefold()):
        return found
    raise ValueError("is no country that we know; expected a code such as DE or a name such as Germany")


def language_code(text: str) -> str:
    """ISO 639 code without region ("en" for "en_US"). Raises ValueError, reading on from “language ‘x’ ”."""
    word = text.strip().casefold()
    names = _languages()
    base = re.split(r"[-_ ]", word)[0]
    if base in names.values():
        return base
    if word in names:
        return names[word]
    raise ValueError("is no language that we know; expected a code such as de or a name such as German")


@cache
def _countries() -> dict[str, str]:
    from babel import Locale
    from babel.core import get_global

    codes = {code for code in Locale("en").territories if len(code) == 2 and code.isalpha()} - {"EU", "EZ", "UN", "QO", "ZZ", "XA", "XB"}
    found = dict(MORE_COUNTRIES) | {code.casefold(): code for code in codes}
    for alias, targets in get_global("territory_aliases").items():
        if len(alias) == 3 and len(targets) == 1 and targets[0] in codes:
            found.setdefault(alias.casefold(), targets[0])
    for language in NAMES_IN:
        for code, name in Locale(language).territories.items():
            if code in codes:
                found.setdefault(name.casefold(), code)
    return found


@cache
def _languages() -> dict[str, str]:
    """Names and two-letter codes of languages → code."""
    from babel import Locale

    found: dict[str, str] = {}
    for language in NAMES_IN:
        for code, name in Locale(language).languages.items():
            if len(code) == 2:
                found.setdefault(name.casefold(), code)
                found[code] = code
    for code in set(found.values()):
        own = Locale.parse(code, resolve_likely_subtags=False).languages.get(code) if _has_locale(code) else None
        if own:
            found.setdefault(own.casefold(), code)
    return found


def _has_locale(code: str) -> bool:
    from babel.localedata import exists

    return bool(exists(code))
