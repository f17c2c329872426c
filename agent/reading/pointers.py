"""Words that point at invoices without naming one: "both", "the other one", "the rest", "the oldest", "all but …"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from agent.facts import AccountFacts, InvoiceFact
from agent.reading.folding import fold
from agent.reading.reference_words import PLACED, placed_pattern, word_pattern

# In this order: "the other two" is no "two", and "the second invoice" no "other" one.
_KINDS = ("except", "rest", "both", "other", "oldest", "newest", *PLACED, "all")
_RANKED = {"oldest": 0, "first": 0, "second": 1, "third": 2, "newest": -1, "last": -1}


# "2,210 like the rest" compares, and points at nothing.
_LIKE = re.compile(r"(?<![^\W_])(?:like|as|same as|wie|comme|como|come|som|jako|zoals|kuten|gibi) (?:all )?$")


@dataclass(frozen=True)
class Pointer:
    start: int
    end: int
    kind: str


def find_pointers(text: str, languages: tuple[str, ...]) -> list[Pointer]:
    """Pointers in order of appearance; of two that overlap the more telling one."""
    folded = fold(text)
    found: list[Pointer] = []
    for kind, language in ((kind, language) for kind in _KINDS for language in dict.fromkeys(languages)):
        pattern = placed_pattern(kind, language) if kind in PLACED else word_pattern(kind, language)
        for match in pattern.finditer(folded) if pattern else ():
            free = all(match.end() <= p.start or match.start() >= p.end for p in found)
            if match[0] and free and not _LIKE.search(folded[: match.start()]):
                found.append(Pointer(match.start(), match.end(), kind))
    return sorted(found, key=lambda pointer: pointer.start)


def placed_invoice(kind: str, invoices: Sequence[InvoiceFact]) -> str:
    """The one invoice of several that a word of order or size means; empty if that is not clear."""
    if len(invoices) < 2:
        return ""
    if kind in ("big", "small"):
        ranked = sorted(invoices, key=lambda i: i.balance, reverse=kind == "big")
        return ranked[0].number if ranked[0].balance != ranked[1].balance else ""
    ranked = sorted(invoices, key=lambda i: i.issued)
    place = _RANKED.get(kind)
    if place is None or place >= len(ranked):
        return ""
    return ranked[place].number


def all_of_count(text: str, at: int, account: AccountFacts) -> bool:
    """Whether "all three" is said there and three are open."""
    return 2 < len(account.invoices) == _count(text[at : at + 24])


def complement(
    named: Sequence[str], due: Sequence[str], account: AccountFacts, *, kind: str, text: str
) -> tuple[str, ...]:
    """What "the other one" or "the rest" leaves: of what is due, or of all where the number said fits only that."""
    every = [i.number for i in account.invoices if i.number not in named]
    owed = [number for number in due if number not in named]
    count = 1 if kind == "other" else _count(text)
    for numbers in (owed, every):
        if count and len(numbers) == count:
            return tuple(numbers)
    return tuple(owed or every)


def _count(text: str) -> int:
    """How many are said to be left, 0 if it is not said."""
    found = re.search(
        r"(?<![^\W_])(2|3|two|three|zwei|beiden|drei|deux|trois|dos|tres|due|tre|duas|twee|drie|tva|to|tre|dvi|divus|dve|tri|kaksi|kolme|ketto)(?![^\W_])|[两兩二三2-3](?:张|笔|件|通)",
        fold(text),
    )
    if not found:
        return 0
    return 3 if re.match(r"3|th|dre|dri|tro|tr|kol|三", found[0]) else 2
