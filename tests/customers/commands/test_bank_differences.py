from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from pathlib import Path

import pytest
import time_machine
from django.core.management import CommandError, call_command

from tests.factories import AS_OF, BankTransactionFactory, LedgerSourceFactory, days_ago

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def that_day():
    with time_machine.travel(AS_OF, tick=False):
        yield


@pytest.fixture
def source():
    return LedgerSourceFactory.create(name="erp")


def said(*arguments: str) -> str:
    out = io.StringIO()
    call_command("bank_differences", *arguments, stdout=out)
    return out.getvalue()


def test_agreement_is_said_in_a_sentence(source) -> None:
    assert said() == "Bank and ERP agree, from 2026-02-02 to 2026-03-04.\n"


def test_the_figures_stand_in_a_table(source) -> None:
    BankTransactionFactory.create(source=source, amount=Decimal("1234.50"), booked_on=days_ago(3))
    head, columns, line = said("--since", "2026-01-01").splitlines()
    assert head == "From 2026-01-01 to 2026-03-04"
    assert columns.split() == ["source", "currency", "what", "part", "count", "amount", "oldest"]
    assert " ".join(line.split()) == "erp EUR At the bank, on no invoice unmatched 1 1,234.50 2026-03-01"


def test_json_keeps_every_cent(source) -> None:
    BankTransactionFactory.create(source=source, amount=Decimal("0.10"))
    answer = json.loads(said("--json"))
    (figure,) = answer["figures"]
    assert (answer["since"], answer["until"]) == ("2026-02-02", "2026-03-04")
    assert (figure["source"], figure["what"], figure["count"], figure["amount"]) == ("erp", "unplaced", 1, "0.10")


def test_the_file_holds_the_rows(source, tmp_path: Path) -> None:
    BankTransactionFactory.create(source=source, external_id="T-1")
    target = tmp_path / "differences.csv"
    assert said("--csv", str(target)).startswith(f"Rows in {target}: 1\n")
    (row,) = csv.DictReader(target.open(encoding="utf-8"))
    assert (row["transaction"], row["amount"]) == ("T-1", "1000.00")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--source", "sap"), "There is no source “sap”; there is erp."),
        (("--since", "yesterday"), "“yesterday” is no day; expected for example 2026-03-31."),
        (("--since", "2027-01-01"), "2027-01-01 is a day to come."),
        (("--csv", "/"), "/ cannot be written: Is a directory."),
    ],
)
def test_what_cannot_be_reported_is_refused(source, arguments, sentence) -> None:
    with pytest.raises(CommandError) as refusal:
        said(*arguments)
    assert str(refusal.value) == sentence
