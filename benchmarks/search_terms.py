"""What people type into the search box, and the worst that they could."""

from __future__ import annotations

import random
from urllib.parse import quote

from benchmarks.office import words

USUAL = ("number", "bare number", "slip", "amount", "customer", "misspelled", "contact", "mail words", "page")
WORST = {
    "two letters": "ma",
    "the prefix of every number": "inv",
    "digits alone": "07",
    "a word of every mail": "reminder",
    "two common words never together": "overdue kaum",
    "common words": "kind regards clara weiss",
    "a common amount": "100",
    "300 characters": "word " * 60,
    "300 digits": "1" * 300,
    "nothing but marks": "%_%_'\"--;",
    "SQL": "'; DROP TABLE dunning_case; --",
    "emoji": "🙂🙂🙂",
    "NUL": "in\x00v",
    "no such word": "zzzqqqxxx",
    "many short words": "a b c d e f g h i j",
    "another script": "請求書を送ってください",
}


def term(kind: str, chance: random.Random) -> str:
    number = chance.randint(1, 1_000_000)
    digits = f"{number:07}"
    return {
        "number": f"INV-{digits}",
        "bare number": str(number),
        "slip": f"INV-{digits[:3]}{digits[4]}{digits[3]}{digits[5:]}",
        "amount": f"{chance.randint(100, 3000)},{chance.randint(0, 99):02}",
        "customer": f"{chance.choice(words.FIRST)} {chance.choice(words.SECOND)[:5]}",
        "misspelled": f"{chance.choice(words.FIRST)[1:]} {chance.choice(words.SECOND)}x",
        "contact": f"{chance.choice(words.GIVEN)} {chance.choice(words.FAMILY)}",
        "mail words": " ".join(chance.choice(words.SAYINGS).split()[2:5]),
        "page": chance.choice(("queue", "import", "policies", "unmatched")),
    }[kind]


def some_term(chance: random.Random) -> str:
    """For an address."""
    return quote(term(chance.choice(USUAL), chance))
