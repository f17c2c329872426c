"""A text under examination: normalised, cut into sentences, with what its facts support.

Figures are taken out as they are recognised, one kind after another.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from operator import attrgetter

from agent.answers import Violation
from agent.facts import AccountFacts
from agent.guardrails.names import WORD, is_one_of, name_words
from agent.guardrails.normal import bare, normalise, one_line, sentences
from agent.guardrails.support import Support, disputed_numbers, support_of

# Stands where something was recognised: neither letter nor digit, so that it ends every other pattern.
TAKEN = "\ue000"
SHORTEST_NAME = 3
SHORTEST_FAMILY_NAME = 2
GREETING_WORDS = 9
PART_OF_CHANNEL = 4
DIGIT = re.compile(r"[0-9]")
FIGURE = re.compile(r"[0-9\ue000](?:(?<=[0-9])[0-9]*(?:[.,' ]+[0-9]+)*|\ue000*)")
GAP = re.compile(r" {2,}")
LINE = re.compile(r"[^\n]+")
_start = attrgetter("start")


@dataclass(frozen=True)
class Mention:
    """An identifier of the facts found in the text; `invoice` is empty for purchase orders and references."""

    start: int
    end: int
    invoice: str


@dataclass
class Examined:
    """Subject and body as one text: the subject is its first line."""

    subject: str
    body: str
    language: str
    facts: AccountFacts
    mentions: list[Mention] = field(default_factory=list)
    # Where dates stand and the (year, month, day) that they may be, year None where the text gives none.
    dates: list[tuple[int, tuple[tuple[int | None, int, int], ...]]] = field(default_factory=list)
    # Where amounts stand and what they may be, once they have been checked.
    amounts: list[tuple[int, tuple[Decimal, ...]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        subject = normalise(self.subject).replace("\n", " ")
        self.body_start = len(subject) + 1
        self.text = f"{subject}\n{normalise(self.body)}"
        self.rest = self.text

    @cached_property
    def support(self) -> Support:
        return support_of(self.facts)

    @cached_property
    def disputed(self) -> frozenset[str]:
        return disputed_numbers(self.facts)

    @cached_property
    def channels(self) -> str:
        """Letters and digits of the allowed bank details and payment link."""
        return bare(f"{self.facts.allowed.bank_details or ''} {self.facts.allowed.payment_link or ''}")

    @cached_property
    def wording(self) -> str:
        """The text without the names, numbers and payment details of the facts: what it says."""
        text, facts = self.text, self.facts
        names = [
            facts.customer,
            facts.contact.name if facts.contact else "",
            facts.allowed.payment_link or "",
            facts.allowed.account_link or "",
            facts.allowed.bank_details or "",
        ]
        names += [facts.sender.name, facts.sender.company] if facts.sender else []
        names += [invoice.number for invoice in facts.invoices] + [credit.number for credit in facts.credits]
        for name in names:
            needle = one_line(name)
            if len(needle) >= SHORTEST_NAME and needle in text:
                text = text.replace(needle, TAKEN * len(needle))
        return self._without_names(text)

    def _without_names(self, text: str) -> str:
        """Names are no words: Ms Solicitor threatens nobody. People's anywhere, any in the greeting."""
        facts = self.facts
        people = [facts.contact.name if facts.contact else "", facts.sender.name if facts.sender else ""]
        exact = {word for name in people for word in WORD.findall(one_line(name)) if len(word) >= SHORTEST_NAME}
        known = name_words(one_line(facts.customer)).union(*(name_words(one_line(name)) for name in people))
        last = _greeting_end(text, self.body_start)

        def masked(match: re.Match[str]) -> str:
            word = match.group()
            greeted = self.body_start <= match.start() < last
            named = word in exact or (
                greeted and word[0] != word[0].lower() and is_one_of(word, known, language=self.language)
            )
            return TAKEN * len(word) if named else word

        return WORD.sub(masked, text)

    def names_channel(self, position: int) -> bool:
        """Whether the sentence holds the allowed bank details, a part of them, or the allowed payment link."""
        parts = (bare(part) for part in self.sentence(position).split())
        return any(len(part) >= PART_OF_CHANNEL and part in self.channels for part in parts)

    def names_sender(self, position: int) -> bool:
        """Whether the sentence holds a name of the person who writes: "This is Ishii of Shirasagi Linen"."""
        sender = self.facts.sender
        parts = one_line(sender.name).split() if sender else []
        return any(len(part) >= SHORTEST_FAMILY_NAME and part in self.sentence(position) for part in parts)

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        return [(0, self.body_start - 1)] + [
            (s + self.body_start, e + self.body_start) for s, e in sentences(self.text[self.body_start :])
        ]

    @cached_property
    def shapes(self) -> list[tuple[int, str]]:
        """Where each sentence begins, and its words with every figure as 0: rows of a table differ in nothing else."""
        return [(start, FIGURE.sub("0", GAP.sub(" ", self.wording[start:end]))) for start, end in self.sentences]

    def sentence_span(self, position: int) -> tuple[int, int]:
        for start, end in self.sentences:
            if start <= position < end:
                return start, end
        return position, position

    def sentence(self, position: int) -> str:
        start, end = self.sentence_span(position)
        return self.text[start:end].strip()

    def take(self, start: int, end: int) -> None:
        """Mark a stretch as recognised, so that later checks do not read it again."""
        self.rest = self.rest[:start] + TAKEN * (end - start) + self.rest[end:]

    def take_all(self, spans: Sequence[tuple[int, int]]) -> None:
        """Mark several stretches at once; in order, none within another."""
        parts: list[str] = []
        last = 0
        for start, end in spans:
            parts += (self.rest[last:start], TAKEN * (end - start))
            last = end
        self.rest = "".join((*parts, self.rest[last:]))

    def lines_with_digits(self) -> list[tuple[int, int]]:
        """Start and end of the lines that still hold a figure: the rest needs no looking at."""
        return [span for span in self._lines if DIGIT.search(self.rest, *span)]

    @cached_property
    def _lines(self) -> list[tuple[int, int]]:
        """Taking out never changes lengths, so lines stay where they are."""
        return [match.span() for match in LINE.finditer(self.text) if DIGIT.search(self.text, *match.span())]

    def violation(self, code: str, position: int, why: str) -> Violation:
        return Violation(code=code, sentence=self.sentence(position), why=why)

    def mentioned_in(self, start: int, end: int) -> list[str]:
        """Invoice numbers named between two positions, in order."""
        first = bisect_left(self.mentions, start, key=_start)
        last = bisect_left(self.mentions, end, first, key=_start)
        return [mention.invoice for mention in self.mentions[first:last] if mention.invoice]


