"""Whether two spellings name the same company."""

from __future__ import annotations

import re
import unicodedata

# Legal forms say nothing about who it is.
LEGAL_FORMS = frozenset(
    {
        "ag", "ab", "and", "as", "asa", "aps", "bv", "bvba", "co", "company", "corp", "corporation", "cv", "eg", "ek",
        "ev", "eurl", "gbr", "gmbh", "inc", "incorporated", "kg", "kgaa", "kk", "limited", "llc", "llp", "lp", "ltd",
        "mbh", "nv", "ohg", "oy", "oyj", "plc", "pte", "pty", "sa", "sarl", "sas", "sasu", "se", "sl", "slu", "snc",
        "spa", "sprl", "srl", "the", "ug", "und",
    }
)  # fmt: skip
# Of a hundred. Token sets would give “Contoso Ltd” and “Contoso Logistics Ltd” a hundred; whole strings don't.
SAME_NAME = 92
FOLDED = str.maketrans({"ß": "ss", "ä": "ae", "ö": "oe", "ü": "ue", "ø": "o", "æ": "ae", "ł": "l"})


def plain_name(name: str) -> str:
    """Lower case, accents and legal forms gone, words in their order."""
    folded = unicodedata.normalize("NFKD", name.casefold().translate(FOLDED))
    words = re.findall(r"[^\W_]+", re.sub(r"[.'’]", "", "".join(c for c in folded if not unicodedata.combining(c))))
    return " ".join(word for word in words if word not in LEGAL_FORMS)


def same_name(left: str, right: str) -> bool:
    """Equal but for spelling, order of words and legal form. Empty names equal nothing."""
    from rapidfuzz import fuzz

    one, other = plain_name(left), plain_name(right)
    if not one or not other:
        return False
    return one == other or fuzz.token_sort_ratio(one, other) >= SAME_NAME
