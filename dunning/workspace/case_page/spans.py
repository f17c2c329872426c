"""Which stretches of a text stand for facts, and where a quoted sentence stands in it. Pure: text and facts in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache

from agent.facts import AccountFacts
from agent.guardrails.currency_words import mark_after, mark_before
from agent.guardrails.examined import occurrences
from agent.guardrails.normal import normalise
from agent.guardrails.numerals import NUMBER_REST, readings
from trade.locales import locale_for

NUMBER = re.compile(rf"(?<![\w.,/-])[0-9]{NUMBER_REST}(?![\w/-])")
DATE_FORMATS = ("full", "long", "medium", "short")
# A smaller whole number without a currency beside it may be anything: a count, a day.
LEAST_BARE_AMOUNT = 1000
NUMBER_KIND, AMOUNT, DAY = "number", "amount", "day"


@dataclass(frozen=True, order=True)
class Span:
    """`text[start:end]` is this fact; `invoices` are the numbers of those that it comes from, empty for a total."""

    start: int
    end: int
    kind: str = field(compare=False)
    words: str = field(compare=False, default="")
    invoices: tuple[str, ...] = field(compare=False, default=())


@dataclass(frozen=True)
class Piece:
    """A stretch of text with what it stands for; `marks` are the positions of the sentences that it lies in."""

    text: str
    fact: Span | None = None
    marks: tuple[int, ...] = ()


def fact_spans(text: str, facts: AccountFacts, *, language: str) -> tuple[Span, ...]:
    """Invoice numbers, dates and amounts of the facts as they stand in the text, in order, none within another."""
    plain = "".join(_one_for_one(character) for character in text)
    found: list[Span] = []
    for spans in (_numbers(plain, facts), _days(plain, facts, language), _amounts(plain, facts)):
        found += [span for span in spans if not any(span.start < one.end and one.start < span.end for one in found)]
    return tuple(sorted(found))


def locate(text: str, sentence: str) -> tuple[int, int] | None:
    """Where the sentence stands in the text, whatever its spaces and line breaks; None if it does not."""
    letters = [(plain, place) for place, sign in enumerate(text) for plain in _solid(sign)]
    needle = "".join(plain for sign in sentence for plain in _solid(sign))
    start = "".join(plain for plain, _ in letters).find(needle) if needle else -1
    return (letters[start][1], letters[start + len(needle) - 1][1] + 1) if start >= 0 else None


def pieces(text: str, facts: Sequence[Span] = (), marked: Sequence[tuple[int, int] | None] = ()) -> tuple[Piece, ...]:
    """The text cut wherever a fact or a marked sentence begins or ends; joined they are the text again."""
    places = [place for place in marked if place]
    cuts = {0, len(text), *(cut for span in facts for cut in (span.start, span.end))}
    edges = sorted(cuts.union(*places) if places else cuts)
    return tuple(
        Piece(
            text[start:end],
            next((span for span in facts if span.start <= start and end <= span.end), None),
            tuple(index for index, place in enumerate(marked) if place and place[0] <= start and end <= place[1]),
        )
        for start, end in zip(edges, edges[1:], strict=False)
    )


def _one_for_one(character: str) -> str:
    """The plain form of a character where that is one character too, so that positions stay."""
    if character == "\n" or character.isascii():
        return character
    plain = normalise(character)
    return plain if len(plain) == 1 else character


@lru_cache(maxsize=4096)
def _solid(character: str) -> str:
    return "".join(plain for plain in normalise(character) if not plain.isspace())


def _numbers(text: str, facts: AccountFacts) -> Iterator[Span]:
    notes = [credit.number for credit in facts.credits]
    for number in sorted({*(invoice.number for invoice in facts.invoices), *notes} - {""}, key=len, reverse=True):
        needle = "".join(_one_for_one(character) for character in number)
        for start in occurrences(text, needle):
            yield Span(start, start + len(needle), NUMBER_KIND, number, (number,))


def _days(text: str, facts: AccountFacts, language: str) -> Iterator[Span]:
    for day, (words, invoices) in _known_days(facts).items():
        for form in _forms(day, language, facts.country):
            for start in occurrences(text, form):
                yield Span(start, start + len(form), DAY, words, invoices)


def _known_days(facts: AccountFacts) -> dict[date, tuple[str, tuple[str, ...]]]:
    """Each day with what it is; a due day is the invoices' that fall due on it."""
    known: dict[date, tuple[str, tuple[str, ...]]] = {}
    for word, day_of in (("due", lambda invoice: invoice.due), ("issued", lambda invoice: invoice.issued)):
        for day in dict.fromkeys(day_of(invoice) for invoice in facts.invoices):
            numbers = tuple(invoice.number for invoice in facts.invoices if day_of(invoice) == day)
            known.setdefault(day, (word, numbers))
    for promise in facts.promises:
        if promise.date:
            known.setdefault(promise.date, ("promised", promise.invoices))
    for payment in facts.payments:
        known.setdefault(payment.booked_on, ("paid", payment.invoices))
    return known


def _forms(day: date, language: str, country: str) -> list[str]:
    """The day as the language writes it, longest first: "Friday, 6 March 2026" before "6 March 2026"."""
    from babel.dates import format_date

    locales = (locale_for(language, country), locale_for(language))
    written = {format_date(day, format=form, locale=locale) for form in DATE_FORMATS for locale in locales}
    written.add(day.isoformat())
    return sorted(("".join(_one_for_one(sign) for sign in form) for form in written), key=len, reverse=True)


def _amounts(text: str, facts: AccountFacts) -> Iterator[Span]:
    known = _known_amounts(facts)
    for match in NUMBER.finditer(text):
        value = next((value for value in readings(match.group()) if value in known), None)
        if value is None:
            continue
        bare = not set(".,") & set(match.group()) and value < LEAST_BARE_AMOUNT
        if bare and not (mark_before(text, match.start()) or mark_after(text, match.end())):
            continue
        words, invoices = known[value]
        yield Span(match.start(), match.end(), AMOUNT, words, invoices)


def _known_amounts(facts: AccountFacts) -> Mapping[Decimal, tuple[str, tuple[str, ...]]]:
    known: dict[Decimal, tuple[str, tuple[str, ...]]] = {}

    def add(values: Iterable[tuple[Decimal | None, str]], words: str) -> None:
        for value, number in values:
            if value is not None:
                first, numbers = known.get(value, (words, ()))
                known[value] = (first, tuple(dict.fromkeys((*numbers, number))) if number else numbers)

    add(((invoice.balance, invoice.number) for invoice in facts.invoices), "open")
    add(((invoice.amount, invoice.number) for invoice in facts.invoices), "amount")
    add(((credit.amount, credit.number) for credit in facts.credits), "credit")
    for totals in (facts.net_asked(), facts.totals_overdue()):
        add(((value, "") for value in totals.values()), "total")
    add(((promise.amount, "") for promise in facts.promises), "promised")
    add(((payment.amount, "") for payment in facts.payments), "paid")
    return known
