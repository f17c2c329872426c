from __future__ import annotations

import csv
import io
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from customers.models import Allocation, Creditor, Customer, ImportRun, Invoice, LedgerSource
from tests.factories import InvoiceFactory

pytestmark = pytest.mark.django_db

CUSTOMERS = "customer_id,name,country,currency\nC1,Acme GmbH,DE,EUR\n"
INVOICES = (
    "number,customer_id,issued,due,amount,currency,status,paid_on\n"
    "INV-1,C1,2026-01-10,2026-02-09,1000.00,EUR,open,\n"
    "INV-2,C9,2026-01-10,2026-02-09,5.00,EUR,open,\n"
)


@pytest.fixture
def write(tmp_path: Path):
    def write_file(name: str, content: str) -> Path:
        path = tmp_path / name
        path.write_text(content, encoding="utf-8")
        return path

    return write_file


def run(command: str, *arguments: object) -> str:
    out = io.StringIO()
    call_command(command, *map(str, arguments), stdout=out, stderr=out)
    return out.getvalue()


def test_the_first_import_makes_source_and_creditor(write) -> None:
    said = run("import_customers", write("customers.csv", CUSTOMERS))
    assert "Imported: 1 new, 0 changed, 0 unchanged, 0 rejected (1 rows of customers.csv)." in said
    assert LedgerSource.objects.get().creditor == Creditor.objects.get()
    assert Customer.objects.get().name == "Acme GmbH"


def test_rejects_are_told_and_written_with_their_reasons(write, tmp_path) -> None:
    run("import_customers", write("customers.csv", CUSTOMERS))
    rejects = tmp_path / "rejects.csv"
    said = run("import_invoices", write("invoices.csv", INVOICES), "--rejects", rejects)
    assert "Row 3: customer id “C9” is not known in ledger; import its customer first." in said
    with rejects.open(encoding="utf-8") as file:
        (row,) = csv.DictReader(file)
    assert (row["row"], row["number"], row["customer_id"]) == ("3", "INV-2", "C9")
    assert Invoice.objects.get().number == "INV-1"


def test_a_past_day_is_known_from_its_start(write) -> None:
    run("import_customers", write("customers.csv", CUSTOMERS))
    Creditor.objects.update(time_zone="Europe/Berlin")
    run("import_invoices", write("invoices.csv", INVOICES), "--as-of", "2026-02-01")
    assert Invoice.objects.get().known_at == datetime(2026, 1, 31, 23, 0, tzinfo=UTC)


def test_a_dry_run_of_the_first_import_makes_nothing(write) -> None:
    said = run("import_customers", write("customers.csv", CUSTOMERS), "--dry-run")
    assert said.startswith("Would be: 1 new")
    assert not LedgerSource.objects.exists()
    assert not Creditor.objects.exists()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [("", "bad.csv is empty; nothing was imported."), ("a,b\n1,2\n", "bad.csv has no column for the")],
)
def test_a_useless_file_is_refused_with_a_sentence_and_kept_as_a_run(write, content, sentence) -> None:
    with pytest.raises(CommandError, match=sentence):
        run("import_invoices", write("bad.csv", content))
    assert ImportRun.objects.get().status == "refused"
    assert sentence in ImportRun.objects.get().problem


def test_a_missing_file_is_a_sentence(write, tmp_path) -> None:
    with pytest.raises(CommandError, match="There is no file"):
        run("import_invoices", tmp_path / "nowhere.csv")


def test_several_sources_ask_which(write) -> None:
    run("import_customers", write("customers.csv", CUSTOMERS), "--source", "one")
    run("import_customers", write("customers.csv", CUSTOMERS), "--source", "two", "--truth", "erp")
    with pytest.raises(CommandError, match="There are several sources; say which with --source: one, two."):
        run("import_customers", write("customers.csv", CUSTOMERS))
    assert LedgerSource.objects.get(name="two").truth == "erp"


def test_verify_ledger_agrees_or_lists_what_differs() -> None:
    invoice = InvoiceFactory.create(number="INV-1")
    assert "1 invoices agree with their allocations." in run("verify_ledger")
    Allocation.objects.create(
        invoice=invoice, origin="bank", amount=100, booked_on=invoice.due_on, known_at=invoice.known_at
    )
    with pytest.raises(SystemExit) as ended:
        run("verify_ledger")
    assert ended.value.code == 1


def test_a_new_source_is_told_of(write) -> None:
    said = run("import_customers", write("customers.csv", CUSTOMERS), "--source", "epr")
    assert said.endswith("epr is a new source of Our company; its truth is the bank.\n")
    assert "new source" not in run("import_customers", write("customers.csv", CUSTOMERS), "--source", "epr")


@pytest.mark.parametrize(
    ("option", "value", "sentence"),
    [
        ("--source", "s" * 61, "A source's name has at most 60 characters; this one has 61."),
        ("--truth", "erp", "ledger is there already, a source of Our company whose truth is the bank; --truth and"),
        ("--creditor", "Nobody", "ledger is there already, a source of Our company whose truth is the bank; --truth"),
        ("--as-of", "2999-01-01", "The data cannot speak of 2999-01-01, a day to come."),
        ("--rejects", "/nowhere/rejects.csv", "cannot be written to /nowhere/rejects.csv: No such file or directory."),
    ],
)
def test_an_option_that_cannot_be_is_a_sentence_and_lands_nothing(write, option, value, sentence) -> None:
    run("import_customers", write("customers.csv", CUSTOMERS))
    runs = ImportRun.objects.count()
    with pytest.raises(CommandError, match=sentence):
        run("import_invoices", write("invoices.csv", INVOICES), option, value)
    assert (ImportRun.objects.count(), Invoice.objects.count()) == (runs, 0)


def test_rejected_amounts_are_written_as_they_stood(write, tmp_path) -> None:
    run("import_customers", write("customers.csv", CUSTOMERS))
    rejects = tmp_path / "rejects.csv"
    run("import_invoices", write("invoices.csv", INVOICES), "--rejects", rejects)
    assert "INV-2" in rejects.read_text()
    assert "5.00" in rejects.read_text()


def test_a_spreadsheet_runs_no_formula_out_of_the_rejects(write, tmp_path) -> None:
    run("import_customers", write("customers.csv", CUSTOMERS))
    rejects = tmp_path / "rejects.csv"
    run("import_invoices", write("invoices.csv", INVOICES.replace("INV-2", "=HYPERLINK(1)")), "--rejects", rejects)
    with rejects.open(encoding="utf-8") as file:
        (row,) = csv.DictReader(file)
    assert row["number"] == "'=HYPERLINK(1)"


def test_a_sentence_that_asks_ends_with_its_question(write) -> None:
    run("import_customers", write("customers.csv", CUSTOMERS))
    said = run(
        "import_invoices", write("invoices.csv", INVOICES + "INV-3,C1,2026-01-10,2026-02-09,1,000.00,EUR,open,,x\n")
    )
    assert "is the delimiter inside a value without quotes?\n" in said


def test_a_program_named_csv_is_refused_without_showing_its_bytes(tmp_path) -> None:
    path = tmp_path / "program.csv"
    path.write_bytes(b"MZ\x90\x00\x03\x1b[2J This program cannot be run in DOS mode.\n\x07rest,\n")
    with pytest.raises(CommandError, match=r"^program\.csv holds bytes that are no text, so no table; export"):
        run("import_invoices", path)
