"""The contract's files, written and read."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from evals.cash_application.ledger import Customer, Document, Ledger, Payment, Piece

CUSTOMER_COLUMNS = (
    "customer_id,name,parent_id,country,language,currency,payment_terms_days,email,contact_name,"
    "account_manager_email,aliases,bank_accounts"
)
INVOICE_COLUMNS = "number,customer_id,issued,due,amount,currency,purchase_order,status,paid_on"
BANK_COLUMNS = "transaction_id,booked_on,amount,currency,payer_name,payer_account,reference,method"
ALLOCATION_COLUMNS = "transaction_id,invoice,amount,kind"
NOTE_COLUMNS = "transaction_id,style,noise,decidable,why"
RECIPE = "recipe.json"


def write_ledger(folder: Path, ledger: Ledger) -> None:
    """customers.csv, invoices.csv, bank.csv, allocations.csv and notes.csv."""
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / "customers.csv", CUSTOMER_COLUMNS, map(_customer, ledger.customers.values()))
    _write(folder / "invoices.csv", INVOICE_COLUMNS, map(_document, ledger.documents.values()))
    _write(folder / "bank.csv", BANK_COLUMNS, map(_payment, ledger.payments))
    write_allocations(folder / "allocations.csv", ledger.payments)
    _write(folder / "notes.csv", NOTE_COLUMNS, map(_note, ledger.payments))


def write_recipe(folder: Path, recipe: dict[str, Any]) -> None:
    """What generated the folder: profile, payments, customers and seed."""
    (folder / RECIPE).write_text(json.dumps(recipe, indent=2) + "\n", encoding="utf-8")


def read_recipe(folder: Path) -> dict[str, Any] | None:
    """None for a ledger that was not generated."""
    path = folder / RECIPE
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else None


def write_allocations(path: Path, payments: Iterable[Payment]) -> None:
    rows = ((p.transaction_id, piece.invoice, piece.amount, piece.kind) for p in payments for piece in p.pieces)
    _write(path, ALLOCATION_COLUMNS, rows)


def read_rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def read_allocations(path: Path) -> dict[str, list[Piece]]:
    """By transaction; a transaction that was left to a person is missing."""
    found: dict[str, list[Piece]] = {}
    for row in read_rows(path):
        piece = Piece(row["invoice"], Decimal(row["amount"]), row["kind"])
        found.setdefault(row["transaction_id"], []).append(piece)
    return found


def _write(path: Path, columns: str, rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(columns.split(","))
        writer.writerows(rows)


def _customer(customer: Customer) -> Sequence[object]:
    return (
        customer.customer_id, customer.name, customer.parent_id, customer.country, customer.language,
        customer.currency, customer.payment_terms_days, customer.email, customer.contact_name,
        customer.account_manager_email, "|".join(customer.aliases), "|".join(customer.bank_accounts),
    )  # fmt: skip


def _document(document: Document) -> Sequence[object]:
    return (
        document.number, document.customer_id, document.issued, document.due, document.amount, document.currency,
        document.purchase_order, document.status, document.paid_on or "",
    )  # fmt: skip


def _payment(payment: Payment) -> Sequence[object]:
    return (
        payment.transaction_id, payment.booked_on, payment.amount, payment.currency, payment.payer_name,
        payment.payer_account, payment.reference, payment.method,
    )  # fmt: skip


def _note(payment: Payment) -> Sequence[object]:
    return (
        payment.transaction_id, payment.style, "|".join(payment.noise), "yes" if payment.pieces else "no", payment.why,
    )  # fmt: skip
