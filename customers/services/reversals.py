"""Taking allocations back: new rows with the sign turned, never a change of the old ones."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from audit.recording import EventRow, record_events
from customers.models import Allocation, BankTransaction
from customers.services.ledger import (
    InvalidBooking,
    booking_day,
    bump_ledger_versions,
    lock_invoices,
    settle_invoices,
    settle_transactions,
)

if TYPE_CHECKING:
    from django.contrib.auth.models import User


@transaction.atomic
def reverse_allocations(
    *, allocation_ids: Collection[int], reason: str, as_of: datetime, by: User | None = None
) -> list[Allocation]:
    """Reopen what these rows had settled; their money is the transaction's again, both halves of a credit note go.

    Raises InvalidBooking for a row that is a reversal itself or was reversed before.
    """
    rows = list(Allocation.objects.filter(pk__in=allocation_ids).order_by("pk"))
    if missing := set(allocation_ids) - {row.pk for row in rows}:
        raise InvalidBooking(_("There is no allocation with the id %(missing)s.") % {"missing": min(missing)})
    rows += _other_halves(rows)
    return book_reversals(rows, reason=reason, as_of=as_of, by=by)


def book_reversals(
    rows: Sequence[Allocation],
    *,
    reason: str,
    as_of: datetime,
    by: User | None,
    carrier: BankTransaction | None = None,
    booked_on: date | None = None,
) -> list[Allocation]:
    """In the caller's transaction. `carrier` is the returned payment that takes the money out again."""
    invoices = lock_invoices({row.invoice_id for row in rows})
    _refuse_reversed(rows)
    made = [
        Allocation(
            invoice_id=row.invoice_id,
            transaction=carrier or row.transaction,
            credit_note_id=row.credit_note_id,
            origin=row.origin,
            kind=row.kind,
            amount=-row.amount,
            booked_on=booked_on or booking_day(invoices[row.invoice_id], as_of),
            known_at=as_of,
            reverses=row,
            reason=reason[:300],
        )
        for row in rows
    ]
    Allocation.objects.bulk_create(made)
    settle_invoices(invoices)
    settle_transactions(
        {row.transaction_id for row in rows if row.transaction_id} | ({carrier.pk} if carrier else set())
    )
    bump_ledger_versions(invoice.debtor_id for invoice in invoices.values())
    events = [
        EventRow("allocation.reversed", "allocation", row.pk, invoices[row.invoice_id].debtor_id, reason)
        for row in rows
    ]
    record_events(events, as_of=as_of, actor="person" if by else "system", user_id=by.pk if by else None)
    return made


def _other_halves(rows: Sequence[Allocation]) -> list[Allocation]:
    """A credit note's row for each of its rows on an invoice, and the other way round, where not given already."""
    known = {row.pk for row in rows}
    found: list[Allocation] = []
    for row in rows:
        if row.credit_note_id is None:
            continue
        halves = Allocation.objects.filter(credit_note_id=row.credit_note_id, known_at=row.known_at, amount=-row.amount)
        other = min(unreversed(list(halves)), key=lambda half: abs(half.pk - row.pk), default=None)
        if other is not None and other.pk not in known:
            known.add(other.pk)
            found.append(other)
    return found


def unreversed(rows: Collection[Allocation]) -> list[Allocation]:
    """Those that still count: neither reversals nor reversed."""
    gone = set(Allocation.objects.filter(reverses__in=[row.pk for row in rows]).values_list("reverses_id", flat=True))
    return [row for row in rows if row.reverses_id is None and row.pk not in gone]


def _refuse_reversed(rows: Sequence[Allocation]) -> None:
    if len(unreversed(rows)) < len(rows):
        raise InvalidBooking(_("This allocation was taken back already."))
