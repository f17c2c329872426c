"""What is still to fall due, called overdue: an invoice by its number, or a sum that holds such an invoice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from agent.answers import Violation
from agent.guardrails.examined import Examined
from agent.guardrails.negation_words import NEGATION
from agent.guardrails.overdue_words import BOTH, JOINT, NOT_YET, PART, PAST_DUE

REACH_BEFORE, REACH_BEHIND, REACH_TO_SUM = 24, 60, 30
BREAK = re.compile(r"[,;:()\n\d，、；：（）]")
CLAUSE_END = re.compile(r"[;；]")
FIGURE_AND_CURRENCY = re.compile(r"[^\w\n]{0,3}[^\d\n]{0,5}\d[\d.,' ]*[^\W\d]{0,6}\.?")


def check_overdue_claims(examined: Examined) -> Iterator[Violation]:
    upcoming = frozenset(one.number for one in examined.facts.invoices if one.days_overdue <= 0)
    if upcoming and PAST_DUE.search(examined.text):
        yield from _invoices(examined, upcoming)
        yield from _sums(examined)


def _invoices(examined: Examined, upcoming: frozenset[str]) -> Iterator[Violation]:
    for start, end in examined.sentences:
        named = [one for one in examined.mentions if start <= one.start < end and one.invoice]
        if not upcoming & {one.invoice for one in named} or NOT_YET.search(examined.text, start, end):
            continue
        for number, mention in enumerate(named):
            following = named[number + 1].start if number + 1 < len(named) else end
            behind = examined.text[mention.end : min(following, mention.end + REACH_BEHIND)]
            before = examined.text[max(start, mention.start - REACH_BEFORE) : mention.start]
            if mention.invoice in upcoming and (_says_past_due(behind) or _ends_past_due(before)):
                why = f"{mention.invoice} is not yet due."
                yield examined.violation("wrong_fact", mention.start, why)
                return
        text = examined.text[named[-1].end : end]
        if len(named) > 1 and BOTH.search(examined.text, start, end) and _says_past_due(text):
            yield examined.violation("wrong_fact", start, "One of the invoices is not yet due.")


def _says_past_due(text: str) -> bool:
    text = CLAUSE_END.split(text)[0]
    return PAST_DUE.search(text) is not None and not NEGATION.search(text)


def _ends_past_due(text: str) -> bool:
    """Right before the number: "the overdue invoice FV-2"."""
    found = [*PAST_DUE.finditer(text)]
    if not found or BREAK.search(text, found[-1].end()) or NEGATION.search(text):
        return False
    return not any(JOINT.fullmatch(word) for word in text[found[-1].end() :].split())


def _sums(examined: Examined) -> Iterator[Violation]:
    """The total of all invoices, called what is overdue."""
    facts = examined.facts
    invoices = {(one.number, one.currency): one for one in facts.invoices}.values()
    overdue = {*facts.totals_overdue().values(), facts.total_overdue, *(one.balance for one in invoices)}
    for position, values in examined.amounts:
        all_of_it = {sum((i.balance for i in invoices if i.currency == c), Decimal()) for c in _currencies(examined)}
        if not all_of_it & set(values) or overdue & set(values):
            continue
        start, end = examined.sentence_span(position)
        before = examined.text[max(start, position - REACH_TO_SUM) : position]
        figure = FIGURE_AND_CURRENCY.match(examined.text, position)
        behind = examined.text[figure.end() : min(end, figure.end() + REACH_TO_SUM)] if figure else ""
        behind = "" if PART.search(behind) else BREAK.split(behind)[0]
        claimed = _ends_past_due(before.rstrip(": ")) or _says_past_due(behind)
        if claimed and not NOT_YET.search(examined.text, start, end):
            yield examined.violation("wrong_fact", position, "The sum holds what is not yet due.")


def _currencies(examined: Examined) -> frozenset[str]:
    return frozenset(one.currency for one in examined.facts.invoices)
