from __future__ import annotations

import io
import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from customers.models import BankTransaction, ImportRun, Invoice, LedgerSource, RemittanceAdvice
from dunning.models import Review
from tests.customers.services.bank_files import line, statement
from tests.factories import CaseFactory, InvoiceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def invoice() -> Invoice:
    return InvoiceFactory.create(number="INV-20001", amount=Decimal("1000.00"))


@pytest.fixture
def run(tmp_path: Path):
    def run_command(content: str, *arguments: object, name: str = "march.sta") -> str:
        (tmp_path / name).write_text(content, encoding="utf-8")
        out = io.StringIO()
        call_command("import_bank_statement", str(tmp_path / name), *map(str, arguments), stdout=out)
        return out.getvalue()

    return run_command


MARCH = statement("0.00", line("1000.00", "INV-20001"), line("5.00", "hello"), line("-3.00", "fee"))


def test_money_of_a_statement_closes_the_invoice_that_it_names(invoice, run) -> None:
    said = run(MARCH)
    assert "1 statement with 3 new entries (2 payments, 1 of our own)." in said
    assert "Matched 2 payments: 1 matched, 0 on account, 0 returned, 1 left to a person." in said
    invoice.refresh_from_db()
    assert (invoice.closed_how, invoice.open_amount) == ("paid", Decimal(0))


def test_our_own_payments_come_before_nobody(invoice, run) -> None:
    run(MARCH)
    asked = Review.objects.filter(kind="unmatched_payment").values_list("transaction__amount", flat=True)
    assert list(asked) == [Decimal("5.00")]


def test_a_returned_payment_reopens_what_it_had_paid(invoice, run) -> None:
    CaseFactory.create(debtor=invoice.debtor, creditor=invoice.source.creditor)
    run(MARCH)
    run(statement("1002.00", line("-1000.00", "INV-20001 returned", mark="RC"), number="13"))
    invoice.refresh_from_db()
    assert invoice.open_amount == Decimal("1000.00")


def test_a_dry_run_books_and_matches_nothing(invoice, run) -> None:
    assert run(MARCH, "--dry-run").startswith("Would import from march.sta: 1 statement with 3 new entries")
    assert (BankTransaction.objects.count(), ImportRun.objects.count()) == (0, 0)


def test_what_happened_is_told_as_json(invoice, run) -> None:
    told = json.loads(run(MARCH, "--json"))
    assert (told["format"], told["created"], told["known"], told["payments"], told["own"]) == ("mt940", 3, 0, 2, 1)
    assert told["statements"][0]["opening"] == "0.00"
    assert told["matching"] == {"looked_at": 2, "matched": 1, "left": 1}


def test_a_refused_file_is_a_sentence_and_exit_code_one(invoice, run) -> None:
    with pytest.raises(CommandError, match="does not add up") as ended:
        run(statement("0.00", line("5.00"), closing="6.00"))
    assert ended.value.returncode == 1
    assert ImportRun.objects.get().status == "refused"
    assert not BankTransaction.objects.exists()


def test_a_wrong_format_by_name_is_a_sentence(invoice, run) -> None:
    with pytest.raises(CommandError, match="is an MT940 or MT942, not a BAI2 file"):
        run(MARCH, "--format", "bai2")


def test_a_first_statement_makes_the_source(run) -> None:
    run(MARCH)
    assert LedgerSource.objects.get().payments_as_of == date(2026, 3, 2)


def test_a_list_of_payments_by_a_map_keeps_its_rejected_rows(invoice, run, tmp_path) -> None:
    mapping = tmp_path / "shop.toml"
    mapping.write_text('[payments.columns]\ntransaction_id = "Id"\nbooked_on = "Day"\namount = "Sum"\n')
    said = run("Id,Day,Sum\nA,2026-03-02,5.00\nB,soon,6.00\n", "--map", mapping, name="shop.csv")
    assert "1 new" in said
    assert "Row 3: " in said
    assert (BankTransaction.objects.count(), ImportRun.objects.get().rejected) == (1, 1)


ADVICE = "*".join(["ISA", "00", " " * 10, "00", " " * 10, "ZZ", "A".ljust(15), "ZZ", "B".ljust(15), "260302", "1200"])
ADVICE += (
    "*U*00401*000000001*0*P*>~GS*RA*A*B*20260302*1200*1*X*004010~ST*820*0001~BPR*I*950.00*C*ACH*CTX*01*021000021*DA*1"
)
ADVICE += "*1*1*01*1*DA*1*20260302~TRN*1*TRACE77001~N1*PR*ACME GMBH~RMR*IV*INV-20001**950.00*1000.00*50.00~"
ADVICE += "SE*6*0001~GE*1*1~IEA*1*000000001~"


def test_a_remittance_file_books_no_money_and_is_told_once(invoice, run) -> None:
    assert "1 remittance advice." in run(ADVICE, name="advice.edi")
    assert "1 remittance advice known already." in run(ADVICE, name="advice.edi")
    advice = RemittanceAdvice.objects.get()
    assert (advice.trace, advice.amount, advice.lines.get().document) == ("TRACE77001", Decimal("950.00"), "INV-20001")
    assert not BankTransaction.objects.exists()


def test_an_announced_payment_is_tied_when_it_comes(invoice, run) -> None:
    run(ADVICE, name="advice.edi")
    run(statement("0.00", line("950.00", "TRACE77001 LOCKBOX")))
    assert RemittanceAdvice.objects.get().transaction == BankTransaction.objects.get()
