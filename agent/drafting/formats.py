"""Amounts, dates and names as they stand in a letter."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from trade.dates import format_date
from trade.money import format_amount

# The same due dates and round amounts come back all the time: formatting costs ten times a look-up.
format_amount_cached = lru_cache(maxsize=8192)(format_amount)
format_date_cached = lru_cache(maxsize=4096)(format_date)

MAX_NAME = 80
# A sentence is no person's name: more words, or their marks.
MAX_WORDS_OF_PERSON = 6
NOT_IN_A_PERSONS_NAME = re.compile(r"[!?:;=\"“”„«»。！？：；،؟]")
NOT_IN_A_NAME = re.compile(r"[@<>{}\[\]|\\]|https?:|www\.|://|\d{4}", re.IGNORECASE)
CONTROL_OR_SPACE = re.compile(r"[\s\x00-\x1f\x7f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]+")


@dataclass(frozen=True)
class NationalFormat:
    language: str
    country: str

    def amount(self, value: Decimal, currency: str) -> str:
        return format_amount_cached(value, currency, language=self.language, country=self.country)

    def day(self, value: date) -> str:
        return format_date_cached(value, language=self.language, country=self.country)

    def totals(self, totals: Mapping[str, Decimal]) -> list[str]:
        """One amount per currency, zero ones left out."""
        return [self.amount(value, currency) for currency, value in sorted(totals.items()) if value]


@lru_cache(maxsize=8192)
def one_line(text: str) -> str:
    """Text from a ledger on one line, without control and direction characters."""
    return CONTROL_OR_SPACE.sub(" ", text).strip()


def presentable_name(name: str) -> str:
    """A name fit for a greeting or headline, or "" where it holds a link, an address, a long number or markup."""
    name = one_line(name)
    return "" if len(name) > MAX_NAME or NOT_IN_A_NAME.search(name) else name


def presentable_person(name: str) -> str:
    """A person's name fit for a greeting: often taken from a mail that anybody may have written."""
    name = presentable_name(name)
    is_sentence = len(name.split()) > MAX_WORDS_OF_PERSON or NOT_IN_A_PERSONS_NAME.search(name)
    return "" if is_sentence else name
