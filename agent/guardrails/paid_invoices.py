"""Invoices that a text calls paid, against the payments of the facts: one payment is not one on every invoice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from agent.answers import Violation
from agent.facts import AccountFacts
from agent.guardrails.due_words import OVERDUE
from agent.guardrails.examined import FIGURE, GAP, Examined
from agent.guardrails.lexicon import said
from agent.guardrails.negation_words import NEGATION

# A comma within a figure parts nothing.
CLAUSE = re.compile(r"(?:[^,;:،、；：]|[,;:](?!\s))+")
OPEN = re.compile(OVERDUE, re.IGNORECASE)


def check_paid_invoice(examined: Examined, start: int) -> Iterator[Violation]:
    """A sentence that says money came in, for an invoice on which the facts hold none."""
    untouched = _untouched(examined.facts)
    for begin, end in _saying(examined, start):
        named = [number for number in examined.mentioned_in(begin, end) if number]
        # Of several invoices in one breath, one may be paid and the other not: no word is tied to either.
        if named and untouched.issuperset(named):
            yield examined.violation("wrong_fact", begin, f"{named[0]} is open, and the facts hold no payment on it.")
            return


def _untouched(facts: AccountFacts) -> frozenset[str]:
    paid = {number for payment in facts.payments for number in payment.invoices}
    return frozenset(
        one.number
        for one in facts.invoices
        if one.number not in paid and one.balance > 0 and one.amount in (None, one.balance)
    )


def _saying(examined: Examined, start: int) -> Iterator[tuple[int, int]]:
    """The clauses that say it; the whole sentence where it takes several: "Danke, dass Sie KS-2 bezahlt haben".

    A clause that names no invoice speaks of the one before it: "KS-2, due on 3 March, has been paid".
    """
    first, last = examined.sentence_span(start)
    clauses = [(match.start(), match.end()) for match in CLAUSE.finditer(examined.wording, first, last)]
    saying = [at for at, span in enumerate(clauses) if _says_paid(examined, *span)]
    if not saying and _says_paid(examined, first, last):
        yield first, last
    for at in saying:
        begin = next((b for b, e in reversed(clauses[: at + 1]) if examined.mentioned_in(b, e)), clauses[at][0])
        if begin == clauses[at][0] or not OPEN.search(examined.wording, begin, clauses[at][0]):
            yield begin, clauses[at][1]


def _says_paid(examined: Examined, begin: int, end: int) -> bool:
    clause = FIGURE.sub("0", GAP.sub(" ", examined.wording[begin:end])).strip()
    if not said("money_received", examined.language, clause):
        return False
    return not OPEN.search(clause) and not NEGATION.search(clause)
