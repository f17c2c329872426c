from __future__ import annotations

import io
import json
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.management import call_command

from customers.models import BankTransaction, Customer, Invoice
from tests.factories import BankTransactionFactory, InvoiceFactory

pytestmark = pytest.mark.django_db

HEADER = "transaction_id,booked_on,amount,currency,payer_name,payer_account,reference,method\n"


@pytest.fixture
def invoice() -> Invoice:
    return InvoiceFactory.create(number="INV-20001", amount=Decimal("1000.00"))


def run(command: str, *arguments: object) -> str:
    out = io.StringIO()
    call_command(command, *map(str, arguments), stdout=out)
    return out.getvalue()


def test_imported_money_closes_the_invoice_that_it_names(invoice, tmp_path: Path) -> None:
    path = tmp_path / "bank.csv"
    path.write_text(
        HEADER + "T1,2026-03-03,1000.00,EUR,Customer,,INV-20001,wire\nT2,2026-03-03,5.00,EUR,,,hello,wire\n"
    )
    said = run("import_payments", path)
    assert "Imported: 2 new" in said
    assert "Matched 2 payments: 1 matched, 0 on account, 0 returned, 1 left to a person." in said
    invoice.refresh_from_db()
    assert (invoice.closed_how, invoice.open_amount) == ("paid", Decimal(0))


def test_a_dry_run_of_payments_matches_nothing(invoice, tmp_path: Path) -> None:
    path = tmp_path / "bank.csv"
    path.write_text(HEADER + "T1,2026-03-03,1000.00,EUR,Customer,,INV-20001,wire\n")
    assert "Would be: 1 new" in run("import_payments", path, "--dry-run")
    assert not BankTransaction.objects.exists()


def test_matching_tells_its_reasons_as_json(invoice) -> None:
    BankTransactionFactory.create(source=invoice.source, reference="INV-20001")
    told = json.loads(run("match_payments", "--dry-run", "--json"))
    assert told == {
        "looked_at": 1,
        "matched": 1,
        "on_account": 0,
        "unrelated": 0,
        "returned": 0,
        "left": 0,
        "reasons": {"cited": 1},
        "dry_run": True,
    }
    assert json.loads(run("match_payments", "--json"))["matched"] == 1
    assert Customer.objects.get(pk=invoice.debtor_id).ledger_version == 1
