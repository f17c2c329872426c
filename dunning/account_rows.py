"""The rows behind AccountFacts: what the debtors of some cases owe, said and paid, in a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from django.db.models import Q, Sum
from django.db.models.functions import TruncDate

from customers.history import PaymentHabit, payment_habits
from customers.models import Allocation, BankTransaction, Contact, Invoice
from dunning.awaited_credits import awaited_amounts
from dunning.models import Arrangement, Case, Dispute, Promise, Review

# How far back promises and payments may be spoken of.
PROMISE_MEMORY = timedelta(days=180)
PAYMENT_MEMORY = timedelta(days=60)
SPOKEN_OF = ("open", "kept", "partly_kept", "broken", "unseen", "unclear")

# A debtor towards one creditor: (debtor id, creditor id).
Account = tuple[int, int]


@dataclass(frozen=True, slots=True)
class OpenItem:
    """An open invoice, or with a negative balance an unapplied credit note. Balance less expected money."""

    pk: int
    number: str
    kind: str
    issued_on: date
    due_on: date
    amount: Decimal
    balance: Decimal
    currency: str
    purchase_order: str
    # Collected by us: direct debit or card, not returned.
    collected: bool
    # The child that bought it is not to be written to.
    child_stopped: bool
    # The day on which we learned of it.
    known_on: date


@dataclass(frozen=True, slots=True)
class Paid:
    booked_on: date
    amount: Decimal
    currency: str
    number: str
    reference: str
    transaction_id: int | None


@dataclass
class AccountRows:
    """All of it for some cases, by account or case."""

    items: dict[Account, list[OpenItem]] = field(default_factory=lambda: defaultdict(list))
    money: dict[Account, dict[str, Decimal]] = field(default_factory=lambda: defaultdict(dict))
    payments: dict[Account, list[Paid]] = field(default_factory=lambda: defaultdict(list))
    promises: dict[Account, list[Promise]] = field(default_factory=lambda: defaultdict(list))
    disputes: dict[Account, dict[int, Dispute]] = field(default_factory=lambda: defaultdict(dict))
    # Invoice ids by open dispute, and invoice ids under an active arrangement.
    disputed: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    arranged: set[int] = field(default_factory=set)
    contacts: dict[int, list[Contact]] = field(default_factory=lambda: defaultdict(list))
    # Cases in which a person said that items older than our going live may be chased.
    chase_old: set[int] = field(default_factory=set)
    # By debtor; none of natural persons.
    habits: dict[int, PaymentHabit] = field(default_factory=dict)


def account_rows(cases: Sequence[Case], *, as_of: datetime) -> AccountRows:
    """Fourteen queries at most, however many cases."""
    rows = AccountRows()
    debtors = {case.debtor_id for case in cases}
    _read_items(rows, debtors, as_of=as_of)
    _read_money(rows, debtors, as_of=as_of)
    _read_payments(rows, debtors, as_of=as_of)
    _read_promises(rows, debtors, as_of=as_of)
    _read_disputes(rows, debtors)
    active = Arrangement.invoices.through.objects.filter(
        arrangement__debtor_id__in=debtors, arrangement__status=Arrangement.Status.ACTIVE
    )
    rows.arranged.update(active.values_list("invoice_id", flat=True))
    answered = Review.objects.filter(case__in=[case.pk for case in cases], kind=Review.Kind.OPENING_BALANCE)
    rows.chase_old.update(pk for pk in answered.filter(outcome="chase").values_list("case_id", flat=True) if pk)
    for contact in Contact.objects.filter(customer_id__in=debtors, state=Contact.State.ACTIVE).order_by("pk"):
        rows.contacts[contact.customer_id].append(contact)
    rows.habits = payment_habits(debtors, on=as_of.date())
    return rows


def _read_items(rows: AccountRows, debtors: set[int], *, as_of: datetime) -> None:
    expected = _expected(debtors, as_of=as_of)
    listed = (
        Invoice.objects.still_open().filter(debtor_id__in=debtors, known_at__lte=as_of).order_by("due_on", "number")
    )
    columns = listed.annotate(known_on=TruncDate("known_at", tzinfo=UTC)).values_list(
        "debtor_id", "source__creditor_id", "pk", "number", "kind", "issued_on", "due_on", "amount", "open_amount",
        "currency", "purchase_order", "payment_method", "debit_returned", "customer_id", "customer__payment_method",
        "customer__do_not_contact", "customer__insolvent", "customer__exit", "known_on",
    )  # fmt: skip
    for debtor, creditor, pk, number, kind, issued, due, amount, balance, currency, order, *about, known_on in columns:
        method, returned, customer, customer_method, do_not_contact, insolvent, exit_ = about
        balance -= expected.get(pk, Decimal())
        if kind == Invoice.Kind.INVOICE and balance <= 0:
            continue
        by_us = (method or customer_method) in ("direct_debit", "card") and not returned
        stopped = customer != debtor and bool(do_not_contact or insolvent or exit_)
        rows.items[debtor, creditor].append(
            OpenItem(pk, number, kind, issued, due, amount, balance, currency, order, by_us, stopped, known_on)
        )


def _expected(debtors: set[int], *, as_of: datetime) -> dict[int, Decimal]:
    """Bank money that the ERP has not booked yet, and credit notes that are awaited, by invoice."""
    booked = Allocation.objects.filter(
        invoice__debtor_id__in=debtors, invoice__closed_how="", origin=Allocation.Origin.EXPECTED
    )
    found = dict(booked.order_by().values_list("invoice_id").annotate(total=Sum("amount")))
    for invoice_id, awaited in awaited_amounts(debtors, as_of=as_of).items():
        found[invoice_id] = found.get(invoice_id, Decimal()) + awaited
    return found


def _read_money(rows: AccountRows, debtors: set[int], *, as_of: datetime) -> None:
    """Unallocated money by currency; what is no customer's payment left out."""
    lying = BankTransaction.objects.filter(debtor_id__in=debtors, unallocated_amount__gt=0, known_at__lte=as_of)
    lying = lying.exclude(state=BankTransaction.State.UNRELATED).order_by()
    sums = lying.values_list("debtor_id", "source__creditor_id", "currency").annotate(total=Sum("unallocated_amount"))
    for debtor, creditor, currency, total in sums:
        rows.money[debtor, creditor][currency] = total


