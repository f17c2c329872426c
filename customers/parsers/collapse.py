"""Several rows of a file that make one: line items of an invoice, a payment applied to several invoices."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from customers.parsers.chunks import Chunk, Values
from customers.parsers.columns import Layout
from customers.parsers.errors import Reject, quoted

CENT = Decimal("0.01")
# Lines of one invoice or payment that differ in these are not of one.
MUST_AGREE = ("customer_id", "currency", "amount")
GROUPS_PER_CHUNK = 4096


def keep_first(chunks: Iterable[Chunk], layout: Layout, by: str) -> Iterator[Chunk]:
    """The first row of each key; repetitions count as merged. Remembers keys alone."""
    place = layout.names.index(by)
    seen: set[str | None] = set()
    for chunk in chunks:
        numbers, rows = [], []
        for number, row in zip(chunk.numbers, chunk.rows, strict=True):
            if row[place] not in seen:
                seen.add(row[place])
                numbers.append(number)
                rows.append(row)
        yield Chunk(
            numbers, rows, chunk.rejects, chunk.skipped, chunk.blank, chunk.merged + len(chunk.rows) - len(rows)
        )


def scattered_keys(keys: Iterable[str]) -> set[str]:
    """Keys whose rows do not all stand together. Remembers a number for each key of the file, not its rows."""
    seen: set[int] = set()
    scattered: set[str] = set()
    last: str | None = None
    for key in keys:
        if key == last:
            continue
        if hash(key) in seen:
            scattered.add(key)
        seen.add(hash(key))
        last = key
    return scattered


@dataclass
class Group:
    """The rows of one key so far."""

    number: int
    values: list[str | None]
    lines: int = 0
    line_total: Decimal | None = None
    problem: tuple[int, str] | None = None
    joined: dict[int, dict[str, None]] = field(default_factory=dict)


class Merger:
    """Merges rows in file order; holds one group, and those whose rows are scattered until the end of the file."""

    def __init__(self, layout: Layout, by: str, join: tuple[str, ...], scattered: set[str]) -> None:
        names = layout.names
        self.layout = layout
        self.key = names.index(by)
        self.join = tuple(names.index(name) for name in join)
        self.agree = tuple(names.index(name) for name in MUST_AGREE if name in names)
        self.amount = names.index("amount") if "amount" in names else None
        self.line_amount = names.index("line_amount") if "line_amount" in names else None
        self.scattered = scattered
        self.held: dict[str, Group] = {}
        self.current: dict[str, Group] = {}

    def merge(self, chunks: Iterable[Chunk]) -> Iterator[Chunk]:
        for chunk in chunks:
            done: list[Group] = []
            events: list[tuple[int, Values | Reject]] = [
                *zip(chunk.numbers, chunk.rows, strict=True),
                *((reject.row, reject) for reject in chunk.rejects),
            ]
            for number, event in sorted(events, key=lambda item: item[0]):
                done += self._take(number, event)
            yield self._chunk(done, chunk, merged=len(chunk.rows) - _filled(done))
        rest = [*self.current.values(), *self.held.values()]
        for start in range(0, len(rest), GROUPS_PER_CHUNK):
            groups = rest[start : start + GROUPS_PER_CHUNK]
            yield self._chunk(groups, Chunk((), ()), merged=-_filled(groups))

    def _take(self, number: int, event: Values | Reject) -> list[Group]:
        key = event.key if isinstance(event, Reject) else event[self.key] or ""
        if isinstance(event, Reject) and not key:
            return []
        done: list[Group] = []
        if key in self.scattered:
            group = self.held.get(key)
        else:
            group = self.current.get(key)
            if group is None:
                done, self.current = list(self.current.values()), {}
        if group is None:
            group = Group(number, [None] * len(self.layout.fields))
            (self.held if key in self.scattered else self.current)[key] = group
        self._add(group, number, event)
        return done

    def _add(self, group: Group, number: int, event: Values | Reject) -> None:
        if isinstance(event, Reject):
            group.problem = group.problem or (number, "its row was rejected")
            return
        group.lines += 1
        for place in self.agree:
            held, fresh = group.values[place], event[place]
            if held is not None and fresh is not None and held != fresh:
                label = self.layout.fields[place].label
                group.problem = group.problem or (
                    number,
                    f"the {label} is {quoted(fresh)} there, but {quoted(held)} above",
                )
        group.values = [held if held is not None else fresh for held, fresh in zip(group.values, event, strict=True)]
        for place in self.join:
            group.joined.setdefault(place, {}).update(dict.fromkeys((event[place] or "").split("|")))
        if self.line_amount is not None and (line := event[self.line_amount]) is not None:
            group.line_total = (group.line_total or Decimal()) + Decimal(line)

    def _chunk(self, groups: list[Group], source: Chunk, *, merged: int) -> Chunk:
        numbers, rows, rejects = [], [], list(source.rejects)
        for group in groups:
            if group.problem is not None:
                rejects += self._left_out(group)
                continue
            numbers.append(group.number)
            rows.append(self._row(group))
        return Chunk(numbers, rows, rejects, source.skipped, source.blank, merged)

    def _row(self, group: Group) -> Values:
        values = list(group.values)
        for place, parts in group.joined.items():
            values[place] = "|".join(part for part in parts if part) or None
        if self.amount is not None and values[self.amount] is None and group.line_total is not None:
            values[self.amount] = f"{group.line_total.quantize(CENT, rounding=ROUND_HALF_UP):f}"
        return tuple(values)

    def _left_out(self, group: Group) -> list[Reject]:
        """Nothing where its only row was rejected already."""
        if not group.lines or group.problem is None:
            return []
        row, reason = group.problem
        field_, key = self.layout.fields[self.key], group.values[self.key] or ""
        lines = f"all {group.lines} rows" if group.lines > 1 else "one row"
        why = f"{field_.label} {quoted(key)} is left out ({lines}) because of row {row}: {reason}"
        return [Reject(group.number, field_.name, key, why, key)]


def _filled(groups: list[Group]) -> int:
    return sum(bool(group.lines) for group in groups)
