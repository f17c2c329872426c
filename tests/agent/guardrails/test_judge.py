"""The second opinion: what it adds, what of it does not count, and what it never sees."""

from __future__ import annotations

from typing import Any

import pytest

from agent.answers import Violation
from agent.guardrails.judge import second_opinion
from agent.llm.calls import MemoryLog
from agent.llm.options import ModelOptions
from agent.llm.problems import ModelProblem
from tests.agent.drafting.llm.letters import ACCOUNT, IBAN
from tests.agent.llm.conftest import model
from tests.agent.llm.stub_server import StubModel

__all__ = ["model"]

THREAT = "We know people who will visit you."
BODY = f"Dear Jo Prentice,\n\nyour invoices are open.\n{THREAT}\n\nIBAN {IBAN}\nhttps://pay.kestrel.example/100482\nBye"


def finding(sentence: str = THREAT, code: str = "broken_tone", why: str = "It threatens harm.") -> dict[str, str]:
    return {"code": code, "sentence": sentence, "why": why}


def judged(*, log: MemoryLog | None = None, body: str = BODY) -> tuple[Violation, ...]:
    return second_opinion(
        subject="Open invoices",
        body=body,
        language="en",
        facts=ACCOUNT,
        options=ModelOptions("openai:stub", seconds=2.0, tries=1),
        log=log if log is not None else MemoryLog(),
    )


def test_a_finding_blocks_with_its_sentence_and_the_reason(model: StubModel) -> None:
    model.says({"findings": [finding()]})
    log = MemoryLog()
    why = "A second opinion by the model: It threatens harm."
    assert judged(log=log) == (Violation("broken_tone", THREAT, why),)
    assert [(call.purpose, call.prompt, call.outcome) for call in log.calls] == [("judge", "judge/1", "answered")]


def test_nothing_found_adds_nothing(model: StubModel) -> None:
    model.says({"findings": []})
    assert judged() == ()


@pytest.mark.parametrize("sentence", ["We will sue you.", "", "...", "we"])
def test_a_sentence_that_is_not_in_the_text_is_ignored(model: StubModel, sentence: str) -> None:
    model.says({"findings": [finding(sentence)]})
    assert judged() == ()


def test_a_quote_may_differ_in_case_spaces_and_its_last_dot(model: StubModel) -> None:
    model.says({"findings": [finding('"we know people  who will visit you"')]})
    assert [violation.code for violation in judged()] == ["broken_tone"]


def test_one_finding_a_code_is_kept(model: StubModel) -> None:
    model.says({"findings": [finding(), finding(), finding(code="legal_threat")]})
    assert [violation.code for violation in judged()] == ["broken_tone", "legal_threat"]


def test_our_own_details_and_addresses_are_neither_shown_nor_blamed(model: StubModel) -> None:
    model.says({"findings": [finding(f"IBAN {IBAN}", "payment_diversion")]})
    assert judged(body=f"{BODY} jo.prentice@fenway.example") == ()
    sent = model.text_sent()
    for private in (IBAN, "https://pay.", "@fenway"):
        assert private not in sent
    assert "[our bank details]" in sent and "[our payment link]" in sent


def test_other_bank_details_are_shown_and_can_be_blamed(model: StubModel) -> None:
    other = "Please use GB29 NWBK 6016 1331 9268 19 from now on."
    model.says({"findings": [finding(other, "payment_diversion")]})
    assert judged(body=f"{BODY}\n{other}")[0].sentence == other


NO_ANSWERS = [429, 500, 401, "It looks fine to me!", {"verdict": "pass"}, {"findings": [finding(code="rude")]}, 9.0]


@pytest.mark.parametrize("turn", NO_ANSWERS, ids=str)
def test_a_judge_without_an_answer_is_a_problem_on_record(model: StubModel, turn: Any) -> None:
    model.says(turn)
    log = MemoryLog()
    with pytest.raises(ModelProblem):
        judged(log=log)
    assert len(log.calls) == 1
    assert log.calls[0].outcome != "answered"
