"""The five layouts that every file is brought into: their fields, what each must be, and how headers spell them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from customers.parsers.headings import HEADINGS
from customers.parsers.words import (
    CONTACT_ROLES,
    DIRECTIONS,
    INVOICE_STATUSES,
    PAYMENT_METHODS,
    TIERS,
    TRANSACTION_METHODS,
    Words,
)


class Kind(StrEnum):
    KEY = "key"  # one line of text that identifies something
    TEXT = "text"  # line breaks become spaces
    NOTE = "note"  # line breaks stay
    AMOUNT = "amount"
    DATE = "date"
    DAYS = "days"  # a number of days, or terms such as "Net 30"
    CHOICE = "choice"
    LIST = "list"
    BOOLEAN = "boolean"
    EMAIL = "email"
    EMAILS = "emails"
    COUNTRY = "country"
    LANGUAGE = "language"
    CURRENCY = "currency"
    TIME_ZONE = "time_zone"


@dataclass(frozen=True)
class Field:
    """`words` are a choice's values and their spellings; `limit` is the length that the ledger keeps."""

    name: str
    kind: Kind
    required: bool = False
    limit: int = 300
    words: Words | None = None
    # Whether it may be below zero.
    signed: bool = False

    @property
    def label(self) -> str:
        return LABELS.get(self.name, self.name.replace("_", " "))


@dataclass(frozen=True)
class Layout:
    """`key` is the field that names a row in messages, unique in a file except for contacts."""

    name: str
    key: str
    fields: tuple[Field, ...]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(field.name for field in self.fields)

    def field(self, name: str) -> Field:
        return next(field for field in self.fields if field.name == name)


LABELS = {
    "number": "invoice number", "issued": "issue date", "due": "due date", "email": "e-mail address",
    "customer_id": "customer id", "parent_id": "parent id", "transaction_id": "transaction id",
    "booked_on": "booking date",
    "paid_on": "payment date", "payment_terms_days": "payment terms",
    "account_manager_email": "account manager's e-mail address",
    "invoice": "invoice number",
}  # fmt: skip

CUSTOMERS = Layout(
    "customers",
    "customer_id",
    (
        Field("customer_id", Kind.KEY, required=True, limit=80),
        Field("name", Kind.TEXT, required=True),
        Field("parent_id", Kind.KEY, limit=80),
        # The ancestor that is asked to pay; its own id: it pays for itself.
        Field("paid_by", Kind.KEY, limit=80),
        Field("country", Kind.COUNTRY),
        Field("language", Kind.LANGUAGE),
        Field("currency", Kind.CURRENCY),
        Field("payment_terms_days", Kind.DAYS),
        Field("email", Kind.EMAILS),
        Field("contact_name", Kind.TEXT, limit=200),
        Field("account_manager_email", Kind.EMAIL),
        Field("aliases", Kind.LIST),
        Field("bank_accounts", Kind.LIST, limit=50),
        Field("time_zone", Kind.TIME_ZONE, limit=50),
        Field("segment", Kind.TEXT, limit=60),
        Field("tier", Kind.CHOICE, words=TIERS),
        Field("tags", Kind.LIST, limit=60),
        Field("credit_limit", Kind.AMOUNT),
        Field("payment_method", Kind.CHOICE, words=PAYMENT_METHODS),
        Field("natural_person", Kind.BOOLEAN),
        Field("do_not_contact", Kind.BOOLEAN),
        Field("insolvent", Kind.BOOLEAN),
    ),
)

CONTACTS = Layout(
    "contacts",
    "customer_id",
    (
        Field("customer_id", Kind.KEY, required=True, limit=80),
        Field("name", Kind.TEXT, limit=200),
        Field("email", Kind.EMAIL, required=True),
        Field("role", Kind.CHOICE, words=CONTACT_ROLES),
        Field("language", Kind.LANGUAGE),
    ),
)

