"""What debtors owe and what is quiet about it: open invoices, credits, promised, disputed and arranged parts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from django.db import connection
from django.db.models import Min, Q, Sum

from customers.models import Allocation, BankTransaction
from dunning.awaited_credits import awaited_amounts
from dunning.models import Arrangement, Dispute, Promise, PromisedInvoice
from trade.calendars import BusinessCalendar, calendar_for

COLUMNS = """
i.source_id, i.known_at::date,
coalesce(nullif(i.payment_method, ''), c.payment_method) IN ('direct_debit', 'card') AND NOT i.debit_returned,
c.id <> i.debtor_id AND (c.do_not_contact OR c.insolvent OR c.exit <> '')
FROM customers_invoice i JOIN customers_customer c ON c.id = i.customer_id
"""
OPEN_ITEMS = f"""
SELECT i.debtor_id, i.id, i.number, i.issued_on, i.due_on, i.currency, i.open_amount, {COLUMNS}
WHERE i.debtor_id = ANY(%(debtors)s::bigint[]) AND i.closed_how = '' AND i.known_at <= %(as_of)s
ORDER BY i.debtor_id, i.due_on, i.issued_on, i.number
"""
# As it was known on an earlier day: allocations that became known later are taken back.
OPEN_ITEMS_THEN = f"""
SELECT i.debtor_id, i.id, i.number, i.issued_on, i.due_on, i.currency, i.amount - coalesce(a.booked, 0), {COLUMNS}
LEFT JOIN LATERAL (
    SELECT sum(l.amount) AS booked FROM customers_allocation l
    WHERE l.invoice_id = i.id AND l.origin <> 'expected' AND l.known_at <= %(as_of)s
) a ON true
WHERE i.debtor_id = ANY(%(debtors)s::bigint[]) AND i.known_at <= %(as_of)s AND i.amount <> coalesce(a.booked, 0)
ORDER BY i.debtor_id, i.due_on, i.issued_on, i.number
"""


class OpenItem(NamedTuple):
    """A row of the ledger before a policy looks at it."""

    invoice_id: int
    number: str
    issued_on: date
    due_on: date
    currency: str
    open: Decimal
    source_id: int
    known_on: date
    collected: bool
    child_stopped: bool


@dataclass(slots=True)
class Quiet:
    """What lies on one debtor's invoices, by invoice id; `ends` are days on which some of it ends."""

    promised: dict[int, Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    claimed: dict[int, Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    # Promises and claims that name no invoice: kind, currency, amount.
    loose: list[tuple[str, str, Decimal]] = field(default_factory=list)
    disputed: set[int] = field(default_factory=set)
    arranged: set[int] = field(default_factory=set)
    ends: list[date] = field(default_factory=list)


def open_items(debtor_ids: Collection[int], *, as_of: datetime, then: bool) -> dict[int, list[OpenItem]]:
    """Open invoices and unapplied credit notes by debtor, oldest first; `then` looks back to `as_of`. One query."""
    found: dict[int, list[OpenItem]] = {debtor_id: [] for debtor_id in debtor_ids}
    with connection.cursor() as cursor:
        cursor.execute(OPEN_ITEMS_THEN if then else OPEN_ITEMS, {"debtors": list(debtor_ids), "as_of": as_of})
        for debtor_id, *row in cursor.fetchall():
            found[debtor_id].append(OpenItem._make(row))
    return found


def expected_money(debtor_ids: Collection[int], *, as_of: datetime) -> dict[int, Decimal]:
    """Bank money that the ERP has not booked yet, and credit notes that are awaited, by invoice. Two queries."""
    rows = Allocation.objects.filter(
        invoice__debtor__any_of=debtor_ids, origin=Allocation.Origin.EXPECTED, known_at__lte=as_of
    )
    found = dict(rows.values_list("invoice_id").annotate(total=Sum("amount")).filter(total__gt=0))
    for invoice_id, awaited in awaited_amounts(debtor_ids, as_of=as_of).items():
        found[invoice_id] = found.get(invoice_id, Decimal()) + awaited
    return found


def unallocated_money(debtor_ids: Collection[int], *, as_of: datetime) -> dict[int, dict[str, Decimal]]:
    """Money on account by debtor and currency. One query."""
    rows = BankTransaction.objects.filter(debtor__any_of=debtor_ids, known_at__lte=as_of, unallocated_amount__gt=0)
    rows = rows.exclude(state=BankTransaction.State.UNRELATED)
    found: dict[int, dict[str, Decimal]] = defaultdict(dict)
    for debtor_id, currency, total in rows.values_list("debtor_id", "currency").annotate(
        total=Sum("unallocated_amount")
    ):
        found[debtor_id][currency] = total
    return found


def quiet_parts(debtor_ids: Collection[int], *, today: date) -> dict[int, Quiet]:
    """Promises and claims still waited for, open disputes and active arrangements. Five queries."""
    found: dict[int, Quiet] = defaultdict(Quiet)
    _add_promises(found, debtor_ids, today=today)
    disputes = Dispute.objects.filter(debtor__any_of=debtor_ids, status=Dispute.Status.OPEN)
    for debtor_id, deadline, invoice_id in disputes.values_list("debtor_id", "deadline", "invoices"):
        found[debtor_id].disputed.add(invoice_id)
        found[debtor_id].ends.append(deadline)
    arrangements = Arrangement.objects.filter(debtor__any_of=debtor_ids, status=Arrangement.Status.ACTIVE)
    for debtor_id, invoice_id in arrangements.values_list("debtor_id", "invoices"):
        found[debtor_id].arranged.add(invoice_id)
    coming = arrangements.filter(instalments__due_on__gte=today)
    for debtor_id, due_on in coming.values_list("debtor_id").annotate(next=Min("instalments__due_on")):
        found[debtor_id].ends.append(due_on)
    return found


def _add_promises(found: dict[int, Quiet], debtor_ids: Collection[int], *, today: date) -> None:
    """A promise with invoices lies on them; one without is spread over the oldest by `spread_loose`."""
    waiting = _waiting_promises(debtor_ids, today=today)
    lines: dict[int, list[tuple[int, Decimal]]] = defaultdict(list)
    rows = PromisedInvoice.objects.filter(promise__any_of=list(waiting)).order_by("invoice__due_on", "invoice_id")
    for promise_id, invoice_id, amount in rows.values_list("promise_id", "invoice_id", "amount"):
        lines[promise_id].append((invoice_id, amount))
    for promise in waiting.values():
        quiet = found[promise.debtor_id]
        quiet.ends.append(promise.quiet_until)
        place = quiet.claimed if promise.kind == Promise.Kind.CLAIM else quiet.promised
        # What has come in of a stated amount has lowered the balance already.
        left = None if promise.amount is None else max(promise.amount - promise.paid_amount, Decimal())
        for invoice_id, amount in lines[promise.pk]:
            part = amount if left is None else min(amount, left)
            place[invoice_id] += part
            left = None if left is None else left - part
        if not lines[promise.pk] and left:
            quiet.loose.append((promise.kind, promise.currency, left))


def _waiting_promises(debtor_ids: Collection[int], *, today: date) -> dict[int, Promise]:
    """Promises that still quiet something: dated ones until they are judged, undated ones for their time, unclear ones
    until a person has had the time to answer."""
    dated = Q(status=Promise.Status.OPEN, promised_on__isnull=False)
    undated = Q(status=Promise.Status.OPEN, promised_on__isnull=True, quiet_until__gte=today)
    unclear = Q(status=Promise.Status.UNCLEAR, reviews__closed_at__isnull=True, reviews__deadline__gte=today)
    rows = Promise.objects.filter(dated | undated | unclear, debtor__any_of=debtor_ids).distinct()
    return {promise.pk: promise for promise in rows}


@lru_cache(maxsize=100_000)
def effective_due(country: str, due_on: date) -> date:
    """A due date on a day without business counts as the next business day."""
    calendar: BusinessCalendar = calendar_for(country)
    return calendar.next_business_day(due_on)
