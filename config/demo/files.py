"""The example ledger as the files that an ERP and a bank would give: CSV, one for each layout."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from config.demo.companies import Company
from config.demo.ledger import DemoInvoice

OUR_BANK = "Stadtbank Larkfield"
CUSTOMER_COLUMNS = (
    "customer_id", "name", "parent_id", "paid_by", "country", "language", "currency", "payment_terms_days", "email",
    "contact_name", "account_manager_email", "aliases", "bank_accounts", "segment", "tier",
)  # fmt: skip
CONTACT_COLUMNS = ("customer_id", "name", "email", "role")
INVOICE_COLUMNS = (
    "number", "customer_id", "issued", "due", "amount", "currency", "purchase_order", "status", "paid_on",
)  # fmt: skip
BANK_COLUMNS = (
    "transaction_id", "booked_on", "amount", "currency", "payer_name", "payer_account", "reference", "method",
)  # fmt: skip


@dataclass(frozen=True)
class Transfer:
    """Money on our bank account; negative when a bank takes a payment back."""

    id: str
    booked_on: date
    amount: Decimal
    currency: str
    payer_name: str
    payer_account: str
    reference: str
    method: str = "wire"


def write_customers(path: Path, companies: Iterable[Company]) -> Path:
    return _write(path, CUSTOMER_COLUMNS, (_customer_row(company) for company in companies))


def write_contacts(path: Path, companies: Iterable[Company]) -> Path:
    rows = (
        {"customer_id": c.id, "name": c.second_contact, "email": c.email(c.second_contact), "role": "payables"}
        for c in companies
        if c.second_contact
    )
    return _write(path, CONTACT_COLUMNS, rows)


def write_invoices(path: Path, invoices: Iterable[DemoInvoice], *, today: date) -> Path:
    """As the ERP knows them on the morning of a day."""
    return _write(path, INVOICE_COLUMNS, (_invoice_row(invoice, today) for invoice in invoices))


def write_bank(path: Path, transfers: Iterable[Transfer]) -> Path:
    rows = ({**vars(transfer), "transaction_id": transfer.id} for transfer in transfers)
    return _write(path, BANK_COLUMNS, rows)


def account_of(company: Company) -> str:
    return f"{company.country}00DEMO000000{company.id}"


def _customer_row(company: Company) -> dict[str, Any]:
    return {
        "customer_id": company.id,
        "name": company.name,
        "parent_id": company.parent,
        "paid_by": company.parent if company.paid_by_parent else "",
        "country": company.country,
        "language": company.language,
        "currency": company.money,
        "payment_terms_days": company.terms,
        "email": company.email(),
        "contact_name": company.contact,
        "account_manager_email": company.manager_email,
        "bank_accounts": account_of(company),
        "segment": company.segment,
        "tier": company.tier,
    }


def _invoice_row(invoice: DemoInvoice, today: date) -> dict[str, Any]:
    status = invoice.status(today)
    return {
        **vars(invoice),
        "customer_id": invoice.company.id,
        "status": status,
        "paid_on": invoice.pays_on if status == "paid" else "",
    }


def _write(path: Path, columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
    return path
