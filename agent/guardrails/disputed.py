"""Disputed invoices may be mentioned, as set aside, but never demanded."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from agent.answers import Violation
from agent.guardrails.examined import Examined
from agent.guardrails.lexicon import said
from agent.guardrails.names import WORD
from agent.guardrails.negation_words import NEGATION

# A row of a table or list has hardly more words beside its figures.
ROW_WORDS = 8


def check_disputed(examined: Examined) -> Iterator[Violation]:
    if not examined.disputed:
        return
    yield from _named(examined)
    yield from _in_a_total(examined)
    yield from _by_its_balance(examined)


def _named(examined: Examined) -> Iterator[Violation]:
    """A sentence with a disputed number: fine where it or its neighbour sets it aside; a row, where any does."""
    mentions = list(_mentions(examined))
    aside = {
        number
        for _, numbers, around, before in mentions
        for number in numbers
        if not _insists(examined, around)
        and not _asked_for(examined, around[0])
        and _sets_aside(examined, [*around, before])
    }
    for start, numbers, around, before in mentions:
        end = examined.sentence_span(start)[1]
        if not _insists(examined, around) and not _asked_for(examined, around[0]):
            if _sets_aside(examined, [*around, before]):
                continue
            if _is_row(around[0]):
                numbers = [number for number in numbers if number not in aside]
        chased = numbers
        # What the next sentence asks for is mostly the rest: it counts only where the dispute is brushed aside.
        asked = around if _insists(examined, around) else around[:1]
        if chased and (_has_amount(examined, start, end) or _demands(examined, asked)):
            yield examined.violation(
                "disputed_invoice_chased", start, f"{', '.join(chased)} is disputed and must not be demanded."
            )


def _by_its_balance(examined: Examined) -> Iterator[Violation]:
    """A sentence that names no invoice and asks outright for the balance of a disputed one."""
    invoices = examined.facts.invoices
    disputed = {one.balance for one in invoices if one.number in examined.disputed}
    disputed -= _totals(examined)[1] | {one.balance for one in invoices if one.number not in examined.disputed}
    for position, values in examined.amounts:
        start, end = examined.sentence_span(position)
        if position < examined.body_start or not disputed & set(values) or examined.mentioned_in(start, end):
            continue
        if _asked_for(examined, examined.wording[start:end]):
            yield examined.violation("disputed_invoice_chased", position, "It asks for the balance under dispute.")


def _mentions(examined: Examined) -> Iterator[tuple[int, list[str], list[str], str]]:
    """Where each sentence that names disputed invoices begins, their numbers, it with the next one, the one before."""
    spans = [span for span in examined.sentences if span[0] >= examined.body_start]
    texts = [examined.wording[start:end] for start, end in spans]
    for position, (start, end) in enumerate(spans):
        numbers = [number for number in examined.mentioned_in(start, end) if number in examined.disputed]
        if numbers:
            yield start, numbers, texts[position : position + 2], texts[position - 1] if position else ""


def _is_row(sentence: str) -> bool:
    return len(WORD.findall(sentence)) <= ROW_WORDS


def _sets_aside(examined: Examined, texts: list[str]) -> bool:
    return any(said("set_aside", examined.language, text) for text in texts)


def _insists(examined: Examined, texts: list[str]) -> bool:
    return any(said("insist", examined.language, text) for text in texts)


def _asked_for(examined: Examined, sentence: str) -> bool:
    """ "Please pay A-110 by Friday": what is asked for outright, no sentence beside it excuses."""
    return (
        said("request", examined.language, sentence)
        and not NEGATION.search(sentence)
        and not _sets_aside(examined, [sentence])
    )


def _demands(examined: Examined, texts: list[str]) -> bool:
    return any(said(topic, examined.language, text) for text in texts for topic in ("demand", "request"))


def _has_amount(examined: Examined, start: int, end: int) -> bool:
    return any(start <= position < end for position, _ in examined.amounts)


def _in_a_total(examined: Examined) -> Iterator[Violation]:
    """A demanded sum that only comes out with the disputed invoices in it."""
    with_disputed, without = _totals(examined)
    spans = examined.sentences
    for position, values in examined.amounts:
        if not with_disputed & set(values) or without & set(values):
            continue
        here = spans.index(examined.sentence_span(position))
        around = [examined.wording[start:end] for start, end in spans[max(here - 1, 0) : here + 2]]
        demanded = said("demand", examined.language, around[min(here, 1)])
        if demanded and not any(said("set_aside", examined.language, sentence) for sentence in around):
            yield examined.violation(
                "disputed_invoice_chased", position, "The amount demanded contains a disputed invoice."
            )


def _totals(examined: Examined) -> tuple[set[Decimal], set[Decimal]]:
    with_disputed, without = set(), set()
    for currency in examined.support.amounts:
        overdue = [i for i in examined.facts.invoices if i.currency == currency and i.days_overdue > 0]
        rest = [i.balance for i in overdue if i.number not in examined.disputed]
        if len(rest) < len(overdue):
            with_disputed.add(sum((i.balance for i in overdue), Decimal()))
            without |= {sum(rest, Decimal()), *rest}
    return with_disputed, without
