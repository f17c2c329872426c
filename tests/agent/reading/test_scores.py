"""The scorer of readings: counted by hand."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from agent.answers import IntentAnswer, PaymentAnswer, PromiseAnswer, Reading
from agent.facts import AccountFacts, ReceivedMail
from agent.reading.scores import load, score

ROW: dict[str, Any] = {
    "input": {
        "id": "m-1",
        "received_at": "2026-05-04T09:00:00+02:00",
        "from": {"name": "Ada", "email": "ada@kern.example"},
        "to": "ar@us.example",
        "subject": "",
        "headers": {},
        "body": "Tomorrow.",
        "account": {
            "customer": "Kern AG",
            "country": "DE",
            "language": "de",
            "currency": "EUR",
            "contacts": [],
            "open_invoices": [
                {
                    "number": number,
                    "issued": "2026-03-01",
                    "due": "2026-04-01",
                    "amount": "100.00",
                    "balance": "100.00",
                    "currency": "EUR",
                }
                for number in ("A", "B")
            ],
        },
    },
    "expected": {
        "id": "m-1",
        "language": "en",
        "intents": ["promise_to_pay", "question"],
        "promises": [{"date": "2026-05-05", "amount": None, "invoices": ["A", "B"]}],
        "disputes": [],
        "payments": [],
        "documents": [],
        "contacts": [],
        "absence": None,
        "needs_human": False,
    },
}


def _answer(**fields: Any) -> Reading:
    given: dict[str, Any] = {"id": "m-1", "language": "en", "intents": (IntentAnswer("promise_to_pay", 0.9),)}
    return Reading(**(given | fields))


def test_each_field_is_counted_and_a_whole_sum_is_no_amount() -> None:
    promises = (PromiseAnswer(date(2026, 5, 5), Decimal("200.00"), ("A", "B")),)
    figures = score([ROW], lambda mail, account: _answer(promises=promises)).as_dict()
    assert figures["intents_micro_f1"] == 0.6667
    assert figures["intents_exact"] == 0.0
    assert figures["promises_f1"] == 1.0
    assert figures["payments_f1"] == 1.0
    assert figures["language"] == 1.0
    assert (figures["acts_alone_share"], figures["acts_alone_wrong"]) == (1.0, 1.0)


def test_a_wrong_date_and_an_invented_payment_cost() -> None:
    promises = (PromiseAnswer(date(2026, 5, 6), None, ("A",)),)
    payments = (PaymentAnswer(None, None, ("B",)),)
    figures = score([ROW], lambda mail, account: _answer(promises=promises, payments=payments)).as_dict()
    assert figures["promises_f1"] == 0.0
    assert figures["payments_f1"] == 0.0


def test_the_reader_is_given_mail_and_account() -> None:
    seen: list[tuple[str, str]] = []

    def reader(mail: ReceivedMail, account: AccountFacts) -> Reading:
        seen.append((mail.body, account.customer))
        return _answer()

    score([ROW], reader)
    assert seen == [("Tomorrow.", "Kern AG")]


@pytest.mark.parametrize(("part", "ids"), [("", ["1", "2", "3"]), ("1/2", ["1", "3"]), ("2/2", ["2"])])
def test_a_part_of_a_set_can_be_scored(tmp_path: Path, part: str, ids: list[str]) -> None:
    path = tmp_path / "set.jsonl"
    path.write_text("".join(json.dumps({"id": n}) + "\n" for n in ("1", "2", "3")), "utf-8")
    assert [row["id"] for row in load(path, part=part)] == ids
