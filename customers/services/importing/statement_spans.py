"""Which stretch of an account's life a statement covers, and which statements have no entry in common with another.

Balances are the joints: what opens with the balance with which another closes goes on where that one ended; what opens
with the same balance starts at the same place. Counting entries along the joints gives each statement its place.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Span:
    """`key`: who it is. `entries`: how many, without those of zero. Days and balances as far as the file has them."""

    key: int
    account: str
    currency: str
    number: str = ""
    opening_on: date | None = None
    opening: Decimal | None = None
    closing_on: date | None = None
    closing: Decimal | None = None
    entries: int = 0

    def is_like(self, other: Span) -> bool:
        """The same statement, given twice."""
        return self._content() == other._content()

    def ends_before(self, other: Span) -> bool:
        """False where one of them claims to close before it opens: such days prove nothing."""
        return self._end < other._start and self._start <= self._end and other._start <= other._end

    def meets(self, other: Span) -> bool:
        """May share days with another."""
        return not (self.ends_before(other) or other.ends_before(self))

    @property
    def _start(self) -> date:
        return self.opening_on or date.min

    @property
    def _end(self) -> date:
        return self.closing_on or date.max

    def _content(self) -> tuple[object, ...]:
        return (self.account, self.currency, self.number, self.opening_on, self.opening, self.closing_on,
                self.closing, self.entries)  # fmt: skip


Joints = dict[Decimal | None, list[Span]]


def apart_from(span: Span, others: Collection[Span]) -> frozenset[int]:
    """Keys of those that cannot share an entry with it: over before it began, or joined to it end to end."""
    apart = {other.key for other in others if not span.meets(other)}
    near = [other for other in others if other.key not in apart and other.opening is not None is not other.closing]
    placed = _placed(span, near) if span.opening is not None and span.closing is not None else {}
    return frozenset(apart | {key for key, (start, end) in placed.items() if end <= 0 or start >= span.entries})


def _placed(span: Span, others: Collection[Span]) -> dict[int, tuple[int, int]]:
    """Where each begins and ends, in entries counted from where `span` begins; only those joined to it somehow.

    An account swept to nothing every day opens and closes alike: it then begins there, which repeats rather than
    doubles.
    """
    places: dict[int, tuple[int, int]] = {}
    opening, closing = _by_balance(others)
    joints = deque([(span.opening, 0), (span.closing, span.entries)])
    while joints:
        balance, at = joints.popleft()
        begun = [(other, at) for other in opening.pop(balance, ())]
        for other, start in (*begun, *((other, at - other.entries) for other in closing.pop(balance, ()))):
            if other.key not in places:
                places[other.key] = start, start + other.entries
                joints += [(other.opening, start), (other.closing, start + other.entries)]
    return places


def _by_balance(spans: Collection[Span]) -> tuple[Joints, Joints]:
    opening: Joints = defaultdict(list)
    closing: Joints = defaultdict(list)
    for span in spans:
        opening[span.opening].append(span)
        closing[span.closing].append(span)
    return opening, closing
