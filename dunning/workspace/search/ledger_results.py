"""Invoices, customers, contacts and bank entries as results."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _

from customers.admin.amounts import shown_amount
from customers.models import BankTransaction, Contact, Customer, Invoice
from customers.search import invoices, money, parties
from customers.search.lookups import Lookup, rows_in_order
from customers.search.sought import Sought
from dunning.workspace.search.excerpt import folded, marked
from dunning.workspace.search.found import Keys, Result

# What a line shows, of tables with many columns.
_INVOICE = (
    *("number", "due_on", "amount", "open_amount", "currency", "purchase_order", "closed_how"),
    *("debtor_id", "debtor__name"),
)
_CUSTOMER = ("name", "aliases", "external_id", "country", "bank_accounts", "debtor_id")
_CONTACT = ("name", "email", "state", "customer__name")
_PAYMENT = ("payer_name", "external_id", "booked_on", "state", "amount", "currency", "reference")


def invoice_lookups(sought: Sought, user: User, limit: int) -> list[Lookup]:
    ways = (invoices.numbers, invoices.beginnings, invoices.orders, invoices.amounts)
    return [look(sought, user=user, limit=limit) for look in ways]


def slipped_invoices(sought: Sought, user: User, limit: int, found: Keys) -> list[Lookup]:
    exact, begun, *_others = found
    return [] if exact or begun else [invoices.slips(sought, user=user, limit=limit)]


def invoice_results(sought: Sought, limit: int, found: Keys) -> list[Result]:
    """By number, else by its beginning, else with a slip; then by order and by amount."""
    exact, begun, orders, amounts, *slips = found
    keys = [*exact, *begun, *chain(*slips), *orders, *amounts]
    rows = rows_in_order(Invoice.objects.select_related("debtor").only(*_INVOICE), _first(keys, limit))
    return [_invoice(row, sought, exact=row.pk in exact) for row in rows]


def customer_lookups(sought: Sought, user: User, limit: int) -> list[Lookup]:
    return [look(sought, user=user, limit=limit) for look in (parties.accounts, parties.names)]


def alike_customers(sought: Sought, user: User, limit: int, found: Keys) -> list[Lookup]:
    few = len({*chain(*found)}) < limit
    return [parties.names_alike(sought, user=user, limit=limit)] if few and not sought.has_digits else []


def customer_results(sought: Sought, limit: int, found: Keys) -> list[Result]:
    rows = rows_in_order(Customer.objects.only(*_CUSTOMER), _first(chain(*found), limit))
    return [_customer(row, sought) for row in rows]


def contact_lookups(sought: Sought, user: User, limit: int) -> list[Lookup]:
    named = any(character.isalpha() for character in sought.text)
    return [parties.people(sought, user=user, limit=limit)] if named else []


def alike_contacts(sought: Sought, user: User, limit: int, found: Keys) -> list[Lookup]:
    none = not any(found)
    return [parties.people_alike(sought, user=user, limit=limit)] if none and not sought.has_digits else []


def contact_results(sought: Sought, limit: int, found: Keys) -> list[Result]:
    rows = rows_in_order(Contact.objects.select_related("customer").only(*_CONTACT), chain(*found))
    return [_contact(row, sought) for row in (parties.there_first(rows) if found and found[0] else rows)]


def payment_lookups(sought: Sought, user: User, limit: int) -> list[Lookup]:
    return [look(sought, user=user, limit=limit) for look in (money.accounts, money.amounts, money.told)]


def payment_results(sought: Sought, limit: int, found: Keys) -> list[Result]:
    rows = rows_in_order(BankTransaction.objects.only(*_PAYMENT), _first(chain(*found), limit))
    return [_payment(row, sought) for row in rows]


def _first(keys: Iterable[int], limit: int) -> list[int]:
    return list(dict.fromkeys(keys))[:limit]


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
