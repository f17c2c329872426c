"""What every change of the ledger shares: locks, balances worked out anew, versions bumped. Rows, not loops."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime

from django.db import connection
from django.utils.translation import gettext as _

from customers.models import Invoice, LedgerSource
from trade.countries import local_date


class InvalidBooking(Exception):
    """The booking would make the ledger untrue. The message is a sentence for the person who tried."""


def lock_invoices(invoice_ids: Collection[int]) -> dict[int, Invoice]:
    """Lock invoices in the order of their ids, after their sources in share mode, so that no import runs meanwhile."""
    sources = Invoice.objects.filter(pk__in=invoice_ids).values("source_id")
    with connection.cursor() as cursor:
        query, parameters = (
            LedgerSource.objects.filter(pk__in=sources).order_by("pk").values("pk").query.sql_with_params()
        )
        cursor.execute(f"{query} FOR SHARE", parameters)
    rows = Invoice.objects.filter(pk__in=invoice_ids).select_related("source__creditor").order_by("pk")
    found = {invoice.pk: invoice for invoice in rows.select_for_update(of=("self",))}
    if missing := set(invoice_ids) - set(found):
        raise InvalidBooking(_("There is no invoice with the id %(missing)s.") % {"missing": min(missing)})
    return found


# What closed it is what paid most of it; a rest written off beside a payment leaves it paid.
SETTLE = """
WITH booked AS (
    SELECT invoice.id, COALESCE(sum(part.amount), 0) AS total,
        COALESCE(sum(part.amount) FILTER (WHERE part.kind = 'void'), 0) AS void,
        COALESCE(sum(part.amount) FILTER (WHERE part.kind = 'absent'), 0) AS absent,
        COALESCE(sum(part.amount) FILTER (WHERE part.origin IN ('bank', 'erp') AND part.kind NOT IN ('void',
            'absent')), 0) AS money,
        COALESCE(sum(part.amount) FILTER (WHERE part.origin = 'credit_note'), 0) AS credit,
        COALESCE(sum(part.amount) FILTER (WHERE part.origin = 'write_off'), 0) AS loss,
        max(part.booked_on) FILTER (WHERE sign(part.amount) = sign(invoice.amount)) AS last_on
    FROM customers_invoice AS invoice
    LEFT JOIN customers_allocation AS part ON part.invoice_id = invoice.id AND part.origin <> 'expected'
    WHERE invoice.id = ANY(%s::bigint[])
    GROUP BY invoice.id
)
UPDATE customers_invoice AS invoice
SET open_amount = invoice.amount - booked.total,
    closed_on = CASE WHEN invoice.amount = booked.total THEN COALESCE(invoice.closed_on, booked.last_on) END,
    closed_how = CASE
        WHEN invoice.amount <> booked.total THEN ''
        WHEN invoice.closed_how <> '' THEN invoice.closed_how
        WHEN booked.void <> 0 THEN 'void'
        WHEN invoice.kind = 'credit_note' THEN 'credited'
        WHEN booked.money >= booked.credit AND booked.money >= booked.loss AND booked.money >= booked.absent THEN 'paid'
        WHEN booked.absent >= booked.credit AND booked.absent >= booked.loss THEN 'absent'
        WHEN booked.credit >= booked.loss THEN 'credited'
        ELSE 'written_off'
    END
FROM booked WHERE booked.id = invoice.id AND invoice.open_amount <> invoice.amount - booked.total
"""

# Discounts and bank fees settle an invoice without being money of the transaction. What a returned payment takes back
# beyond its allocations comes off the original's money on account.
UNALLOCATED = """
WITH wanted AS (
    SELECT id FROM customers_banktransaction WHERE id = ANY(%(ids)s::bigint[])
    UNION SELECT id FROM customers_banktransaction WHERE returns_id = ANY(%(ids)s::bigint[])
),
rest AS (
    SELECT payment.id, payment.returns_id, payment.amount - COALESCE((
            SELECT sum(part.amount) FROM customers_allocation AS part
            WHERE part.transaction_id = payment.id AND part.kind NOT IN ('discount', 'bank_fee')
        ), 0) AS amount,
        EXISTS (SELECT FROM customers_allocation AS part WHERE part.transaction_id = payment.id) AS touched
    FROM customers_banktransaction AS payment JOIN wanted USING (id)
),
returned AS (
    SELECT returns_id AS id, sum(amount) AS amount FROM rest WHERE returns_id IS NOT NULL GROUP BY returns_id
),
shared AS (
    SELECT rest.id, rest.touched,
        CASE WHEN rest.returns_id IS NULL THEN rest.amount + COALESCE(returned.amount, 0) ELSE 0 END AS amount
    FROM rest LEFT JOIN returned USING (id)
)
UPDATE customers_banktransaction AS payment
SET unallocated_amount = shared.amount,
    state = CASE
        WHEN payment.state = 'unrelated' THEN 'unrelated'
        WHEN shared.amount = 0 THEN 'matched'
        WHEN shared.touched AND payment.debtor_id IS NOT NULL THEN 'on_account'
        WHEN payment.state = 'matched' THEN 'unmatched'
        ELSE payment.state
    END
FROM shared WHERE shared.id = payment.id
"""


def settle_invoices(invoice_ids: Collection[int]) -> None:
    """Work open amount and how it was closed out anew from the allocations, in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(SETTLE, [list(invoice_ids)])


def settle_transactions(transaction_ids: Collection[int]) -> None:
    """Work unallocated amount and state of bank transactions out anew, in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(UNALLOCATED, {"ids": list(transaction_ids)})


def set_payers(debtor_of: Mapping[int, int | None]) -> None:
    """Whose account each bank transaction is of, in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE customers_banktransaction AS payment SET debtor_id = known.debtor "
            "FROM unnest(%s::bigint[], %s::bigint[]) AS known (id, debtor) "
            "WHERE payment.id = known.id AND payment.debtor_id IS DISTINCT FROM known.debtor",
            [list(debtor_of), list(debtor_of.values())],
        )


def bump_ledger_versions(debtor_ids: Iterable[int]) -> None:
    """Say that these debtors' accounts changed; in the transaction that changed them. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE customers_customer SET ledger_version = ledger_version + 1 WHERE id = ANY(%s::bigint[])",
            [sorted(set(debtor_ids))],
        )


def booking_day(invoice: Invoice, as_of: datetime) -> date:
    """The creditor's own date at an instant."""
    return local_date(as_of, invoice.source.creditor.time_zone)
