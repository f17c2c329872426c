"""Reading files of the contract: by which reader, and by several processes."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from agent.answers import IntentAnswer, Reading
from agent.facts import AccountFacts, ReceivedMail
from agent.models import LLMCall
from dunning import reader
from dunning.management.commands import read_replies
from tests.agent.llm.stub_server import StubModel, serving

SENTENCE = "We have received it and will look into it."
LOOKED_INTO = {
    "language": "en",
    "intents": [{"quote": SENTENCE, "intent": "acknowledgement", "confidence": 0.7}],
}


def given(id: str, body: str = SENTENCE) -> str:
    account = {"customer": "Alder", "country": "US", "language": "en", "currency": "USD", "contacts": []}
    return json.dumps(
        {
            "id": id,
            "received_at": "2026-03-04T09:41:00-05:00",
            "from": {"name": "Paula", "email": "paula@alder.example"},
            "to": "ar@creditor.example",
            "subject": "Re: Overdue",
            "headers": {},
            "body": body,
            "account": account | {"open_invoices": []},
        }
    )


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "in.jsonl"
    path.write_text("\n".join([given("1"), "{broken", given("2")]) + "\n")
    return path


@pytest.fixture
def embedded(monkeypatch: pytest.MonkeyPatch) -> None:
    def read(mail: ReceivedMail, account: AccountFacts) -> Reading:
        return Reading(mail.id, "en", (IntentAnswer("acknowledgement", 0.9),))

    monkeypatch.setattr(reader, "read", read)


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Iterator[StubModel]:
    stub = StubModel()
    with serving(stub) as address:
        monkeypatch.setenv("OPENAI_BASE_URL", address)
        monkeypatch.setenv("OPENAI_API_KEY", "none")
        settings.AGENT_MODEL, settings.AGENT_MODEL_TRIES = "openai:stub", 1
        yield stub


def run(file: Path, **options: Any) -> tuple[list[dict[str, Any]], str, str]:
    """The readings, what was said and what was complained of."""
    target, out, problems = file.with_name("out.jsonl"), io.StringIO(), io.StringIO()
    call_command("read_replies", file, target, stdout=out, stderr=problems, **options)
    return [json.loads(line) for line in target.read_text().splitlines()], out.getvalue(), problems.getvalue()


def test_several_processes_keep_the_order_and_name_broken_lines(tmp_path: Path) -> None:
    lines = [given(str(n)) for n in range(40)]
    lines.insert(21, "{broken")
    file = tmp_path / "in.jsonl"
    file.write_text("\n".join(lines))
    readings, out, problems = run(file, jobs=2)
    assert [reading["id"] for reading in readings] == [str(n) for n in range(40)]
    assert out == "40 read, 1 skipped.\n"
    assert "Line 22 was skipped: it is no JSON" in problems


def test_progress_is_told_beside_the_problems(file: Path, embedded: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read_replies, "PROGRESS_SECONDS", 0.0)
    assert "3 of 3, " in run(file)[2]


def test_a_fault_of_the_reader_costs_one_line(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def read(mail: ReceivedMail, account: AccountFacts) -> Reading:
        if mail.id == "1":
            raise ZeroDivisionError("by nothing")
        return Reading(mail.id, "en", (IntentAnswer("acknowledgement", 0.9),))

    monkeypatch.setattr(reader, "read", read)
    readings, _, problems = run(file)
    assert [reading["id"] for reading in readings] == ["2"]
    assert "Line 1 was skipped: the reader failed on it (ZeroDivisionError: by nothing)." in problems


@pytest.mark.parametrize("which", ["llm", "both"])
def test_without_a_named_model_there_is_none_to_ask(file: Path, which: str) -> None:
    with pytest.raises(CommandError, match="AGENT_MODEL names no chat model"):
        run(file, reader=which)


@pytest.mark.django_db
def test_the_model_alone_answers_in_the_contracts_form(file: Path, model: StubModel) -> None:
    model.says(LOOKED_INTO)
    readings, out, _ = run(file, reader="llm")
    assert [reading["intents"] for reading in readings] == [[{"intent": "acknowledgement", "confidence": 0.7}]] * 2
    assert out == "2 read, 1 skipped.\n"
    assert LLMCall.objects.count() == 2


@pytest.mark.django_db
def test_a_line_that_the_model_alone_cannot_read_is_skipped_with_the_reason(file: Path, model: StubModel) -> None:
    model.says(LOOKED_INTO, 401)
    readings, _, problems = run(file, reader="llm")
    assert [reading["id"] for reading in readings] == ["1"]
    assert "Line 3 was skipped: The provider refused the request (401)." in problems


@pytest.mark.django_db
def test_where_a_model_is_named_both_read_and_a_failing_one_calls_a_person(
    file: Path, model: StubModel, embedded: None
) -> None:
    model.says(LOOKED_INTO, 500)
    readings, _, _ = run(file)
    assert [(reading["id"], reading["needs_human"]) for reading in readings] == [("1", False), ("2", True)]
