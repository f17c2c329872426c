"""What the facts support: identifiers, amounts by currency, dates and numbers of days, derived sums included."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property

from agent.facts import AccountFacts, InvoiceFact

CENT = Decimal("0.01")


@dataclass(frozen=True)
class Support:
    amounts: dict[str, set[Decimal]]
    dates: frozenset[date]
    days: frozenset[int]

    @cached_property
    def month_days(self) -> dict[int | None, set[tuple[int, int]]]:
        """(month, day) by year, and under None those of every year."""
        found: dict[int | None, set[tuple[int, int]]] = {None: set()}
        for day in self.dates:
            found[None].add((day.month, day.day))
            found.setdefault(day.year, set()).add((day.month, day.day))
        return found

    @cached_property
    def weeks(self) -> frozenset[int]:
        """The numbers of days in weeks, rounded either way."""
        return frozenset({day // 7 for day in self.days} | {round(day / 7) for day in self.days})

    def knows_amount(self, values: Iterable[Decimal], currencies: Iterable[str]) -> bool:
        return any(value in self.amounts.get(currency, ()) for currency in currencies for value in values)


def support_of(facts: AccountFacts) -> Support:
    return Support(amounts=_amounts(facts), dates=frozenset(_dates(facts)), days=frozenset(_days(facts)))


def disputed_numbers(facts: AccountFacts) -> frozenset[str]:
    named = {number for dispute in facts.disputes for number in dispute.invoices}
    return frozenset(named | {invoice.number for invoice in facts.invoices if invoice.standing == "disputed"})


def currencies(facts: AccountFacts) -> frozenset[str]:
    """Those of the items; of the account alone only where there are no items."""
    found = {invoice.currency for invoice in facts.invoices} | {payment.currency for payment in facts.payments}
    return frozenset(found or {facts.currency})


def _amounts(facts: AccountFacts) -> dict[str, set[Decimal]]:
    amounts: dict[str, set[Decimal]] = {}
    net = facts.net_asked()
    for currency in currencies(facts) | {credit.currency for credit in facts.credits}:
        invoices = [invoice for invoice in facts.invoices if invoice.currency == currency]
        single = {invoice.balance for invoice in invoices}
        totals = set(_group_totals(facts, invoices))
        if currency in net:
            totals.add(net[currency])
        if currency == facts.currency and facts.total_overdue is not None:
            totals.add(facts.total_overdue)
        amounts[currency] = (
            single | totals | set(_stated(facts, invoices, currency)) | set(_derived(facts, single | totals, currency))
        )
    return amounts


def _group_totals(facts: AccountFacts, invoices: list[InvoiceFact]) -> Iterator[Decimal]:
    """Totals of all, overdue, asked, disputed, promised and upcoming items, and of each without the disputed ones."""
    disputed = disputed_numbers(facts)
    promised = {number for promise in facts.promises for number in promise.invoices}
    overdue = [invoice for invoice in invoices if invoice.days_overdue > 0]
    groups = [
        invoices,
        overdue,
        [i for i in invoices if i.days_overdue <= 0],
        [i for i in overdue if i.standing == "ask"],
    ]
    groups += [[i for i in invoices if i.standing == name] for name in ("promised", "claimed", "disputed", "arranged")]
    groups += [[i for i in invoices if i.number in p.invoices] for p in facts.promises]
    groups += [[i for i in invoices if i.number in disputed]]
    for group in {tuple(map(id, group)): group for group in groups if group}.values():
        yield _sum(group)
        for left_out in filter(None, (disputed, promised, disputed | promised)):
            yield _sum(i for i in group if i.number not in left_out)


def _stated(facts: AccountFacts, invoices: list[InvoiceFact], currency: str) -> Iterator[Decimal]:
    """Amounts that stand in the facts themselves."""
    for invoice in invoices:
        if invoice.amount is not None:
            yield from (invoice.amount, invoice.amount - invoice.balance)
    yield from (payment.amount for payment in facts.payments if payment.currency == currency)
    credits = [credit.amount for credit in facts.credits if credit.currency == currency]
    yield from (*credits, sum(credits, Decimal()))
    numbers = {invoice.number for invoice in invoices}
    for promise in facts.promises:
        if promise.amount is not None and (
            numbers & set(promise.invoices) or (not promise.invoices and currency == facts.currency)
        ):
            yield promise.amount
    part = facts.promised_parts().get(currency)
    if part is not None:
        yield part
    if facts.allowed.late_fee is not None and currency == facts.currency:
        yield from (facts.allowed.late_fee, facts.allowed.late_fee * len(invoices))


def _derived(facts: AccountFacts, bases: set[Decimal], currency: str) -> Iterator[Decimal]:
    """Rests after promised parts, credits and payments; sums with the allowed fee; what the allowed discount leaves."""
    parts = [promise.amount for promise in facts.promises if promise.amount is not None]
    credits = [credit.amount for credit in facts.credits if credit.currency == currency]
    taken_off = [
        *parts,
        sum(parts, Decimal()),
        *credits,
        sum(credits, Decimal()),
        sum(parts, Decimal()) + sum(credits, Decimal()),
    ]
    yield from (base - part for base in bases for part in taken_off if 0 < part <= base)
    fee, percent = facts.allowed.late_fee, facts.allowed.discount_percent
    if fee is not None and currency == facts.currency:
        count = sum(1 for invoice in facts.invoices if invoice.days_overdue > 0)
        yield from (base + fee * times for base in bases for times in {1, count})
    if percent is not None:
        for base in bases:
            discount = (base * percent / 100).quantize(CENT, rounding=ROUND_HALF_UP)
            yield from (discount, base - discount)


def _dates(facts: AccountFacts) -> Iterator[date]:
    for invoice in facts.invoices:
        yield from (invoice.issued, invoice.due)
    for promise in facts.promises:
        yield from (day for day in (promise.date, promise.given_on) if day)
    yield from (payment.booked_on for payment in facts.payments)
    yield from (quote.said_on for quote in facts.quotes)
    yield from (day for day in (facts.today, facts.new_due) if day)


def _days(facts: AccountFacts) -> Iterator[int]:
    """Days overdue, payment terms, and how long ago each dated fact lies."""
    for invoice in facts.invoices:
        yield from (invoice.days_overdue, (invoice.due - invoice.issued).days)
    if facts.today:
        yield from (abs((facts.today - day).days) for day in _dates(facts))


def _sum(invoices: Iterable[InvoiceFact]) -> Decimal:
    return sum((invoice.balance for invoice in invoices), Decimal())
