"""Letters of a chat model: framed by our own figures, sent back when they may not leave, given up in time."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from typing import Any

import pytest

from agent import guardrails
from agent.answers import Draft, Violation
from agent.drafting import compose
from agent.drafting.llm.background import Background
from agent.drafting.llm.drafter import Desk, DraftsBlocked, draft_by_model
from agent.facts import DraftOrder
from agent.llm.calls import MemoryLog
from agent.llm.deadline import Deadline
from agent.llm.options import ModelOptions
from agent.llm.problems import ModelProblem
from tests.agent.drafting.llm.letters import GOOD, IBAN, ORDER, saying
from tests.agent.llm.stub_server import DRIP, StubModel


def guard(draft: Draft) -> tuple[Violation, ...]:
    return guardrails.check(subject=draft.subject, body=draft.text, language=draft.language, facts=ORDER.facts)


def desk(*, seconds: float = 20.0, log: MemoryLog | None = None, **given: Any) -> Desk:
    options = ModelOptions("openai:stub", **({"seconds": 5.0, "pause_seconds": 0.0} | given))
    return Desk(options, log if log is not None else MemoryLog(), Deadline.within(seconds))


def drafted(order: DraftOrder = ORDER, **given: Any) -> Draft:
    return draft_by_model(order, Background(), desk=desk(**given), check=guard)


def test_the_models_words_stand_around_our_own_table_details_and_signature(model: StubModel) -> None:
    model.says(GOOD)
    draft, own = drafted(), compose(ORDER)
    assert draft.author == "model openai:stub, prompt draft/1"
    assert (draft.subject, draft.purpose, draft.language) == (GOOD["subject"], "follow_up", "en")
    table = re.search(r"Account: .*?\n\n", own.text, re.DOTALL)
    assert table is not None and table[0] in draft.text
    for block in (IBAN, "https://pay.kestrel.example/100482", "KS-4390"):
        assert own.text.count(block) == draft.text.count(block) > 0
    assert draft.text.split("\n\n")[:2] == [GOOD["greeting"], GOOD["paragraphs"][0]]
    assert draft.text.split("\n\n")[-1] == own.text.split("\n\n")[-1]
    assert "Tom Aldous" in draft.text and "AI" in draft.text.split("\n\n")[-1]
    assert "<td" in draft.html and "Could you let us know" in draft.html


def test_what_asks_for_money_has_its_table_whatever_the_model_says(model: StubModel) -> None:
    model.says(GOOD | {"table": False})
    assert "1,240.50" in drafted().text


def test_where_nothing_is_asked_for_the_model_may_leave_the_table_out(model: StubModel) -> None:
    order = replace(ORDER, purpose="how_to_pay_answer")
    model.says(saying("Below you find how the invoices can be paid.", table=False))
    draft = drafted(order)
    assert IBAN in draft.text
    assert "1,240.50" not in draft.text


def test_markup_in_the_models_words_is_text(model: StubModel) -> None:
    model.says(saying("Please see the open invoices & let us know."))
    draft = draft_by_model(ORDER, Background(), desk=desk(), check=lambda _: ())
    assert "the open invoices &amp; let us know." in draft.html


def test_a_blocked_draft_is_sent_back_with_its_sentence_and_the_reason(model: StubModel) -> None:
    model.says(saying("Unless you pay we will hand this over to our lawyers."), GOOD)
    log = MemoryLog()
    assert "lawyers" not in drafted(log=log).text
    assert [(call.purpose, call.prompt, call.outcome) for call in log.calls] == [("draft", "draft/1", "answered")] * 2
    sent = model.text_sent()
    assert "- legal_threat: It threatens legal steps" in sent
    assert sent.count("Unless you pay we will hand this over to our lawyers.") == 2


LIES = {
    "wrong amount": (saying("Could you please pay the £1,999.00 this week?"), "wrong_fact"),
    "threat": (saying("Otherwise we will take you to court."), "legal_threat"),
    "other bank details": (saying("Please pay to IBAN GB29 NWBK 6016 1331 9268 19."), "payment_diversion"),
    "a link": (saying("Please pay at https://pay.evil.example/now."), "payment_diversion"),
    "an address": (saying("Please write to refunds@evil.example."), "payment_diversion"),
    "another customer": (saying("Our other customer Hagedorn Verpackungen GmbH has paid on time."), "wrong_recipient"),
    "another person": (GOOD | {"greeting": "Dear Peter Smith,"}, "wrong_recipient"),
    "an offer": (saying("If you pay this week, we grant you a discount of 10 %."), "unauthorised_offer"),
    "an admission": (saying("We are sorry, the error was ours and we are liable for it."), "admission_of_fault"),
    "a disputed invoice": (saying("Please pay invoice KS-4390 by Friday."), "disputed_invoice_chased"),
    "markup": (saying("Please see the <b>open</b> invoices."), "placeholder"),
    "code": (saying("Please run javascript:alert(1) first."), "placeholder"),
    "an open invoice called paid": (saying("We confirm that KS-4471 has been paid in full."), "wrong_fact"),
    "a template": (saying("Kind regards, [Your Name]"), "placeholder"),
    "another language": (
        GOOD
        | {
            "paragraphs": ["Leider konnten wir bis heute keinen Zahlungseingang zu diesen Rechnungen feststellen."],
            "closing": "Vielen Dank für Ihre Mühe.",
        },
        "wrong_language",
    ),
}


@pytest.mark.parametrize(("letter", "code"), LIES.values(), ids=LIES)
def test_a_lying_model_is_asked_three_times_and_then_given_up(
    model: StubModel, letter: dict[str, Any], code: str
) -> None:
    model.says(letter)
    with pytest.raises(DraftsBlocked, match=code) as blocked:
        drafted()
    assert code in {violation.code for violation in blocked.value.violations}
    assert len(model.requests) == 3


@pytest.mark.parametrize(
    ("turn", "outcome"),
    [
        (429, "rate_limited"),
        (500, "server_error"),
        (401, "refused"),
        (9.0, "timeout"),
        (DRIP, "timeout"),
        ("Sure, here is your e-mail!", "unreadable"),
        (GOOD | {"iban": IBAN}, "unreadable"),
        ({key: value for key, value in GOOD.items() if key != "greeting"}, "unreadable"),
        (GOOD | {"paragraphs": []}, "unreadable"),
        (saying("half a character: \ud800"), "unreadable"),
        (GOOD | {"paragraphs": ["word " * 300]}, "unreadable"),
    ],
    ids=str,
)
def test_a_model_without_an_answer_is_asked_once_only(model: StubModel, turn: Any, outcome: str) -> None:
    model.says(turn)
    log = MemoryLog()
    with pytest.raises(ModelProblem):
        drafted(log=log, seconds=2.0)
    assert [call.outcome for call in log.calls] == [outcome]


def test_the_time_for_one_letter_holds_for_all_its_corrections(model: StubModel) -> None:
    model.says(saying("Otherwise we will take you to court."), 9.0)
    started = time.monotonic()
    with pytest.raises(ModelProblem, match=r"in time|no time left"):
        drafted(seconds=3.0)
    assert time.monotonic() - started < 6


def test_without_a_rest_of_the_days_budget_nothing_is_sent(model: StubModel) -> None:
    model.says(GOOD)
    with pytest.raises(ModelProblem, match="token budget is used up"):
        drafted(daily_tokens=100)
    assert model.requests == []


def test_control_and_direction_characters_are_left_out(model: StubModel) -> None:
    model.says(saying("Please let us\u0000 know\n\nwhen \u202eyou pay."))
    assert "Please let us know when you pay." in drafted().text
