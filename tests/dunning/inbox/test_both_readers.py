"""The inbox with a chat model beside the packaged reader: good, differing, failing for a while, dead."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from agent.answers import PromiseAnswer
from agent.models import LLMCall
from customers.models import Contact, Invoice
from dunning.models import IncomingMail, Promise, Reading, Review
from dunning.services.inbox.stages import drain_inbox, store_mail
from tests.agent.llm.stub_server import StubModel, Turn, serving
from tests.dunning.inbox.conftest import eml
from tests.factories import AS_OF

SENTENCE = "We will pay invoice INV-5521 on Friday."
RIGHT: dict[str, Any] = {
    "language": "en",
    "intents": [{"quote": SENTENCE, "intent": "promise_to_pay", "confidence": 0.9}],
    "promises": [{"quote": SENTENCE, "date_words": "on Friday", "date": "2026-03-06", "invoices": ["INV-5521"]}],
}
OTHER: dict[str, Any] = {
    "language": "en",
    "intents": [{"quote": SENTENCE, "intent": "payment_claimed", "confidence": 0.9}],
    "payments": [{"quote": SENTENCE, "invoices": ["INV-5521"]}],
}

NOTHING = OTHER | {"intents": []}


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Iterator[StubModel]:
    """A server that this installation names as its model, with tries that cost no time."""
    stub = StubModel()
    with serving(stub) as address:
        monkeypatch.setenv("OPENAI_BASE_URL", address)
        monkeypatch.setenv("OPENAI_API_KEY", "none")
        monkeypatch.setattr("agent.llm.asking._pause", lambda *_, **__: 0.0)
        settings.AGENT_MODEL, settings.AGENT_MODEL_TRIES = "openai:stub", 2
        yield stub


@pytest.fixture
def mail(contact: Contact, invoice: Invoice, says: Callable[..., None]) -> IncomingMail:
    """The packaged reader has it right."""
    says("promise_to_pay", promises=(PromiseAnswer(date(2026, 3, 6), None, ("INV-5521",), SENTENCE),))
    stored = store_mail(eml(SENTENCE), as_of=AS_OF)
    assert stored is not None
    return stored


def test_where_both_agree_the_promise_is_booked_and_both_readings_are_kept(
    model: StubModel, mail: IncomingMail
) -> None:
    model.says(RIGHT)
    drain_inbox(as_of=AS_OF)
    mail.refresh_from_db()
    reading = Reading.objects.get()
    assert reading.second_answer is not None
    assert (mail.status, Promise.objects.get().promised_on) == ("applied", date(2026, 3, 6))
    assert (reading.reader, reading.differences, reading.needs_human) == ("embedded and model", [], False)
    assert reading.second_answer["promises"] == reading.answer["promises"]
    assert reading.second_quotes["promises"] == [SENTENCE]
    call = LLMCall.objects.get()
    assert (call.purpose, call.model, call.outcome, call.tokens_in) == ("read", "openai:stub", "answered", 900)


def test_where_they_differ_nothing_is_booked_and_a_person_sees_both(model: StubModel, mail: IncomingMail) -> None:
    model.says(OTHER)
    drain_inbox(as_of=AS_OF)
    mail.refresh_from_db()
    reading = Reading.objects.get()
    assert (mail.status, reading.status, Promise.objects.count()) == ("queued", "proposed", 0)
    assert [intent["intent"] for intent in reading.second_answer["intents"]] == ["payment_claimed"]
    words = "Intents: the packaged reader says promise to pay, the model payment claimed."
    assert reading.differences[0] == words
    assert words in Review.objects.get(kind="reply").why


def test_a_model_that_comes_back_is_waited_for(model: StubModel, mail: IncomingMail) -> None:
    model.says(500, 500, RIGHT)
    drain_inbox(as_of=AS_OF)
    mail.refresh_from_db()
    assert (mail.status, mail.problem) == ("matched", "The provider failed (500).")
    assert not Reading.objects.exists()

    drain_inbox(as_of=AS_OF + timedelta(minutes=3))
    mail.refresh_from_db()
    assert mail.status == "applied"
    assert Reading.objects.get().reader == "embedded and model"


@pytest.mark.parametrize("turn", [500, 429, "Gladly!", NOTHING], ids=["500", "429", "prose", "empty"])
def test_a_model_that_stays_away_ends_with_the_packaged_reading_before_a_person(
    model: StubModel, mail: IncomingMail, turn: Turn
) -> None:
    model.says(turn)
    for minutes in (0, 3, 6):
        drain_inbox(as_of=AS_OF + timedelta(minutes=minutes))
    mail.refresh_from_db()
    reading = Reading.objects.get()
    assert (mail.status, reading.status, reading.reader) == ("queued", "proposed", "embedded, model failed")
    assert reading.answer["promises"][0]["date"] == "2026-03-06"
    assert not Promise.objects.exists()
    assert "Only the packaged reader has read it." in Review.objects.get(kind="reply").why
    assert len(model.requests) == LLMCall.objects.count() == 6


def test_a_model_that_refuses_is_not_waited_for(model: StubModel, mail: IncomingMail) -> None:
    model.says(401)
    drain_inbox(as_of=AS_OF)
    mail.refresh_from_db()
    assert mail.status == "queued"
    assert "refused the request (401)" in Review.objects.get(kind="reply").why
    assert len(model.requests) == 1


def test_over_the_days_budget_nothing_is_sent_and_a_person_reads(
    model: StubModel, mail: IncomingMail, settings: Any
) -> None:
    settings.AGENT_DAILY_TOKENS = 50_000
    spent = {"purpose": "read", "prompt": "read/1", "model": "openai:stub", "outcome": "answered"}
    LLMCall.objects.create(called_at=AS_OF - timedelta(days=1), tokens_in=60_000, **spent)
    LLMCall.objects.create(called_at=AS_OF, tokens_in=49_000, **spent)
    model.says(RIGHT)
    drain_inbox(as_of=AS_OF)
    assert "token budget is used up" in Review.objects.get(kind="reply").why
    assert model.requests == []


def test_a_model_that_failed_three_times_running_is_left_alone_for_a_minute(
    model: StubModel, mail: IncomingMail
) -> None:
    failed = {"purpose": "read", "prompt": "read/1", "model": "openai:stub", "outcome": "timeout"}
    for _ in range(3):
        LLMCall.objects.create(called_at=AS_OF, **failed)
    model.says(RIGHT)
    drain_inbox(as_of=AS_OF)
    mail.refresh_from_db()
    assert (mail.status, model.requests) == ("matched", [])

    drain_inbox(as_of=AS_OF + timedelta(minutes=3))
    mail.refresh_from_db()
    assert mail.status == "applied"


def test_without_a_model_nothing_is_asked_and_the_packaged_reader_acts_as_the_policy_says(
    model: StubModel, mail: IncomingMail, settings: Any
) -> None:
    settings.AGENT_MODEL = ""
    drain_inbox(as_of=AS_OF)
    mail.refresh_from_db()
    assert (mail.status, Reading.objects.get().reader) == ("applied", "embedded")
    assert Reading.objects.get().second_answer is None
    assert model.requests == []
    assert not LLMCall.objects.exists()