def _read_payments(rows: AccountRows, debtors: set[int], *, as_of: datetime) -> None:
    since = as_of.date() - PAYMENT_MEMORY
    money = Allocation.objects.filter(
        Q(origin__in=(Allocation.Origin.BANK, Allocation.Origin.EXPECTED))
        | Q(origin=Allocation.Origin.ERP, kind=Allocation.Kind.INVOICE),
        invoice__debtor_id__in=debtors,
        booked_on__gte=since,
        known_at__lte=as_of,
        reverses__isnull=True,
        reversed_by__isnull=True,
        amount__gt=0,
    ).order_by("booked_on", "pk")
    columns = money.values_list(
        "invoice__debtor_id", "invoice__source__creditor_id", "booked_on", "amount", "invoice__currency",
        "invoice__number", "transaction__reference", "transaction_id",
    )  # fmt: skip
    for debtor, creditor, booked_on, amount, currency, number, reference, transaction_id in columns:
        rows.payments[int(debtor or 0), creditor].append(
            Paid(booked_on, amount, currency, number, (reference or "")[:140], transaction_id)
        )


def _read_promises(rows: AccountRows, debtors: set[int], *, as_of: datetime) -> None:
    spoken = Promise.objects.filter(
        debtor_id__in=debtors, status__in=SPOKEN_OF, recorded_at__lte=as_of, recorded_at__gte=as_of - PROMISE_MEMORY
    )
    for promise in spoken.select_related("case").prefetch_related("lines__invoice").order_by("pk"):
        rows.promises[promise.debtor_id, promise.case.creditor_id].append(promise)


def _read_disputes(rows: AccountRows, debtors: set[int]) -> None:
    contested = Dispute.objects.filter(debtor_id__in=debtors, status=Dispute.Status.OPEN).select_related("case")
    for dispute in contested.prefetch_related("invoices").order_by("pk"):
        rows.disputes[dispute.debtor_id, dispute.case.creditor_id][dispute.pk] = dispute
        rows.disputed[dispute.pk] = [invoice.pk for invoice in dispute.invoices.all()]
