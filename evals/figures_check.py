"""Whether a composed text shows the figures of its account: a second look that shares nothing with the guard.

Every run of digits in a text must stand in what the composer could have taken from the facts, formatted for the
language and country. It is blunt, and therefore independent: the guard reads, this only compares.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from agent.answers import Draft
from agent.drafting.account import main_items, sums
from agent.drafting.formats import NationalFormat, one_line
from agent.drafting.purposes import LAYOUTS
from agent.facts import AccountFacts

RUN = re.compile(r"\d[\d.,'’\u00a0\u202f]*\d|\d")


def wrong_figures(draft: Draft, facts: AccountFacts) -> list[str]:
    """The runs of digits that no fact accounts for."""
    left = f"{draft.subject}\n{draft.text}"
    for known in sorted(set(_known(draft, facts)), key=len, reverse=True):
        # Not within a longer number: invoice 4 stands in 400 days.
        left = re.sub(rf"(?<!\d){re.escape(known)}(?!\d)", " ", left) if known in left else left
    counts = {str(count) for count in range(len(facts.invoices) + 1)}
    days = {str(invoice.days_overdue) for invoice in facts.invoices}
    return [run for run in RUN.findall(left) if run not in counts | days]


def _known(draft: Draft, facts: AccountFacts) -> Iterator[str]:
    formats = NationalFormat(language=draft.language, country=facts.country)
    names = [facts.customer, facts.contact.name if facts.contact else "", facts.allowed.bank_details or ""]
    names += [facts.allowed.payment_link or "", *(credit.number for credit in facts.credits)]
    names += [facts.sender.name, facts.sender.company] if facts.sender else []
    names += [invoice.number for invoice in facts.invoices]
    yield from (one_line(name) for name in names if name)
    dates = [invoice.due for invoice in facts.invoices] + [payment.booked_on for payment in facts.payments]
    dates += [promise.date for promise in facts.promises if promise.date] + [quote.said_on for quote in facts.quotes]
    dates += [facts.new_due] if facts.new_due else []
    yield from map(formats.day, dates)
    for currency, amount in _amounts(draft, facts):
        yield formats.amount(amount, currency)
        yield formats.amount(-amount, currency)


def _amounts(draft: Draft, facts: AccountFacts) -> Iterator[tuple[str, Decimal]]:
    yield from ((invoice.currency, invoice.balance) for invoice in facts.invoices)
    yield from facts.net_asked().items()
    yield from facts.promised_parts().items()
    yield from ((fact.currency, fact.amount) for fact in (*facts.payments, *facts.credits))
    if facts.allowed.late_fee is not None:
        yield facts.currency, facts.allowed.late_fee
    for promise in facts.promises:
        if promise.amount is not None:
            currency = next((i.currency for i in facts.invoices if i.number in promise.invoices), facts.currency)
            yield currency, promise.amount
    yield from _sums(facts, LAYOUTS[draft.purpose].items)


def _sums(facts: AccountFacts, items: str) -> Iterator[tuple[str, Decimal]]:
    shown = main_items(facts, items)
    beside = [invoice for invoice in facts.asked() if invoice not in shown]
    for group in (shown, beside, facts.asked()):
        yield from sums(group).items()
