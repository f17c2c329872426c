"""The text of a payment in pieces, and what they can spell together: banks wrap, people write blanks."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

from customers.matching.number_keys import looks_like_date

PIECE = re.compile(r"[A-Z]+|[0-9]+")
# Subfields of a German MT940, which cut words and numbers wherever 27 characters are full.
SUBFIELD = re.compile(r"\?(?:2[0-9]|6[0-3])")
# Field tags of a SWIFT message.
TAG = re.compile(r"(?<![0-9A-Z]):[0-9]{2}[A-Z]?:")
AMOUNT = re.compile(r"(?<![0-9A-Z.,/-])[0-9]{1,3}(?:(?:[.,'][0-9]{3})*|[0-9]*)[.,][0-9]{2}(?![0-9.,]*[0-9])")
DATE = re.compile(
    r"(?<![0-9A-Z./-])(?:[0-3]?[0-9]([./-])[0-3]?[0-9]\1(?:20)?[0-9]{2}|20[0-9]{2}-[01][0-9]-[0-3][0-9])(?![0-9])"
)
TO = "TO|BIS|THRU|THROUGH|UNTIL|AU|AL|A|HASTA|TOT|T/M|DO|TIL|TILL|ATE|ASTI|AZ|PANA LA"
RANGE_GAP = re.compile(rf"-|–|—|\.\.\.?|(?:{TO})(?:\s.{{0,4}})?")
RANGE_WORD = re.compile(rf"[0-9]\s*(?:–|—|\.\.\.?)\s*[A-Z0-9]|[0-9]\s+(?:{TO})\s+[A-Z]{{0,4}}[-/ ]?[0-9]")
LIST_GAP = re.compile(r"[\s,;+&/.:#-]{1,4}")
LIST_MARK = re.compile(r"[,;+&/|]")
# From one number of a list to the next: a mark or “and”, and the beginning of the next one.
LIST_STEP = re.compile(r"[\s,;+&/.:#|-]{0,4}(?:(?:AND|UND|ET|E|Y|I|A|OG|OCH|EN|JA)\s+)?[A-Z]{0,4}[\s./#:_-]{0,2}")
# What may stand inside one number. A comma or a bracket parts two.
INSIDE = re.compile(r"[\s\-./_#:\\*]{0,4}")
MOST_PIECES = 7
LONGEST = 32


@dataclass(frozen=True, slots=True)
class Spelling:
    """`text` is what pieces `first` to `last` say joined; `squeezed` the same without leading zeros of each piece."""

    first: int
    last: int
    text: str
    squeezed: str
    is_date: bool = False

    @property
    def is_digits(self) -> bool:
        return self.text.isdigit()

    def overlaps(self, other: Spelling) -> bool:
        return self.first <= other.last and other.first <= self.last


def _days(year: int, month: int, day: int) -> list[date]:
    """The day, or none when there is no such day."""
    try:
        return [date(year, month, day)]
    except ValueError:
        return []


class PaymentText:
    """Upper case, accents gone; pieces are runs of letters or of digits in their order. `year`: when it was written."""

    def __init__(self, text: str, *, year: int) -> None:
        self.year = year
        folded = unicodedata.normalize("NFKD", TAG.sub(" ; ", SUBFIELD.sub("", text.upper().replace("ẞ", "SS"))))
        self.plain = "".join(c for c in folded if not unicodedata.combining(c))
        found = list(PIECE.finditer(self.plain))
        self.pieces = [piece[0] for piece in found]
        self.places = [piece.start() for piece in found]
        # Whether nothing stands between a piece and the one before that would part two numbers.
        self.joins = [
            index > 0 and INSIDE.fullmatch(self.plain, found[index - 1].end(), piece.start()) is not None
            for index, piece in enumerate(found)
        ]
        self.gaps = [
            self.plain[found[index - 1].end() : piece.start()] if index else "" for index, piece in enumerate(found)
        ]

    @cached_property
    def spellings(self) -> tuple[Spelling, ...]:
        """Every run of pieces with a digit in it that could be one number."""
        made = []
        for first in range(len(self.pieces)):
            text = squeezed = ""
            for last in range(first, min(first + MOST_PIECES, len(self.pieces))):
                if last > first and (not self.joins[last] or (last in self.no_numbers) != (first in self.no_numbers)):
                    break
                piece = self.pieces[last]
                text += piece
                squeezed += (piece.lstrip("0") or "0") if piece[0].isdigit() else piece
                if len(text) > LONGEST:
                    break
                if any(c.isdigit() for c in text):
                    made.append(Spelling(first, last, text, squeezed, self._is_date(first, last, text)))
        return tuple(made)

    def _is_date(self, first: int, last: int, text: str) -> bool:
        """Digits that are a day of about now, or stand in a written date."""
        written = all(index in self.no_numbers for index in range(first, last + 1))
        return text.isdigit() and (written or looks_like_date(text, self.year))

    @cached_property
    def no_numbers(self) -> frozenset[int]:
        """Pieces that belong to an amount such as 1.769,52 or to a date such as 17.07.26."""
        places = [(found.start(), found.end()) for form in (AMOUNT, DATE) for found in form.finditer(self.plain)]
        return frozenset(
            index for index, piece in enumerate(self.places) if any(start <= piece < end for start, end in places)
        )

    @cached_property
    def sums(self) -> tuple[tuple[int, int], ...]:
        """Amounts such as 1.769,52 with the place where each begins, in hundredths, negative behind a minus."""
        found = []
        for match in AMOUNT.finditer(self.plain):
            digits = int(re.sub(r"[^0-9]", "", match[0]))
            before = self.plain[: match.start()].rstrip()
            found.append((match.start(), -digits if before.endswith("-") else digits))
        return tuple(found)

    def sum_between(self, first: int, second: int | None) -> int | None:
        """The one amount between two pieces, or behind the first; None where there is none or there are several."""
        start = self.places[first]
        end = self.places[second] if second is not None else len(self.plain)
        inside = [amount for place, amount in self.sums if start < place < end]
        return inside[0] if len(inside) == 1 else None

    def pieces_in(self, start: int, end: int) -> tuple[int, int]:
        """First and last piece that begin between two places of the text."""
        inside = [index for index, place in enumerate(self.places) if start <= place < end]
        return inside[0], inside[-1]

    def is_listed(self, index: int) -> bool:
        """Whether digits stand before it in a list: 24 in “10023, 24”."""
        return index > 0 and self.pieces[index - 1].isdigit() and LIST_GAP.fullmatch(self.gaps[index]) is not None

    def between(self, first: int, second: int) -> str:
        """What stands between two pieces, blanks at its ends gone."""
        start = self.places[first] + len(self.pieces[first])
        return self.plain[start : self.places[second]].strip()

    def is_range(self, first: int, second: int) -> bool:
        """Whether “to” or a dash stands between two pieces."""
        return RANGE_GAP.fullmatch(self.between(first, second)) is not None

    @cached_property
    def dates(self) -> tuple[date, ...]:
        """Days that the text names; 10/09/26 is one in September and one in October."""
        found = []
        for match in DATE.finditer(self.plain):
            parts = [int(part) for part in re.split(r"[./-]", match[0])]
            year, month, day = parts if parts[0] > 31 else parts[::-1]
            year = year + 2000 if year < 100 else year
            found += _days(year, month, day) + (_days(year, day, month) if "/" in match[0] else [])
        return tuple(dict.fromkeys(found))

    @property
    def has_range(self) -> bool:
        return RANGE_WORD.search(self.plain) is not None

    def listed_beside(self, covered: frozenset[int]) -> list[str]:
        """Numbers in a list with covered pieces that are not covered themselves: named, and not understood."""
        known = covered | self.no_numbers
        beside: set[int] = set()
        for indexes in (range(len(self.pieces)), range(len(self.pieces) - 1, -1, -1)):
            before: int | None = None
            for index in indexes:
                if not self.pieces[index].isdigit() and index not in known:
                    continue
                if index in known:
                    before = index
                elif before is not None and self._in_one_list(before, index):
                    beside.add(index)
                    before = index
                else:
                    before = None
        return [self.pieces[index] for index in sorted(beside) if self._may_be_number(index)]

    def _in_one_list(self, known: int, other: int) -> bool:
        """What stands before a number is of its list only with a mark between: ITEM 26 INV 7004600 is none."""
        gap = self.between(min(known, other), max(known, other))
        return LIST_STEP.fullmatch(gap) is not None and (other > known or LIST_MARK.search(gap) is not None)

    def _may_be_number(self, index: int) -> bool:
        return len(self.pieces[index]) >= 2 and not looks_like_date(self.pieces[index], self.year)


@lru_cache(maxsize=16_384)
def text_of(text: str, year: int) -> PaymentText:
    """The same text in the same year is taken apart once."""
    return PaymentText(text, year=year)
