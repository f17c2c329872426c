"""The round with a chat model as the writer: its letters, its failures, and what people write."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from agent.models import LLMCall
from dunning.models import IncomingMail, Message, Persona
from dunning.services.outbox.delivery import send_due_messages
from dunning.services.outbox.drafting import draft_due_messages
from tests import factories as make
from tests.agent.llm.stub_server import StubModel, serving
from tests.dunning.services.test_drafting import due_message
from tests.factories import AS_OF, TODAY

pytestmark = pytest.mark.django_db

GOOD: dict[str, Any] = {
    "subject": "A word about your account",
    "greeting": "Hello,",
    "paragraphs": ["We would like to come back to the invoice below.", "Could you tell us when you will pay it?"],
    "table": True,
    "closing": "Many thanks for your help.",
}
THREAT = GOOD | {"paragraphs": ["Pay now, or our lawyers will take you to court."]}
FINE: dict[str, Any] = {"findings": []}


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Iterator[StubModel]:
    stub = StubModel()
    with serving(stub) as address:
        monkeypatch.setenv("OPENAI_BASE_URL", address)
        monkeypatch.setenv("OPENAI_API_KEY", "none")
        settings.AGENT_MODEL, settings.AGENT_MODEL_SECONDS = "openai:stub", 2
        yield stub


def drafted(message: Message) -> Message:
    draft_due_messages(as_of=AS_OF)
    message.refresh_from_db()
    return message


def composed(message: Message, settings: Any) -> Message:
    """What the composer writes for the same message."""
    Message.objects.filter(pk=message.pk).update(status="due")
    settings.AGENT_MODEL = ""
    return drafted(message)


def outcomes() -> list[tuple[str, str]]:
    return list(LLMCall.objects.order_by("id").values_list("purpose", "outcome"))


def test_a_models_letter_is_checked_judged_and_approved_like_any_other(model: StubModel) -> None:
    model.says(GOOD, FINE)
    message = drafted(due_message())
    assert message.author == "model openai:stub, prompt draft/1"
    assert (message.status, message.subject) == ("approved", "A word about your account")
    assert message.debtor.owed_invoices.get().number in message.body_text
    assert "Could you tell us when you will pay it?" in message.body_html
    assert outcomes() == [("draft", "answered"), ("judge", "answered")]


def test_a_threat_never_leaves_and_after_two_corrections_the_composers_text_stands(
    model: StubModel, settings: Any
) -> None:
    model.says(THREAT)
    message = drafted(due_message())
    assert len(model.requests) == 3
    assert message.status == "approved"
    assert "; openai:stub: its drafts were blocked: legal_threat" in message.author
    text = message.body_text
    assert "lawyers" not in text
    assert composed(message, settings).body_text == text


def test_the_judge_can_send_a_draft_back(model: StubModel) -> None:
    sentence = GOOD["paragraphs"][1]
    blame = {"findings": [{"code": "broken_tone", "sentence": sentence, "why": "It is brisk."}]}
    model.says(GOOD, blame, GOOD | {"paragraphs": ["We would like to come back to the invoice below."]}, FINE)
    message = drafted(due_message())
    assert message.author == "model openai:stub, prompt draft/1"
    assert sentence not in message.body_text
    assert [purpose for purpose, _ in outcomes()] == ["draft", "judge", "draft", "judge"]


def test_a_judge_that_fails_adds_nothing_and_is_on_the_message(model: StubModel) -> None:
    model.says(GOOD, 500)
    message = drafted(due_message())
    assert message.status == "approved"
    assert message.author == "model openai:stub, prompt draft/1; no second opinion: The provider failed (500)."
    assert outcomes() == [("draft", "answered"), ("judge", "server_error")]


@pytest.mark.parametrize(
    ("turn", "outcome", "words"),
    [
        (429, "rate_limited", "too many requests"),
        (500, "server_error", "The provider failed (500)."),
        (9.0, "timeout", "did not answer in time"),
        ("Sure!", "unreadable", "not the JSON object"),
        ({"subject": "only"}, "unreadable", "Wrong in it"),
    ],
    ids=str,
)
def test_a_model_that_fails_costs_no_more_than_one_try(
    model: StubModel, settings: Any, turn: Any, outcome: str, words: str
) -> None:
    model.says(turn)
    message = drafted(due_message())
    assert outcomes() == [("draft", outcome)]
    assert "; openai:stub gave no draft: " in message.author and words in message.author
    assert (message.status, message.violations) == ("approved", [])
    text = message.body_text
    assert composed(message, settings).body_text == text


def only_nested_loops() -> None:
    """The plan that small or stale statistics bring about now and then: a subquery with a limit, once for each row."""
    with connection.cursor() as cursor:
        for way in ("hashjoin", "mergejoin", "hashagg", "sort", "material"):
            cursor.execute(f"SET LOCAL enable_{way} = off")


def test_a_dead_model_stops_no_round_and_is_soon_left_alone(
    model: StubModel, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A refusal comes at once; on a busy machine the client's own first start may outlast the fixture's few seconds.
    settings.AGENT_MODEL_SECONDS = 30
    only_nested_loops()
    messages = [due_message() for _ in range(5)]
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        monkeypatch.setenv("OPENAI_BASE_URL", f"http://127.0.0.1:{closed.getsockname()[1]}/v1")
        assert draft_due_messages(as_of=AS_OF) == 5
    rows = Message.objects.filter(pk__in=[message.pk for message in messages]).order_by("pk")
    assert {row.status for row in rows} == {"approved"}
    authors = [row.author for row in rows]
    assert sum("could not be reached" in author for author in authors) == 3, authors
    assert outcomes() == [("draft", "unreachable")] * 3


def test_an_empty_budget_asks_nobody(model: StubModel, settings: Any) -> None:
    settings.AGENT_DAILY_TOKENS = 100
    model.says(GOOD)
    message = drafted(due_message())
    assert message.status == "approved"
    assert message.author.startswith("composer/") and "token budget is used up" in message.author
    assert model.requests == []


def test_a_model_may_read_without_writing(model: StubModel, settings: Any) -> None:
    settings.AGENT_MODEL_DRAFTS = False
    message = drafted(due_message())
    assert message.author.startswith("composer/") and ";" not in message.author
    assert model.requests == []


def test_the_last_words_of_the_customer_and_approved_wording_are_told_without_private_data(model: StubModel) -> None:
    message = due_message()
    IncomingMail.objects.create(
        dedupe_key="1",
        raw=b"",
        status=IncomingMail.Status.APPLIED,
        received_at=AS_OF - timedelta(days=2),
        stored_at=AS_OF,
        case=message.case,
        body_text="Ask lisa@customer.example for the goods receipt.\n\n> On Monday you wrote:\n> Please pay.",
    )
    make.MessageFactory.create(
        case__creditor=message.case.creditor,
        status="sent",
        sent_at=AS_OF - timedelta(days=30),
        approved_by=make.UserFactory.create(),
        purpose=message.purpose,
        language="en",
        body_text="Dear Zoe,\n\nmay we come back to INV-99, kindly?\n\nRegards",
        facts={"customer": "Other Ltd", "country": "GB", "language": "en", "currency": "GBP"},
    )
    model.says(GOOD, FINE)
    drafted(message)
    told = str(model.requests[0]["messages"][1]["content"])
    assert "Ask [address] for the goods receipt." in told
    assert "may we come back to … kindly?" in told
    for private in ("lisa@", "INV-99", "Zoe", "Other Ltd", "Please pay.", message.debtor.contacts.get().email):
        assert private not in told


def test_the_model_is_told_who_signs_and_in_which_tone(model: StubModel) -> None:
    message = due_message()
    persona = Persona.objects.get(policies=message.case.policy_id)
    persona.sender_title, persona.tone = "Credit Controller", Persona.Tone.RESERVED
    persona.sign_offs = {"en": "Warmly from Oak Street,"}
    persona.save()
    model.says(GOOD, FINE)
    assert "Warmly from Oak Street,\nClara Weiss\nCredit Controller\n" in drafted(message).body_text
    told = model.requests[0]["messages"][1]["content"]
    assert 'You write as: Clara Weiss, Credit Controller. We sign below your words, beginning with "Warmly' in told
    assert "Tone: reserved; not a word on the relation" in told
    assert persona.name not in told


@pytest.mark.parametrize("closing", ["Many thanks.", "It is 33 days overdue."], ids=["sent", "taken back"])
def test_on_the_next_day_the_models_words_stay_if_they_are_still_true(model: StubModel, closing: str) -> None:
    model.says(GOOD | {"closing": closing}, FINE)
    message = due_message()
    message.debtor.owed_invoices.update(issued_on=TODAY - timedelta(days=80), due_on=TODAY - timedelta(days=33))
    drafted(message)
    assert message.author.startswith("model ")
    before, asked = message.body_text, len(model.requests)
    send_due_messages(as_of=AS_OF + timedelta(days=1))
    message.refresh_from_db()
    assert len(model.requests) == asked
    if closing == "Many thanks.":
        assert message.status == "sent"
        assert before.replace("  33  ", "  34  ") == message.body_text != before
    else:
        assert (message.status, message.body_text) == ("superseded", before)


def manual(body: str) -> Message:
    message = due_message(kind="manual", purpose="manual", subject="Your account", body_text=body, author="person:1")
    contact = message.debtor.contacts.get()
    Message.objects.filter(pk=message.pk).update(contact=contact, to_email=contact.email)
    return message


BRISK = "Hello,\n\nplease have a look at our last mail.\n\nRegards"


def test_what_people_write_is_judged_only_where_that_is_wanted(model: StubModel, settings: Any) -> None:
    drafted(manual(BRISK))
    assert model.requests == []
    settings.AGENT_MODEL_JUDGES = "everything"
    sentence = "please have a look at our last mail."
    model.says({"findings": [{"code": "broken_tone", "sentence": sentence, "why": "It insults."}]})
    message = drafted(manual(BRISK))
    assert (message.status, message.author, message.body_text) == ("blocked", "person:1", BRISK)
    assert message.violations == [
        {"code": "broken_tone", "sentence": sentence, "why": "A second opinion by the model: It insults."}
    ]


def test_a_persons_text_leaves_though_the_judge_is_down(model: StubModel, settings: Any) -> None:
    settings.AGENT_MODEL_JUDGES = "everything"
    model.says(500)
    message = drafted(manual("Hello,\n\nplease call me about your account.\n\nRegards"))
    assert (message.status, message.author) == ("approved", "person:1; no second opinion: The provider failed (500).")
