"""manage.py evaluate_reader: tables, JSON, and lines that are none."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from agent.answers import IntentAnswer, PromiseAnswer, Reading
from agent.facts import AccountFacts, ReceivedMail
from agent.reading import corpus
from agent.reading.messages import message_from_json
from dunning import reader
from tests.agent.reading.test_scores import ROW


@pytest.fixture(autouse=True)
def promises_all(monkeypatch: pytest.MonkeyPatch) -> None:
    def read(mail: ReceivedMail, account: AccountFacts) -> Reading:
        if mail.body == "Break.":
            raise RuntimeError("no vector")
        intents = (IntentAnswer("promise_to_pay", 0.9),)
        return Reading(mail.id, "en", intents, promises=(PromiseAnswer(date(2026, 5, 5), None, ("A", "B")),))

    monkeypatch.setattr(reader, "read", read)


@pytest.fixture
def labelled(tmp_path: Path) -> Callable[..., Path]:
    def write(*lines: Any) -> Path:
        path = tmp_path / "set.jsonl"
        texts = [line if isinstance(line, str) else json.dumps(line) for line in lines]
        path.write_text("\n".join(texts) + "\n", "utf-8")
        return path

    return write


def _row(**given: Any) -> dict[str, Any]:
    return {"input": ROW["input"] | given, "expected": ROW["expected"]}


def test_the_table_has_fields_intents_and_languages(labelled, capsys) -> None:
    call_command("evaluate_reader", labelled(_row()))
    lines = capsys.readouterr().out.splitlines()
    assert "messages                 1" in lines
    assert "intents_micro_f1         0.6667" in lines
    assert "promises_f1              1.0" in lines
    assert lines[lines.index("by intent") + 1 :][:2] == ["  promise_to_pay         1.0", "  question               0.0"]
    assert lines[-1] == "  en                     0.6667"


def test_a_bad_line_is_named_and_the_others_are_scored(labelled, capsys) -> None:
    lines = (_row(), "", "{no json", {"input": {}}, {**_row(), "expected": {"intents": 3}}, _row(body="Break."))
    call_command("evaluate_reader", labelled(*lines), json=True)
    out, err = capsys.readouterr()
    figures = json.loads(out)
    assert (figures["messages"], figures["skipped"], figures["promises_f1"]) == (1, 4, 1.0)
    assert [line.split(" was skipped: ")[0] for line in err.splitlines()] == ["Line 3", "Line 4", "Line 5", "Line 6"]
    assert "Line 4 was skipped: it has no input and expected." in err
    assert "Line 6 was skipped: the reader failed on it (RuntimeError: no vector)." in err


def test_a_part_is_scored_and_its_misses_are_listed(labelled, capsys) -> None:
    call_command("evaluate_reader", labelled(_row(), _row(id="m-2"), _row(id="m-3")), "--part=1/2", misses=True)
    out, err = capsys.readouterr()
    assert "messages                 2" in out
    assert [json.loads(line)["wrong"] for line in err.splitlines()] == [["intents"], ["intents"]]


def test_without_a_set_the_packaged_replies_that_nobody_trained_on_are_scored(monkeypatch, capsys) -> None:
    message = message_from_json(
        {
            "id": "x-1",
            "language": "en",
            "received_at": "2026-05-04T09:00:00+02:00",
            "from": "ada@kern.example",
            "customer": "Kern AG",
            "country": "GB",
            "currency": "EUR",
            "invoices": [],
            "body": "[[promise_to_pay|We pay.]]",
        }
    )
    monkeypatch.setattr(corpus, "held_out_messages", lambda: [message])
    call_command("evaluate_reader", json=True)
    assert json.loads(capsys.readouterr().out)["intents_exact"] == 1.0


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"part": "3/2"}, "no part; write 1/2"),
        ({"part": "0/2"}, "no part; write 1/2"),
        ({"jobs": 0}, "from 1 up"),
        ({"set": "nowhere.jsonl"}, "There is no file nowhere.jsonl"),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(labelled, given: dict[str, Any], words: str) -> None:
    arguments = [str(given.pop("set", labelled(_row())))] + [f"--{name}={value}" for name, value in given.items()]
    with pytest.raises(CommandError, match=words):
        call_command("evaluate_reader", *arguments)


def test_a_set_without_a_good_line_is_an_error(labelled) -> None:
    with pytest.raises(CommandError, match="nothing to score"):
        call_command("evaluate_reader", labelled("{}"))
