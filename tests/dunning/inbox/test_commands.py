"""The inbox folder, and reading files of the contract."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from customers.models import Contact, Invoice
from dunning.models import Case, IncomingMail, Promise
from tests.dunning.inbox.conftest import eml
from tests.factories import AS_OF

GIVEN = {
    "id": "a-1",
    "received_at": "2026-03-04T09:41:00-05:00",
    "from": {"name": "Paula Payer", "email": "paula@aldercreek.example"},
    "to": "ar@creditor.example",
    "subject": "Re: Overdue",
    "headers": {},
    "body": "We will pay INV-5521 on Friday, 6 March.",
    "account": {
        "customer": "Alder Creek Brewing",
        "country": "US",
        "language": "en",
        "currency": "USD",
        "contacts": [{"name": "Paula Payer", "email": "paula@aldercreek.example"}],
        "open_invoices": [
            {
                "number": "INV-5521",
                "issued": "2026-01-20",
                "due": "2026-02-20",
                "amount": "1860.00",
                "balance": "1860.00",
                "currency": "USD",
            }
        ],
    },
}


@pytest.mark.django_db
def test_files_of_the_folder_are_worked_in_once(
    tmp_path: Path, case: Case, contact: Contact, says: Callable[..., None]
):
    (tmp_path / "1.eml").write_bytes(eml())
    (tmp_path / "2.eml").write_bytes(eml())
    (tmp_path / "notes.txt").write_text("no mail")
    out = io.StringIO()

    call_command("watch_inbox", "--once", folder=tmp_path, stdout=out)

    assert IncomingMail.objects.get().status == "applied"
    assert out.getvalue().startswith("1 new; 1 applied")
    assert sorted(path.name for path in (tmp_path / "done").iterdir()) == ["1.eml", "2.eml"]
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["notes.txt"]


@pytest.mark.django_db
def test_a_file_of_gigabytes_is_refused_by_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, says: Callable[..., None]
):
    monkeypatch.setattr("dunning.mail.folder.MAX_BYTES", 10)
    (tmp_path / "huge.eml").write_bytes(eml())
    problems = io.StringIO()
    call_command("watch_inbox", "--once", folder=tmp_path, stdout=io.StringIO(), stderr=problems)
    assert "huge.eml is larger than" in problems.getvalue()
    assert (tmp_path / "refused" / "huge.eml").exists()
    assert not IncomingMail.objects.exists()


def test_broken_lines_are_named_and_skipped(tmp_path: Path, says: Callable[..., None]):
    lines = [json.dumps(GIVEN), "{broken", "", "[1]", json.dumps({**GIVEN, "from": "me"}), "\xff", json.dumps(GIVEN)]
    (tmp_path / "in.jsonl").write_bytes("\n".join(lines).encode("latin-1"))
    problems, out = io.StringIO(), io.StringIO()

    call_command("read_replies", tmp_path / "in.jsonl", tmp_path / "out.jsonl", stdout=out, stderr=problems)

    answers = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    assert [(answer["id"], answer["intents"][0]["intent"]) for answer in answers] == [("a-1", "acknowledgement")] * 2
    named = [line.split(" was skipped")[0] for line in problems.getvalue().splitlines()]
    assert named == ["Line 2", "Line 4", "Line 5", "Line 6"]
    assert out.getvalue() == "2 read, 4 skipped.\n"


def test_a_missing_file_is_said_in_a_sentence(tmp_path: Path):
    with pytest.raises(CommandError, match="There is no file"):
        call_command("read_replies", tmp_path / "none.jsonl", tmp_path / "out.jsonl")


def test_training_writes_where_it_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("agent.reading.training.train", lambda output: {"macro_f1": 0.9, "folder": str(output)})
    out = io.StringIO()
    call_command("train_reader", output=tmp_path, stdout=out)
    assert "macro_f1: 0.9" in out.getvalue()
    assert f"folder: {tmp_path}" in out.getvalue()


def test_the_embedded_reader_reads_a_promise_from_a_file(tmp_path: Path):
    (tmp_path / "in.jsonl").write_text(json.dumps(GIVEN) + "\n")
    call_command("read_replies", tmp_path / "in.jsonl", tmp_path / "out.jsonl", stdout=io.StringIO())
    answer = json.loads((tmp_path / "out.jsonl").read_text())
    assert answer["intents"][0]["intent"] == "promise_to_pay"
    assert answer["promises"] == [{"date": "2026-03-06", "amount": None, "invoices": ["INV-5521"]}]
    assert answer["needs_human"] is False


@pytest.mark.django_db
def test_the_embedded_reader_books_a_promise_from_the_folder(
    tmp_path: Path, case: Case, contact: Contact, invoice: Invoice, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("dunning.management.commands.watch_inbox.timezone.now", lambda: AS_OF)
    (tmp_path / "1.eml").write_bytes(eml("Hello,\n\nwe will pay invoice INV-5521 on Friday, 6 March.\n\nPaula"))
    call_command("watch_inbox", "--once", folder=tmp_path, stdout=io.StringIO())
    promise = Promise.objects.get()
    assert promise.promised_on is not None
    assert (promise.promised_on.isoformat(), promise.kind, promise.status) == ("2026-03-06", "promise", "open")


@pytest.mark.django_db
def test_a_place_that_cannot_be_written_is_a_sentence(tmp_path: Path):
    file = tmp_path / "file"
    file.write_text("{}")
    with pytest.raises(CommandError, match="cannot be an inbox folder: File exists"):
        call_command("watch_inbox", "--once", folder=file)
    with pytest.raises(CommandError, match="cannot be written: Not a directory"):
        call_command("read_replies", str(file), str(file / "out.jsonl"))
    with pytest.raises(CommandError, match="cannot be a folder: Not a directory"):
        call_command("train_reader", output=file / "reader")
