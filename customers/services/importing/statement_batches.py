"""One bank books a batch as one sum in its statement and tells its parts in a notification: the same money."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from customers.services.importing.entry_keys import BETWEEN, EntryKey

Named = tuple[date, str, str]
Amounts = dict[Named, list[tuple[Decimal, int]]]


@dataclass
class Batches:
    """Known entries by day, currency and the bank's reference: whole ones, and parts under the batch's reference."""

    wholes: Amounts = field(default_factory=lambda: defaultdict(list))
    parts: Amounts = field(default_factory=lambda: defaultdict(list))

    def add(self, key: EntryKey, span_key: int) -> None:
        if not key.reference:
            return
        self.wholes[key.booked_on, key.currency, key.reference].append((key.amount, span_key))
        for batch in _batches_of(key.reference):
            self.parts[key.booked_on, key.currency, batch].append((key.amount, span_key))

    def repeated(self, asked: Sequence[tuple[int, EntryKey]], *, apart: Collection[int]) -> set[int]:
        """Which of those asked about are the sum of known parts, or together the parts of a known sum."""
        sums = {index for index, key in asked if key.reference and self._has_parts(key, apart)}
        by_batch: dict[Named, list[tuple[int, EntryKey]]] = defaultdict(list)
        for index, key in asked:
            if key.batch and index not in sums:
                by_batch[key.booked_on, key.currency, key.batch].append((index, key))
        return sums | {index for named, parts in by_batch.items() for index in self._of_whole(named, parts, apart)}

    def _has_parts(self, key: EntryKey, apart: Collection[int]) -> bool:
        parts = self.parts.get((key.booked_on, key.currency, key.reference), ())
        amounts = [amount for amount, span_key in parts if span_key not in apart]
        return bool(amounts) and sum(amounts) == key.amount

    def _of_whole(self, named: Named, parts: Sequence[tuple[int, EntryKey]], apart: Collection[int]) -> list[int]:
        total = sum((key.amount for _, key in parts), Decimal())
        wholes = [amount for amount, span_key in self.wholes.get(named, ()) if span_key not in apart]
        return [index for index, _ in parts] if total in wholes else []


def _batches_of(reference: str) -> Iterator[str]:
    """Banks use the stroke in references of their own, so that any of them may be the one before the part."""
    for place, letter in enumerate(reference):
        if letter == BETWEEN and place:
            yield reference[:place]
