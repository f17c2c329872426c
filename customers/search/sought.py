"""What a person typed into the search box, taken apart once for every kind of row."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from django.db import connection

from customers.matching.names import LEGAL_FORMS
from trade.numbers import parse_amount

# Nobody types more on purpose; a pasted page is searched by its beginning.
LONGEST_TEXT, MOST_WORDS = 200, 8
SHORTEST_TEXT = 2

_THOUSANDS = re.compile(r"([0-9]+(?:[.,][0-9]+)?) ?[kK]")
_CURRENCY_CODE = re.compile(r"^[A-Za-z]{3} |(?<=[0-9]) ?[A-Za-z]{3}$")
_ACCOUNT = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{4,30}|[0-9]{8,30}")
_LARGEST = Decimal(10) ** 15


@dataclass(frozen=True)
class Sought:
    """`text` as typed, cleaned; `words` in lower case without accents and marks, in order; `amount` if it is one."""

    text: str
    words: tuple[str, ...]
    amount: Decimal | None
    # An account number without blanks, in capitals; empty if it cannot be one.
    account: str
    # More was typed than is searched.
    cut: bool

    @property
    def too_short(self) -> bool:
        return sum(map(len, self.words)) < SHORTEST_TEXT

    @property
    def has_digits(self) -> bool:
        return any(character.isdigit() for character in self.text)

    @property
    def name_words(self) -> tuple[str, ...]:
        """Words that may name somebody: without legal forms and single letters, unless there is nothing else."""
        telling = tuple(word for word in self.words if word not in LEGAL_FORMS and len(word) > 1)
        return telling or self.words


def take_apart(typed: str) -> Sought:
    """One query: the database folds words as its indexes do."""
    clean = " ".join("".join(c if unicodedata.category(c)[0] != "C" else " " for c in typed).split())
    text = clean[:LONGEST_TEXT].strip()
    words = _words(text)
    compact = re.sub(r"[ .\-]", "", text).upper()
    return Sought(
        text=text,
        words=words[:MOST_WORDS],
        amount=_amount(text),
        account=compact if _ACCOUNT.fullmatch(compact) else "",
        cut=len(clean) > LONGEST_TEXT or len(words) > MOST_WORDS,
    )


def _words(text: str) -> tuple[str, ...]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT search_words(%s)", [text])
        return tuple(dict.fromkeys(cursor.fetchone()[0].split()))


def _amount(text: str) -> Decimal | None:
    """In any usual notation, with or without a currency; "12k" is twelve thousand."""
    bare = _CURRENCY_CODE.sub("", text).strip()
    short = _THOUSANDS.fullmatch(bare)
    try:
        found = parse_amount(short[1]) * 1000 if short else parse_amount(bare)
    except ValueError:
        return None
    return abs(found).quantize(Decimal("0.01")) if abs(found) < _LARGEST else None