def _greeting_end(text: str, start: int) -> int:
    """Where the first line of the body ends, if it is short enough to be a greeting."""
    while start < len(text) and text[start] == "\n":
        start += 1
    end = text.find("\n", start)
    end = len(text) if end < 0 else end
    return end if len(text[start:end].split()) <= GREETING_WORDS else start


def occurrences(text: str, needle: str) -> Iterator[int]:
    """Where a needle stands as a word of its own."""
    position = text.find(needle)
    while position >= 0:
        end = position + len(needle)
        before, behind = text[max(position - 2, 0) : position][::-1], text[end : end + 2]
        # "HY-2041,128,450" is a number and an amount: what has letters is not continued by a comma.
        parted = behind[:1] == "," and not needle.isdigit()
        if not _joined(before, needle[0]) and (parted or not _joined(behind, needle[-1])):
            yield position
        position = text.find(needle, position + 1)


def _joined(beside: str, edge: str) -> bool:
    """Whether what stands beside a needle belongs to the same number.

    So do ASCII letters and digits (CJK writes without spaces), and a separator with a digit behind it, as in "580.14".
    """
    if not beside or not beside.isascii():
        return False
    return beside[0].isalnum() or (
        len(beside) == 2 and edge.isdigit() and beside[0] in ".,'/-:" and beside[1].isdigit()
    )
