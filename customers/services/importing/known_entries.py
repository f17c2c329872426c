"""Entries that other statements of the account have brought already, so that none is booked twice."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from customers.services.importing.entry_keys import EntryKey, external_id
from customers.services.importing.statement_batches import Batches
from customers.services.importing.statement_spans import Span, apart_from

Place = tuple[date, Decimal, str]
Word = Callable[[EntryKey], str]


@dataclass
class AccountEntries:
    """One account: its statements, and its entries with the statement that each came by.

    `times`: how many equals there are of each.
    """

    spans: list[Span] = field(default_factory=list)
    entries: dict[Place, list[tuple[EntryKey, int]]] = field(default_factory=lambda: defaultdict(list))
    times: Counter[str] = field(default_factory=Counter)
    batches: Batches = field(default_factory=Batches)

    def add(self, key: EntryKey, span_key: int) -> str:
        """Keep an entry; returns its external id."""
        self.times[key.base] += 1
        self.entries[key.place].append((key, span_key))
        self.batches.add(key, span_key)
        return external_id(key, times=self.times[key.base])

    def repeated(self, span: Span, keys: Sequence[EntryKey]) -> set[int]:
        """Places in `keys` of entries that are known. Each known entry explains one, so the third equal one is new."""
        if not self.entries:
            return set()
        apart = apart_from(span, self.spans)
        by_place: dict[Place, list[tuple[int, EntryKey]]] = defaultdict(list)
        for index, key in enumerate(keys):
            if key.place in self.entries:
                by_place[key.place].append((index, key))
        found: set[int] = set()
        for place, asked in by_place.items():
            known = [key for key, span_key in self.entries[place] if span_key not in apart]
            found |= _paired(asked, known)
        left = [(index, key) for index, key in enumerate(keys) if index not in found]
        return found | self.batches.repeated(left, apart=apart)


def _paired(asked: Collection[tuple[int, EntryKey]], known: Collection[EntryKey]) -> set[int]:
    """Which of those asked about are known, equal in day and amount: each known one answers for one."""
    free, found = list(known), set()
    for word_of_known, word_of_asked in WAYS:
        by_word: dict[str, list[EntryKey]] = defaultdict(list)
        for row in free:
            by_word[word_of_known(row)].append(row)
        for index, key in asked:
            word = word_of_asked(key)
            if word and index not in found and by_word[word]:
                by_word[word].pop()
                found.add(index)
        free = [row for rows in by_word.values() for row in rows]
    return found


def _with_reference(key: EntryKey) -> str:
    return f"{key.digest} {bool(key.reference)}"


def _without_reference(key: EntryKey) -> str:
    return f"{key.digest} {not key.reference}"


# How an entry is known again, the surest way first: by reference and text; by the bank's reference, whatever the text
# of another report; by the text where one of the two reports had no reference. Two references are two entries.
WAYS: tuple[tuple[Word, Word], ...] = (
    (lambda key: key.base, lambda key: key.base),
    (lambda key: key.reference, lambda key: key.reference),
    (_with_reference, _without_reference),
)
