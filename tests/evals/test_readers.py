"""Measuring the model and its agreement with the packaged reader."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from agent.answers import IntentAnswer, Reading
from agent.contracts import reading_to_json
from agent.facts import AccountFacts, ReceivedMail
from evals.readers import compare, main

WANTED = {name: [] for name in ("promises", "disputes", "payments", "documents", "contacts")}


def row(id: str, *intents: str) -> dict[str, Any]:
    account = {"customer": "Alder", "country": "US", "language": "en", "currency": "USD", "open_invoices": []}
    given = {"id": id, "received_at": "2026-03-04T09:41:00-05:00", "body": "We have received it.", "account": account}
    expected = {"id": id, "language": "en", "intents": list(intents), "absence": None, "needs_human": False}
    return {"input": given, "expected": WANTED | expected}


def answer(id: str, *intents: str, flaws: tuple[str, ...] = ()) -> dict[str, Any]:
    reading = Reading(id, "en", tuple(IntentAnswer(intent, 0.9) for intent in intents))
    found = {"id": id, "reading": reading_to_json(reading), "quotes": {}, "flaws": list(flaws)}
    return found | {"seconds": 2.0, "tokens": 900}


@pytest.fixture
def embedded(monkeypatch: pytest.MonkeyPatch) -> None:
    def read(mail: ReceivedMail, account: AccountFacts) -> Reading:
        return Reading(mail.id, "en", (IntentAnswer("acknowledgement", 0.9),))

    monkeypatch.setattr("agent.reading.read", read)


def test_agreement_and_common_errors_are_counted(embedded: None) -> None:
    rows = [row("1", "acknowledgement"), row("2", "question"), row("3", "question"), row("4", "question"), row("5")]
    answers = [
        answer("1", "acknowledgement"),
        answer("2", "acknowledgement"),
        answer("3", "question"),
        answer("4", "acknowledgement", flaws=("It quotes words that are not in the message: “x”.",)),
        {"id": "5", "problem": "The model did not answer in time.", "seconds": 30.0, "tokens": 0},
    ]
    figures = compare(rows, answers)
    assert (figures["asked"], figures["answered"], figures["answers with a flaw"]) == (5, 4, 1)
    assert (figures["both agree"], figures["both agree and any field is wrong"]) == (2, 1)
    assert (figures["would be booked alone"], figures["booked alone with any field wrong"]) == (2, 1)
    assert figures["model"]["intents_micro_f1"] == 0.5
    assert figures["packaged reader, same messages"]["intents_micro_f1"] == 0.25


def test_scoring_prints_the_figures(embedded: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "set.jsonl").write_text(json.dumps(row("1", "acknowledgement")))
    (tmp_path / "answers.jsonl").write_text(json.dumps(answer("1", "acknowledgement")))
    assert main(["score", str(tmp_path / "set.jsonl"), str(tmp_path / "answers.jsonl"), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["both agree"] == 1
