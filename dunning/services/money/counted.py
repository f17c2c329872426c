"""What the ledger knows for judging: money on invoices and on account, how far the data reaches, tolerances."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from django.db.models import F, Q, Sum
from django.db.models.functions import Coalesce

from customers.models import Allocation, BankTransaction, LedgerSource, Rate
from dunning.models import Arrangement, Dispute, Promise
from dunning.promise_money import Money

# These closed an invoice without the customer's money.
NOT_MONEY = (Allocation.Kind.ABSENT, Allocation.Kind.VOID)
MONEY = (Allocation.Origin.BANK, Allocation.Origin.ERP, Allocation.Origin.EXPECTED)


def money_on_invoices(wanted: Q, *, as_of: datetime) -> list[Money]:
    """Customers' money on the invoices that the condition names, net of reversals, as known at `as_of`. One query.

    Discounts and bank fees that close an invoice with a payment count with it.
    """
    rows = (
        Allocation.objects.filter(wanted, origin__in=MONEY, known_at__lte=as_of)
        .exclude(kind__in=NOT_MONEY)
        .values(
            "invoice_id",
            "invoice__currency",
            owner=F("invoice__debtor_id"),
            original=Coalesce("reverses_id", F("pk")),
            booked=Coalesce("reverses__booked_on", "booked_on"),
            known=Coalesce("reverses__known_at", "known_at"),
        )
        .annotate(net=Sum("amount"))
        .filter(net__gt=0)
    )
    return [
        Money(
            debtor_id=row["owner"],
            currency=row["invoice__currency"],
            invoice_id=row["invoice_id"],
            booked_on=row["booked"],
            known_at=row["known"],
            amount=row["net"],
        )
        for row in rows
    ]


def money_on_account(debtor_ids: Iterable[int], *, as_of: datetime) -> list[Money]:
    """What the debtors paid that lies on no invoice yet. One query."""
    rows = BankTransaction.objects.filter(
        debtor_id__in=list(debtor_ids), unallocated_amount__gt=0, known_at__lte=as_of
    ).exclude(state=BankTransaction.State.UNRELATED)
    return [
        Money(
            debtor_id=row.debtor_id,
            currency=row.currency,
            invoice_id=None,
            booked_on=row.booked_on,
            known_at=row.known_at,
            amount=row.unallocated_amount,
        )
        for row in rows
        if row.debtor_id is not None
    ]


def set_aside_reasons(invoice_ids: Iterable[int], *, as_of: datetime) -> dict[int, str]:
    """Which of the invoices are disputed or arranged. Two queries."""
    listed = list(invoice_ids)
    arranged = Arrangement.invoices.through.objects.filter(
        invoice_id__in=listed,
        arrangement__status=Arrangement.Status.ACTIVE,
        arrangement__granted_at__lte=as_of,
    )
    disputed = Dispute.invoices.through.objects.filter(
        invoice_id__in=listed, dispute__status=Dispute.Status.OPEN, dispute__opened_at__lte=as_of
    )
    reasons = dict.fromkeys(arranged.values_list("invoice_id", flat=True), "arranged")
    return reasons | dict.fromkeys(disputed.values_list("invoice_id", flat=True), "disputed")


def data_through(source_ids: Iterable[int]) -> dict[int, date | None]:
    """By source the day up to which money is known: its bank file's, or its ERP's own date. One query."""
    return {
        source.pk: source.payments_as_of if source.truth == LedgerSource.Truth.BANK else source.invoices_as_of
        for source in LedgerSource.objects.filter(pk__in=list(source_ids))
    }


def tolerances(rows: Iterable[Promise] | Iterable[Arrangement], *, as_of: datetime) -> dict[int, Decimal]:
    """The short-pay tolerance in each row's own currency; zero where no rate is known. At most one query."""
    listed = [(row.pk, row.currency, row.case.policy) for row in rows]
    foreign = any(currency != policy.currency for _, currency, policy in listed)
    rates = Rate.objects.known_on(as_of.date()) if foreign else {}
    found = {}
    for pk, currency, policy in listed:
        rate = Decimal(1) if currency == policy.currency else rates.get((currency, policy.currency))
        found[pk] = policy.short_pay_tolerance / rate if rate else Decimal()
    return found
