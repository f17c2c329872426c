"""How far what is written is from a document's number, and which other numbers are as near."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby, product

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
LOOKALIKES = str.maketrans({"O": "0", "Q": "0", "D": "0", "I": "1", "L": "1", "S": "5", "B": "8", "Z": "2", "G": "6"})
EXACT, SHORTENED, MISREAD, MISTYPED, BOTH, ILLEGIBLE = range(6)
# A form below four characters fits too much to say anything.
SHORTEST = 3


def bare(text: str) -> str:
    return re.sub(r"[^0-9A-Z]", "", text.upper())


def readings(text: str) -> set[str]:
    """As it stands, and without a prefix that may be the payer's own."""
    written = bare(text)
    rest = written.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return {written, rest} if len(rest) >= SHORTEST else {written}


def look(text: str) -> str:
    """One form for all that a scanner takes for each other."""
    return bare(text).replace("RN", "M").translate(LOOKALIKES)


@lru_cache(maxsize=200_000)
def forms(number: str) -> frozenset[str]:
    """The number without its prefix, its year or its leading zeros."""
    groups = ["".join(part) for _, part in groupby(re.sub(r"[^0-9A-Z]", " ", number.upper()), _sort)]
    groups = [group for group in groups if group.strip()]
    choices: list[tuple[str, ...]] = []
    for place, group in enumerate(groups):
        kept = {group, group.lstrip("0") or group} if group.isdigit() else {group}
        choices.append(tuple(sorted(kept | ({""} if place < len(groups) - 1 or group.isalpha() else set()))))
    made = {"".join(parts) for parts in product(*choices)}
    return frozenset(form for form in made if len(form) >= SHORTEST and any(sign.isdigit() for sign in form))


def _sort(sign: str) -> str:
    return "digit" if sign.isdigit() else "space" if sign == " " else "letter"


def edits(text: str) -> Iterator[str]:
    """All that is one dropped, doubled, wrong or swapped character away."""
    for place in range(len(text)):
        yield text[:place] + text[place + 1 :]
        if place + 1 < len(text):
            yield text[:place] + text[place + 1] + text[place] + text[place + 2 :]
        for sign in ALPHABET:
            yield text[:place] + sign + text[place + 1 :]
    for place in range(len(text) + 1):
        for sign in ALPHABET:
            yield text[:place] + sign + text[place:]


def level(text: str, number: str) -> int:
    """EXACT to BOTH, or ILLEGIBLE."""
    written = bare(text)
    if written == bare(number):
        return EXACT
    known = forms(number)
    if not known.isdisjoint(readings(text)):
        return SHORTENED
    looks = {look(form) for form in known}
    if not looks.isdisjoint(map(look, readings(text))):
        return MISREAD
    long = _long_readings(text)
    if any(not known.isdisjoint(edits(reading)) for reading in long):
        return MISTYPED
    if any(not looks.isdisjoint(edits(look(reading))) for reading in long):
        return BOTH
    return ILLEGIBLE


def _long_readings(text: str) -> set[str]:
    """Those that still say something with one character amiss."""
    return {reading for reading in readings(text) if len(reading) > SHORTEST}


def whole(text: str, number: str) -> bool:
    """Whether the counter at the number's end is there, digit for digit, whatever stands before it."""
    counter = re.findall(r"\d+", number)[-1].lstrip("0")
    return bool(counter) and re.sub(r"\D", "", text).endswith(counter)


class NumberIndex:
    """All document numbers by their forms."""

    def __init__(self, numbers: Iterable[str]) -> None:
        self.exact: dict[str, list[str]] = defaultdict(list)
        self.by_form: dict[str, list[str]] = defaultdict(list)
        self.by_look: dict[str, list[str]] = defaultdict(list)
        for number in numbers:
            self.exact[bare(number)].append(number)
            for form in forms(number):
                self.by_form[form].append(number)
                self.by_look[look(form)].append(number)

    def near(self, text: str, most: int) -> set[str]:
        """Numbers at most that far away."""
        written = bare(text)
        found = set(self.exact.get(written, ()))
        if most >= SHORTENED:
            found.update(number for reading in readings(text) for number in self.by_form.get(reading, ()))
        if most >= MISREAD:
            found.update(number for reading in readings(text) for number in self.by_look.get(look(reading), ()))
        if most >= MISTYPED:
            slips = {edit for reading in _long_readings(text) for edit in edits(reading)}
            found.update(number for edit in slips for number in self.by_form.get(edit, ()))
        if most >= BOTH:
            slips = {edit for reading in _long_readings(text) for edit in edits(look(reading))}
            found.update(number for edit in slips for number in self.by_look.get(edit, ()))
        return found
