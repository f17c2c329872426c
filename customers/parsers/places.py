"""Countries and languages as files name them: ISO codes of two or three signs, or names in four languages."""

from __future__ import annotations

import re
from functools import cache

NAMES_IN = ("en", "de", "fr", "es")
# Spellings beside CLDR's.
MORE_COUNTRIES = {
    "usa": "US", "u.s.a.": "US", "u.s.": "US", "uk": "GB", "u.k.": "GB", "england": "GB", "great britain": "GB",
    "the netherlands": "NL", "holland": "NL", "czech republic": "CZ", "turkey": "TR",
}  # fmt: skip
# Codes of CLDR that nobody lives in.
NO_COUNTRIES = {"EU", "EZ", "UN", "QO", "ZZ", "XA", "XB"}


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

    codes = {code for code in map(str, Locale("en").territories) if len(code) == 2 and code.isalpha()} - NO_COUNTRIES
    found = dict(MORE_COUNTRIES) | {code.casefold(): code for code in codes}
    for key, targets in get_global("territory_aliases").items():
        alias = str(key)
        if len(alias) == 3 and len(targets) == 1 and targets[0] in codes:
            found.setdefault(alias.casefold(), targets[0])
    for language in NAMES_IN:
        for code, name in Locale(language).territories.items():
            if code in codes:
                found.setdefault(str(name).casefold(), code)
    return found


@cache
def _languages() -> dict[str, str]:
    """Names and two-letter codes of languages → code."""
    from babel import Locale
    from babel.localedata import exists

    found: dict[str, str] = {}
    for language in NAMES_IN:
        for code, name in Locale(language).languages.items():
            if len(str(code)) == 2:
                found.setdefault(str(name).casefold(), str(code))
                found[str(code)] = str(code)
    for code in filter(exists, set(found.values())):
        found.setdefault(str(Locale(code).languages.get(code, code)).casefold(), code)
    return found