INVOICES = Layout(
    "invoices",
    "number",
    (
        Field("number", Kind.KEY, required=True, limit=80),
        Field("customer_id", Kind.KEY, required=True, limit=80),
        Field("issued", Kind.DATE, required=True),
        # Empty: the issue date plus the customer's payment terms.
        Field("due", Kind.DATE),
        Field("amount", Kind.AMOUNT, required=True, signed=True),
        # Empty: the customer's own currency.
        Field("currency", Kind.CURRENCY),
        Field("purchase_order", Kind.TEXT, limit=80),
        Field("status", Kind.CHOICE, words=INVOICE_STATUSES),
        Field("paid_on", Kind.DATE),
        Field("open_amount", Kind.AMOUNT, signed=True),
        Field("customer_name", Kind.TEXT),
        Field("payment_method", Kind.CHOICE, words=PAYMENT_METHODS),
        Field("replaces", Kind.KEY, limit=80),
        # Read by presets alone: one line of an invoice whose total stands nowhere.
        Field("line_amount", Kind.AMOUNT, signed=True),
    ),
)

PAYMENTS = Layout(
    "payments",
    "transaction_id",
    (
        Field("transaction_id", Kind.KEY, required=True, limit=120),
        Field("booked_on", Kind.DATE, required=True),
        Field("amount", Kind.AMOUNT, required=True, signed=True),
        Field("currency", Kind.CURRENCY),
        Field("payer_name", Kind.TEXT),
        Field("payer_account", Kind.KEY, limit=60),
        Field("reference", Kind.NOTE, limit=10_000),
        Field("method", Kind.CHOICE, words=TRANSACTION_METHODS),
        Field("customer_id", Kind.KEY, limit=80),
        Field("invoice", Kind.LIST, limit=80),
    ),
)

# A bank's own list of movements. `direction` gives an unsigned amount its sign; `fee`, positive, was kept back from it;
# `balance` is that of the account after the movement.
STATEMENT = Layout(
    "statement",
    "bank_reference",
    (
        Field("booked_on", Kind.DATE, required=True),
        Field("amount", Kind.AMOUNT, required=True, signed=True),
        Field("currency", Kind.CURRENCY),
        Field("direction", Kind.CHOICE, words=DIRECTIONS),
        Field("fee", Kind.AMOUNT, signed=True),
        Field("balance", Kind.AMOUNT, signed=True),
        Field("account", Kind.KEY, limit=60),
        Field("bank_reference", Kind.KEY, limit=120),
        Field("payer_name", Kind.TEXT),
        Field("payer_account", Kind.KEY, limit=60),
        Field("reference", Kind.NOTE, limit=10_000),
        Field("structured_reference", Kind.KEY, limit=80),
        Field("end_to_end_id", Kind.KEY, limit=80),
        Field("method", Kind.CHOICE, words=TRANSACTION_METHODS),
    ),
)

LAYOUTS: Mapping[str, Layout] = {layout.name: layout for layout in (CUSTOMERS, CONTACTS, INVOICES, PAYMENTS, STATEMENT)}


def heading(text: str) -> str:
    """A header spelling without case, accents, spaces and punctuation: "*Invoice No." and "invoice_no" are one."""
    folded = unicodedata.normalize("NFKD", text.replace("#", "no").replace("ß", "ss").casefold())
    return re.sub(r"[^\w]|_", "", "".join(c for c in folded if not unicodedata.combining(c)))


def usual_columns(layout: Layout, columns: Sequence[str]) -> dict[str, str]:
    """Field → column for headers with usual spellings. A column serves one field, fields in the layout's order.

    Small programs know customers by name alone: then the name is the id, and the other way round.
    """
    by_heading: dict[str, str] = {}
    for column in columns:
        by_heading.setdefault(heading(column), column)
    found: dict[str, str] = {}
    for field in layout.fields:
        for spelling in (heading(field.name), *(heading(text) for text in HEADINGS[layout.name].get(field.name, ()))):
            if spelling in by_heading and by_heading[spelling] not in found.values():
                found[field.name] = by_heading[spelling]
                break
    name = "name" if layout is CUSTOMERS else "customer_name"
    if layout in (CUSTOMERS, INVOICES) and ("customer_id" in found) != (name in found):
        known = found.get("customer_id") or found[name]
        found |= {"customer_id": known, name: known}
    return found
