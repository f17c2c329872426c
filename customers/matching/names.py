"""Whether two spellings name the same company."""

from __future__ import annotations

import re
import unicodedata

# Legal forms say nothing about who it is.
LEGAL_FORMS = frozenset(
    [
        "ab", "ad", "ag", "and", "ans", "as", "asa", "aps", "association", "bt", "bv", "bvba", "clg", "co", "company",
        "coop", "corp", "corporation", "cv", "dac", "dd", "doo", "ehf", "eg", "eingetragener", "ek", "enk", "eood",
        "eurl", "ev", "fop", "gbr", "gesmbh", "gmbh", "haftungsbeschrankt", "haftungsbeschraenkt", "hb", "hf", "inc",
        "incorporated", "is", "kb", "kft", "kg", "kgaa", "kk", "ks", "ky", "lda", "limited", "llc", "llp", "lllp",
        "lp", "ltd", "ltda", "mbh", "nv", "nyrt", "ob", "og", "ohg", "ood", "oue", "oy", "oyj", "pc", "plc", "pllc",
        "pt", "pte", "pty", "sa", "sarl", "sas", "sasu", "sca", "sci", "scop", "scrl", "se", "sia", "sl", "slp", "slu",
        "sm", "snc", "soc", "sp", "spa", "spj", "spk", "spolka", "sprl", "sro", "srl", "srls", "sti", "tov", "tmi",
        "uab", "ug", "und", "the", "uu", "vof", "zao", "zoo", "zrt",
    ]
)  # fmt: skip
# Forms that are written with marks or blanks between their letters.
SPELLED_FORMS = re.compile(r"\b(?:a/s|k/s|i/s|p/s|d\.? ?o\.? ?o|s\.? ?r\.? ?o|z ?\.?o\.? ?o|sp\.? [jkz]|spol\.? s)\b")
# Of a hundred. Token sets would give “Contoso Ltd” and “Contoso Logistics Ltd” a hundred; whole strings don't.
SAME_NAME = 92
FOLDED = str.maketrans({"ß": "ss", "ä": "ae", "ö": "oe", "ü": "ue", "ø": "o", "æ": "ae", "ł": "l"})


def plain_name(name: str) -> str:
    """Lower case, accents and legal forms gone, words in their order."""
    return " ".join(
        word for word in full_name(SPELLED_FORMS.sub(" ", name.casefold())).split() if word not in LEGAL_FORMS
    )


def full_name(name: str) -> str:
    """Lower case, accents and marks gone, legal forms kept: what tells two sisters of one name apart."""
    folded = unicodedata.normalize("NFKD", name.casefold().translate(FOLDED))
    plain = "".join(c for c in folded if not unicodedata.combining(c))
    return " ".join(re.findall(r"[^\W_]+", re.sub(r"[.'’/]", "", plain)))


def likeness(left: str, right: str) -> float:
    """Of a hundred, of two plain names, whatever the order of their words."""
    from rapidfuzz import fuzz

    return fuzz.token_sort_ratio(left, right)


def same_name(left: str, right: str) -> bool:
    """Equal but for spelling, order of words and legal form. Empty names equal nothing."""
    from rapidfuzz import fuzz

    one, other = plain_name(left), plain_name(right)
    if not one or not other:
        return False
    return one == other or fuzz.token_sort_ratio(one, other) >= SAME_NAME
