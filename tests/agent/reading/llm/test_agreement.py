"""When two readings mean the same for the ledger."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from agent.answers import (
    AbsenceAnswer,
    ContactAnswer,
    DisputeAnswer,
    DocumentAnswer,
    IntentAnswer,
    PaymentAnswer,
    PromiseAnswer,
    Reading,
)
from agent.reading.agreement import agreement
from tests.agent.reading.llm.cases import ACCOUNT

FRIDAY = date(2026, 10, 9)
PROMISE = PromiseAnswer(FRIDAY, None, ("KS-4471",))
READING = Reading("m-1", "en", (IntentAnswer("promise_to_pay", 0.9),), promises=(PROMISE,))


def test_quotes_confidence_language_and_contacts_make_no_difference() -> None:
    other = Reading(
        "m-1",
        "de",
        (IntentAnswer("promise_to_pay", 0.2, "Friday"),),
        promises=(replace(PROMISE, quote="Friday"),),
        contacts=(ContactAnswer("Ann", None),),
    )
    assert agreement(READING, other, account=ACCOUNT).agreed


def test_no_amount_and_the_whole_balance_are_the_same() -> None:
    whole = replace(READING, promises=(replace(PROMISE, amount=Decimal("1240.50")),))
    assert agreement(READING, whole, account=ACCOUNT).agreed


def test_one_promise_for_two_invoices_is_two_promises_for_one_each() -> None:
    one = replace(READING, promises=(PromiseAnswer(FRIDAY, None, ("KS-4471", "KS-4502")),))
    two = replace(READING, promises=(PROMISE, PromiseAnswer(FRIDAY, None, ("KS-4502",))))
    assert agreement(one, two, account=ACCOUNT).agreed


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        (
            {"intents": (IntentAnswer("acknowledgement", 0.9),)},
            "Intents: the packaged reader says promise to pay, the model acknowledgement.",
        ),
        (
            {"promises": (replace(PROMISE, date=None),)},
            "Promises: the packaged reader says KS-4471 2026-10-09 whole, the model KS-4471 no date whole.",
        ),
        (
            {"promises": (replace(PROMISE, amount=Decimal("100")),)},
            "Promises: the packaged reader says KS-4471 2026-10-09 whole, the model KS-4471 2026-10-09 100.",
        ),
        (
            {"promises": (replace(PROMISE, invoices=("KS-4502",)),)},
            "Promises: the packaged reader says KS-4471 2026-10-09 whole, the model KS-4502 2026-10-09 whole.",
        ),
        (
            {"promises": ()},
            "Promises: the packaged reader says KS-4471 2026-10-09 whole, the model none.",
        ),
        (
            {"payments": (PaymentAnswer(None, None, ("KS-4502",)),)},
            "Payments: the packaged reader says none, the model KS-4502 no date whole.",
        ),
        (
            {"disputes": (DisputeAnswer("missing_po", ("KS-4502",)),)},
            "Disputes: the packaged reader says none, the model KS-4502 missing po whole.",
        ),
        (
            {"documents": (DocumentAnswer("statement", ()),)},
            "Documents: the packaged reader says none, the model statement.",
        ),
        (
            {"absence": AbsenceAnswer(None)},
            "Absence: the packaged reader says none, the model away no date.",
        ),
    ],
)
def test_each_difference_is_said_in_a_sentence(changes: dict[str, Any], words: str) -> None:
    found = agreement(READING, replace(READING, **changes), account=ACCOUNT)
    assert not found.agreed
    assert found.differences == (words,)


@pytest.mark.parametrize(("one", "other", "either"), [(True, False, True), (False, True, True), (False, False, False)])
def test_a_person_is_called_when_either_reader_calls_one(one: bool, other: bool, either: bool) -> None:
    found = agreement(replace(READING, needs_human=one), replace(READING, needs_human=other), account=ACCOUNT)
    assert (found.agreed, found.needs_human) == (True, either)
