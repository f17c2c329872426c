"""The forms that an installation's numbers have, learned from its own: INV- and seven digits, RE 2026/ and five.

A typed number is written out in each form, so that one without its prefix, its zeros or with a slip of the finger is
found by equality in the index that the numbers have anyway.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

MOST_FORMS, MOST_SLIP_FORMS = 40, 4
SHORTEST_SLIP = 4
LONGEST_RUN = 14
_RUN = re.compile(r"([0-9]+)")


@dataclass(frozen=True)
class Form:
    """What stands before and after the running digits, and how many these are filled up to with zeros (0: not)."""

    head: str
    width: int
    tail: str

    def write(self, digits: str) -> str:
        return f"{self.head}{digits.zfill(self.width)}{self.tail}"

    def has(self, others: Iterable[str]) -> bool:
        """Whether the other digits that were typed, as a year, stand in it."""
        fixed = {run.lstrip("0") for run in _RUN.findall(f"{self.head} {self.tail}")}
        return all(other in fixed for other in others)


def learn_forms(numbers: Iterable[str]) -> list[Form]:
    """The commonest forms, most frequent first. In each, the digits that differ most are the running ones."""
    alike: dict[tuple[str, ...], list[list[str]]] = defaultdict(list)
    for number in numbers:
        parts = _RUN.split(number)
        if len(parts) > 1:
            alike[tuple(parts[::2])].append(parts)
    counted: Counter[Form] = Counter()
    for rows in alike.values():
        counted.update(_forms_of(rows))
    return [form for form, _ in counted.most_common(MOST_FORMS)]


def _forms_of(rows: list[list[str]]) -> Iterator[Form]:
    places = range(1, len(rows[0]), 2)
    running = max(places, key=lambda place: (len({row[place] for row in rows}), place))
    widths = {len(row[running]) for row in rows}
    width = widths.pop() if len(widths) == 1 else 0
    for row in rows:
        yield Form("".join(row[:running]), width, "".join(row[running + 1 :]))


def written_out(text: str, forms: Iterable[Form]) -> list[str]:
    """What the typed text may stand for, in every form that fits."""
    return list(dict.fromkeys(form.write(run) for form, run in _fitting(text, forms)))


def with_slips(text: str, forms: Iterable[Form]) -> list[str]:
    """The same with one digit wrong, missing, too many, or two changed over."""
    found: dict[str, None] = {}
    for form, run in list(_fitting(text, forms))[:MOST_SLIP_FORMS]:
        whole = run.zfill(form.width)
        if len(run) >= SHORTEST_SLIP:
            found.update(dict.fromkeys(form.write(slip) for slip in _slips(whole)))
    return list(found)


def _fitting(text: str, forms: Iterable[Form]) -> Iterator[tuple[Form, str]]:
    runs = [run.lstrip("0") or "0" for run in _RUN.findall(text)]
    for form in forms:
        for place in range(len(runs) - 1, -1, -1):
            run = runs[place]
            longest = form.width or LONGEST_RUN
            if len(run) <= longest + 1 and form.has(runs[:place] + runs[place + 1 :]):
                yield form, run
                break


def _slips(digits: str) -> Iterator[str]:
    for place in range(len(digits) + 1):
        before, after = digits[:place], digits[place:]
        yield from (before + digit + after for digit in "0123456789")
        if after:
            yield before + after[1:]
            yield from (before + digit + after[1:] for digit in "0123456789" if digit != after[0])
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]
