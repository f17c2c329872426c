"""Money that came in, and money that is expected: promised, or due."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce

from customers.metrics.rates import rate_between
from customers.models import BankTransaction, Creditor, Invoice, Rate
from dunning.models import Promise, PromisedInvoice
from dunning.prepared.scope import Scope

DAYS = 7
Sums = dict[tuple[date, str], tuple[Decimal, int]]


def cash(scope: Scope) -> dict[str, Any]:
    """Seven days back and seven ahead, by day and currency. Five queries.

    Came in: bank transactions above zero. Promised: open promises by their day. Due: open invoices by their due date,
    promised parts of them too: the two overlap, and are never added up.
    """
    today = scope.today
    came, promised, due = _came_in(scope), _promised(scope), _due(scope)
    base = Creditor.objects.order_by("pk").values_list("currency", flat=True).first() or "EUR"
    rates = Rate.objects.known_on(today)
    days = [today + timedelta(days=number) for number in range(1 - DAYS, DAYS + 1)]

    def converted(sums: Sums, day: date) -> str:
        found = Decimal()
        for (when, currency), (amount, _count) in sums.items():
            if when == day and (rate := rate_between(rates, currency, base)):
                found += amount * rate
        return str(found.quantize(Decimal("0.01")))

    return {
        "currency": base,
        "from": days[0].isoformat(),
        "today": today.isoformat(),
        "to": days[-1].isoformat(),
        "days": [
            {
                "day": day.isoformat(),
                "came": converted(came, day),
                "promised": converted(promised, day),
                "due": converted(due, day),
            }
            for day in days
        ],
        "came": _totals(came),
        "promised": _totals(promised),
        "due": _totals(due),
    }


def _came_in(scope: Scope) -> Sums:
    since = scope.today - timedelta(days=DAYS - 1)
    rows = BankTransaction.objects.filter(booked_on__range=(since, scope.today), amount__gt=0)
    rows = scope.rows(rows.exclude(state=BankTransaction.State.UNRELATED))
    return _by_day(rows.order_by().values_list("booked_on", "currency").annotate(sum=Sum("amount"), count=Count("pk")))


def _promised(scope: Scope) -> Sums:
    lines = PromisedInvoice.objects.filter(promise=OuterRef("pk")).order_by().values("promise")
    listed = Subquery(lines.annotate(sum=Sum("amount")).values("sum"))
    rows = Promise.objects.filter(
        status=Promise.Status.OPEN, kind=Promise.Kind.PROMISE, promised_on__range=(scope.today, scope.ahead(DAYS))
    )
    whole = scope.rows(rows).annotate(whole=Coalesce(F("amount"), listed, Decimal()))
    return _by_day(
        whole.order_by().values_list("promised_on", "currency").annotate(sum=Sum("whole"), count=Count("pk"))
    )


def _due(scope: Scope) -> Sums:
    rows = Invoice.objects.still_open().filter(
        kind=Invoice.Kind.INVOICE, due_on__range=(scope.today, scope.ahead(DAYS))
    )
    counted = scope.rows(rows).order_by().values_list("due_on", "currency")
    return _by_day(counted.annotate(sum=Sum("open_amount"), count=Count("pk")))


def _by_day(rows: Any) -> Sums:
    return {(day, currency): (total, count) for day, currency, total, count in rows}


def _totals(sums: Sums) -> list[dict[str, Any]]:
    """By currency, largest first."""
    amounts: dict[str, Decimal] = defaultdict(Decimal)
    counts: dict[str, int] = defaultdict(int)
    for (_day, currency), (amount, count) in sums.items():
        amounts[currency] += amount
        counts[currency] += count
    listed = sorted(amounts.items(), key=lambda pair: -pair[1])
    return [{"currency": currency, "amount": str(amount), "count": counts[currency]} for currency, amount in listed]
