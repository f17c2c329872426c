"""Cash application for one debtor with very many open items: matching, and the page on which a person clears."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from benchmarks.ledgers import AS_OF, TODAY, fill_ledger
from benchmarks.measuring import Figure, measured

if TYPE_CHECKING:
    from customers.models import BankTransaction

TARGET = "seconds"
AT_ONCE = 20


def measure(*, open_items: int) -> Iterator[Figure]:
    """Payments that name an item, are the sum of several unnamed ones, name a few of many, or say nothing at all."""
    from django.db import connection

    from customers.services.matching import match_payments
    from dunning.services.money.cash import follow_payments
    from dunning.workspace.clearing_panel import panel_of
    from dunning.workspace.likely_debtors import found_items

    fill_ledger(debtors=1, invoices_each=open_items)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    payments = _payments(open_items)
    for name, payment in payments.items():
        with measured(f"match a payment that {name}", unit="items", target=TARGET) as figure:
            report = match_payments(as_of=AS_OF, transaction_ids=[payment.pk])
            figure.count = open_items
        yield figure
        with measured("follow it", unit="items", target=TARGET) as figure:
            follow_payments(report.debtor_ids, as_of=AS_OF)
            figure.count = open_items
        yield figure
    many = _many(payments["names an item"])
    with measured("match payments of one debtor at once", unit="payments", target=TARGET) as figure:
        match_payments(as_of=AS_OF, transaction_ids=[payment.pk for payment in many])
        figure.count = len(many)
    yield figure
    with measured("show what waits beside open items", unit="items", target=TARGET) as figure:
        panel_of(payments["says nothing"].pk)
        figure.count = open_items
    yield figure
    with measured("look for an invoice", unit="items", target=TARGET) as figure:
        found_items(payments["says nothing"], f"-{open_items // 2}")
        figure.count = open_items
    yield figure


def _many(like: BankTransaction) -> list[BankTransaction]:
    """Each names an item of its own."""
    from customers.models import BankTransaction, Invoice

    return [
        BankTransaction.objects.create(
            source=like.source,
            external_id=f"many {invoice.pk}",
            booked_on=TODAY,
            amount=invoice.open_amount,
            unallocated_amount=invoice.open_amount,
            currency="EUR",
            payer_name=like.payer_name,
            payer_account=like.payer_account,
            reference=invoice.number,
            known_at=AS_OF,
        )
        for invoice in Invoice.objects.still_open().order_by("-pk")[:AT_ONCE]
    ]


def _payments(open_items: int) -> dict[str, BankTransaction]:
    from customers.models import BankTransaction, Customer, Invoice, LearnedPayer, LedgerSource

    source, customer = LedgerSource.objects.get(), Customer.objects.get()
    LearnedPayer.objects.create(
        creditor_id=source.creditor_id, kind="account", key="DE1", customer=customer, times=9, last_on=TODAY
    )
    some = list(Invoice.objects.order_by("pk")[10:20])
    sums = {
        "names an item": (some[0].open_amount, some[0].number),
        "names ten": (sum((row.open_amount for row in some[1:]), Decimal()), " ".join(row.number for row in some[1:])),
        "is the sum of some": (sum((row.open_amount for row in some[3:8]), Decimal()) + Decimal("0.01"), "INVOICES"),
        "pays everything": (
            sum(Invoice.objects.values_list("open_amount", flat=True), Decimal()) - 1,
            "ALL OPEN INVOICES",
        ),
        "says nothing": (Decimal(100 + 17 * (open_items // 2)), ""),
    }
    return {
        name: BankTransaction.objects.create(
            source=source,
            external_id=name,
            booked_on=TODAY,
            amount=amount,
            unallocated_amount=amount,
            currency="EUR",
            payer_name=customer.name,
            payer_account="DE1",
            reference=reference,
            known_at=AS_OF,
        )
        for name, (amount, reference) in sums.items()
    }
