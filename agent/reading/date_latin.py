"""Words of Cyrillic and Greek script as people type them on a Latin keyboard: "pyatnitsa", "paraskevi", "deytera"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, product

# Letters as they stand after folding (accents off, final sigma as any), their commonest spelling first.
_CYRILLIC = {
    "а": "a", "б": "b", "в": "v", "г": "g", "ґ": "g", "д": "d", "е": "e", "є": "ye ie e", "ж": "zh z", "з": "z",
    "и": "i", "i": "i", "й": "y j i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s",
    "т": "t", "у": "u", "ф": "f", "х": "h kh", "ц": "ts c", "ч": "ch c", "ш": "sh s", "щ": "sch shch sht",
    "ъ": "a", "ы": "y i", "ь": "", "э": "e", "ю": "yu ju iu", "я": "ya ja ia", "'": "", "ў": "u",
}  # fmt: skip
_CYRILLIC_OF = {
    "uk": {"г": "h g", "и": "y i"},
    "be": {"г": "h g"},
    "bg": {"ъ": "a u y", "щ": "sht", "ь": ""},
    "ru": {"ъ": "", "е": "e"},
}
_GREEK = {
    "α": "a", "β": "v b", "γ": "g", "δ": "d", "ε": "e", "ζ": "z", "η": "i h", "θ": "th 8", "ι": "i", "κ": "k",
    "λ": "l", "μ": "m", "ν": "n", "ξ": "x ks", "ο": "o", "π": "p", "ρ": "r", "σ": "s", "τ": "t", "υ": "y i u",
    "φ": "f ph", "χ": "x ch h", "ψ": "ps", "ω": "o w",
    "ου": "ou u", "αυ": "av af ay au", "ευ": "ev ef ey eu", "αι": "e ai", "μπ": "b mp", "ββ": "vv v",
}  # fmt: skip
_PAIRS = re.compile("|".join(sorted(_GREEK, key=len, reverse=True)))
# Latin spellings that are words of other languages, which the same mail may hold.
_FOREIGN = frozenset({"may", "den", "mart", "maj", "god", "etos", "last", "not", "pet", "ten", "see", "on", "same"})
_MOST = 24
LATIN_OF = frozenset({"ru", "uk", "be", "bg", "mk", "el", "kk"})
# What a promise or a payment leans on; short words between ("v", "do", "tou") mean too much in other languages.
LATIN_KINDS = frozenset("mwtTupl><=@ehbz")


def latin_spellings(word: str, language: str) -> Iterator[str]:
    """A folded word in Latin letters, at most two dozen spellings of three letters or more."""
    if language == "el":
        choices = [_GREEK[match[0]].split(" ") for match in _PAIRS.finditer(word)]
        known = sum(len(match[0]) for match in _PAIRS.finditer(word)) == len(word)
    else:
        table = _CYRILLIC | _CYRILLIC_OF.get(language, {})
        choices = [table.get(letter, "?").split(" ") for letter in word]
        known = all(letter in table for letter in word)
    if known and word:
        for letters in islice(product(*choices), _MOST):
            spelling = "".join(letters)
            if len(spelling) >= 3 and spelling not in _FOREIGN:
                yield spelling
