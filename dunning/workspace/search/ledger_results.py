"""Invoices, customers, contacts and bank entries as results."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _

from customers.admin.amounts import shown_amount
from customers.models import BankTransaction, Contact, Customer, Invoice
from customers.search import invoices, money, parties
from customers.search.sought import Sought
from dunning.workspace.search.excerpt import folded, marked
from dunning.workspace.search.found import Result


def invoice_results(sought: Sought, user: User, limit: int) -> list[Result]:
    """By number, else by its beginning, else with a slip; then by amount and by order."""
    rows = invoices.exact_numbers(sought, user=user, limit=limit)
    exact = {row.pk for row in rows}
    if len(rows) < limit:
        rows += invoices.begun_numbers(sought, user=user, limit=limit)
    if not rows:
        rows = invoices.slipped_numbers(sought, user=user, limit=limit)
    rows += invoices.of_order(sought, user=user, limit=limit)
    rows += invoices.of_amount(sought, user=user, limit=limit)
    return [_invoice(row, sought, exact=row.pk in exact) for row in {row.pk: row for row in rows}.values()][:limit]


def customer_results(sought: Sought, user: User, limit: int) -> list[Result]:
    rows = [
        *parties.customers_with_account(sought, user=user, limit=limit),
        *parties.named_customers(sought, user=user, limit=limit),
    ]
    if len(rows) < limit and not sought.has_digits:
        rows += parties.alike_customers(sought, user=user, limit=limit - len(rows))
    return [_customer(row, sought) for row in {row.pk: row for row in rows}.values()][:limit]


def contact_results(sought: Sought, user: User, limit: int) -> list[Result]:
    if not any(character.isalpha() for character in sought.text):
        return []
    rows = parties.contacts(sought, user=user, limit=limit)
    if not rows and not sought.has_digits:
        rows = parties.alike_contacts(sought, user=user, limit=limit)
    return [_contact(row, sought) for row in rows]


def payment_results(sought: Sought, user: User, limit: int) -> list[Result]:
    rows = [
        *money.payments_from_account(sought, user=user, limit=limit),
        *money.payments_of_amount(sought, user=user, limit=limit),
        *money.told_payments(sought, user=user, limit=limit),
    ]
    return [_payment(row, sought) for row in {row.pk: row for row in rows}.values()][:limit]


def _invoice(row: Invoice, sought: Sought, *, exact: bool) -> Result:
    words = sought.words
    if row.closed_how:
        standing = row.get_closed_how_display()
    else:
        standing = _("due %(day)s") % {"day": formats.date_format(row.due_on, "SHORT_DATE_FORMAT")}
    partly = not row.closed_how and row.open_amount != row.amount
    figure = shown_amount(row.amount, row.currency)
    if partly:
        figure = _("%(open)s of %(amount)s open") % {
            "open": shown_amount(row.open_amount, row.currency),
            "amount": figure,
        }
    order = _("order %(number)s") % {"number": row.purchase_order} if row.purchase_order else ""
    return Result(
        icon="receipt_long",
        title=marked(row.number, words),
        url=reverse("admin:customers_invoice_change", args=[row.pk]),
        detail=" · ".join(part for part in (row.debtor.name, standing, order) if part),
        figure=figure,
        exact=exact,
        closed=bool(row.closed_how),
        debtor_id=None if row.closed_how else row.debtor_id,
        anchor=f"item-{row.pk}",
    )


def _customer(row: Customer, sought: Sought) -> Result:
    names = [row.name, *row.aliases, row.external_id]
    exact = folded(" ".join(sought.words)) in {" ".join(folded(name).split()) for name in names}
    also = ", ".join(row.aliases[:2])
    detail = (row.external_id, row.country, _("also %(names)s") % {"names": also} if also else "")
    return Result(
        icon="domain",
        title=marked(row.name, sought.words),
        url=reverse("admin:customers_customer_change", args=[row.pk]),
        detail=" · ".join(part for part in detail if part),
        exact=exact or bool(sought.account and sought.account in row.bank_accounts),
        debtor_id=row.debtor_or_self_id,
    )


def _contact(row: Contact, sought: Sought) -> Result:
    return Result(
        icon="person",
        title=marked(row.name or row.email, sought.words),
        url=reverse("admin:customers_contact_change", args=[row.pk]),
        detail=" · ".join(part for part in (row.customer.name, row.email if row.name else "") if part),
        exact=sought.text.casefold() == row.email.casefold(),
        closed=row.state == Contact.State.LEFT,
    )


def _payment(row: BankTransaction, sought: Sought) -> Result:
    unmatched = row.state == BankTransaction.State.UNMATCHED
    page = "admin:customers_banktransaction_change"
    return Result(
        icon="account_balance",
        title=marked(row.payer_name or row.external_id, sought.words),
        url=reverse(page, args=[row.pk]),
        detail=f"{formats.date_format(row.booked_on, 'SHORT_DATE_FORMAT')} · {row.get_state_display()}",
        figure=shown_amount(row.amount, row.currency),
        excerpt=marked(row.reference[:160], sought.words),
        closed=not unmatched,
    )
