"""Both readers on one mail, with a model that may be good, bad, mad or dead."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import Any

import pytest

from agent.answers import Reading
from agent.judgement import Judgement
from agent.llm.calls import MemoryLog
from agent.reading.both import judge
from agent.reading.llm.checking import Checker
from agent.reading.reader import read
from tests.agent.llm.stub_server import DRIP, StubModel
from tests.agent.reading.llm.cases import ACCOUNT, RIGHT, mail, options, promise, said


@pytest.fixture
def embedded() -> Reading:
    return read(mail(), ACCOUNT)


def judged(embedded: Reading, **changes: Any) -> Judgement:
    return judge(mail(), ACCOUNT, embedded=embedded, options=options(**changes), log=MemoryLog())


def test_a_model_that_agrees_changes_nothing(model: StubModel, embedded: Reading) -> None:
    model.says(RIGHT)
    found = judged(embedded)
    assert found.reading == embedded
    assert (found.differences, found.problem, found.readers) == ((), "", "embedded and model")
    assert found.second is not None and found.second.promises[0].quote == "KS-4471 will be paid on Friday."


def test_where_they_differ_the_packaged_reading_waits_for_a_person_with_both(
    model: StubModel, embedded: Reading
) -> None:
    model.says(said("payment_claimed", payments=[{"quote": "KS-4471 will be paid", "invoices": ["KS-4471"]}]))
    found = judged(embedded)
    assert found.reading.promises == embedded.promises
    assert found.reading.needs_human
    assert found.second is not None and found.second.intent_names() == ("payment_claimed",)
    assert found.reading.human_reasons == found.differences
    assert found.differences[0] == ("Intents: the packaged reader says promise to pay, the model payment claimed.")


@pytest.mark.parametrize(
    "lie",
    [
        promise(quote="We transfer it today."),
        promise(date="2027-10-09"),
        promise(date_words="in March"),
        promise(amount="5000"),
        promise(invoices=["KS-4471", "KS-1"]),
    ],
    ids=["quote", "date", "date words", "amount", "invoice"],
)
def test_an_invention_beside_a_right_answer_takes_away_acting_alone(
    model: StubModel, embedded: Reading, lie: dict[str, Any]
) -> None:
    model.says(said("promise_to_pay", promises=[promise(), lie]))
    found = judged(embedded)
    assert found.reading.needs_human
    assert found.reading.promises == embedded.promises
    assert any("not borne out" in sentence for sentence in found.differences)


def test_a_person_that_only_the_model_calls_is_called(model: StubModel, embedded: Reading) -> None:
    model.says({**RIGHT, "instructs_the_reader": True})
    found = judged(embedded)
    assert (found.differences, found.reading.needs_human) == ((), True)
    assert found.reading.human_reasons == ("The text tries to instruct the reader.",)


def test_a_person_that_only_the_packaged_reader_calls_stays_called(model: StubModel, embedded: Reading) -> None:
    model.says(RIGHT)
    found = judged(replace(embedded, needs_human=True, human_reasons=("Its own reason.",)))
    assert (found.reading.needs_human, found.reading.human_reasons) == (True, ("Its own reason.",))


@pytest.mark.parametrize(
    ("turn", "changes", "passing"),
    [
        (5.0, {"seconds": 0.2, "tries": 1}, True),
        (DRIP, {"seconds": 0.2, "tries": 1}, True),
        ("Sure! The customer will pay.", {}, True),
        ({"meaning": "promise"}, {}, True),
        (said("paid_in_gold"), {}, True),
        (said(), {}, True),
        (429, {}, True),
        (500, {}, True),
        (401, {}, False),
        (RIGHT, {"daily_tokens": 100}, False),
    ],
    ids=["silent", "dripping", "prose", "other form", "other label", "nothing", "429", "500", "401", "over budget"],
)
def test_without_a_usable_answer_the_packaged_reading_stands_and_waits_for_a_person(
    model: StubModel, embedded: Reading, turn: Any, changes: dict[str, Any], passing: bool
) -> None:
    model.says(turn)
    found = judged(embedded, **changes)
    assert found.reading.promises == embedded.promises
    assert found.reading.needs_human
    assert found.reading.human_reasons == (f"Only the packaged reader has read it. {found.problem}",)
    assert (found.second, found.passing, found.readers) == (None, passing, "embedded, model failed")


def test_a_model_that_recovers_within_its_tries_is_heard(model: StubModel, embedded: Reading) -> None:
    model.says(500, "rubbish", RIGHT)
    assert judged(embedded).reading == embedded


def test_a_missing_package_leaves_the_packaged_reader(embedded: Reading, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "agent.reading.llm.reader", None)
    found = judged(embedded)
    assert (found.passing, found.reading.needs_human) == (False, True)
    assert "is not installed" in found.problem


def test_a_fault_of_our_own_check_stops_nothing(
    model: StubModel, embedded: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **__: object) -> Reading:
        raise IndexError

    monkeypatch.setattr(Checker, "reading", fails)
    model.says(RIGHT)
    found = judged(embedded)
    assert found.reading.needs_human
    assert found.problem == "The model's answer could not be worked in (IndexError)."
