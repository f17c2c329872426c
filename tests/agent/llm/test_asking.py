"""Asking a model that may be dead, slow, babbling or overloaded."""

from __future__ import annotations

import os
import time
from decimal import Decimal

import pytest
from pydantic import BaseModel, ConfigDict, Field

from agent.llm.asking import Question, ask
from agent.llm.calls import MemoryLog
from agent.llm.chat import missing_package
from agent.llm.options import ModelOptions
from agent.llm.problems import ModelProblem
from tests.agent.llm.stub_server import DRIP, StubModel

QUESTION = Question("read", "read/1", "Answer.", "secret words of the mail")
PRICE = {"openai:stub": (Decimal("1.00"), Decimal("5.00"))}


class Answer(BaseModel):
    model_config = ConfigDict(extra="forbid")
    colour: str = Field(max_length=10)


def options(**changes: object) -> ModelOptions:
    given: dict[str, object] = {"name": "openai:stub", "seconds": 5.0, "pause_seconds": 0.01, "prices": PRICE}
    return ModelOptions(**(given | changes))  # type: ignore[arg-type]


def test_an_answer_in_the_form_is_given_and_its_cost_is_on_record(model: StubModel) -> None:
    model.says({"colour": "green"})
    log = MemoryLog()
    assert ask(QUESTION, Answer, options=options(), log=log) == Answer(colour="green")
    (call,) = log.calls
    assert (call.outcome, call.tokens_in, call.tokens_out, call.cost) == ("answered", 900, 100, Decimal("0.001400"))
    assert (call.purpose, call.prompt, call.model, call.problem) == ("read", "read/1", "openai:stub", "")
    assert 0 < call.latency_ms < 5_000


def test_a_model_without_a_price_costs_an_unknown_sum(model: StubModel) -> None:
    model.says({"colour": "green"})
    log = MemoryLog()
    ask(QUESTION, Answer, options=options(prices={}), log=log)
    assert log.calls[0].cost is None


@pytest.mark.parametrize(("status", "outcome"), [(429, "rate_limited"), (500, "server_error"), (503, "server_error")])
def test_a_provider_in_trouble_is_asked_again(model: StubModel, status: int, outcome: str) -> None:
    model.says(status, status, {"colour": "green"})
    log = MemoryLog()
    assert ask(QUESTION, Answer, options=options(), log=log).colour == "green"
    assert [call.outcome for call in log.calls] == [outcome, outcome, "answered"]


@pytest.mark.parametrize(
    ("turn", "outcome", "words"),
    [
        (429, "rate_limited", "too many requests (429)"),
        (500, "server_error", "The provider failed (500)."),
        ("I would love to help you with that!", "unreadable", "not the JSON object"),
        ('{"colour": ', "unreadable", "not the JSON object"),
        ('["green"]', "unreadable", "not the JSON object"),
        ({"hue": "green"}, "unreadable", "colour (missing), hue (extra_forbidden)"),
        ({"colour": "secret words of the mail"}, "unreadable", "colour (string_too_long)"),
        ("", "unreadable", "not the JSON object"),
    ],
)
def test_after_three_tries_without_use_it_is_a_passing_problem_in_our_own_words(
    model: StubModel, turn: str | int | dict[str, str], outcome: str, words: str
) -> None:
    model.says(turn)
    log = MemoryLog()
    with pytest.raises(ModelProblem) as problem:
        ask(QUESTION, Answer, options=options(), log=log)
    assert problem.value.passing
    assert words in str(problem.value)
    assert [call.outcome for call in log.calls] == [outcome] * 3
    assert "secret" not in str(problem.value) + "".join(call.problem for call in log.calls)


def test_an_answer_that_was_cut_off_is_none_even_where_it_looks_whole(model: StubModel) -> None:
    model.says({"colour": "green"})
    model.finish_reason = "length"
    with pytest.raises(ModelProblem, match="whole"):
        ask(QUESTION, Answer, options=options(), log=MemoryLog())


def test_an_answer_in_a_code_block_is_taken(model: StubModel) -> None:
    model.says('```json\n{"colour": "green"}\n```')
    assert ask(QUESTION, Answer, options=options(), log=MemoryLog()).colour == "green"


@pytest.mark.parametrize("status", [400, 401, 403, 404])
def test_a_refused_request_is_not_repeated(model: StubModel, status: int) -> None:
    model.says(status)
    with pytest.raises(ModelProblem, match=rf"refused the request \({status}\)") as problem:
        ask(QUESTION, Answer, options=options(), log=MemoryLog())
    assert not problem.value.passing
    assert len(model.requests) == 1


def test_what_was_wrong_is_said_when_it_is_asked_again(model: StubModel) -> None:
    model.says({"hue": "green"}, {"colour": "green"})
    assert ask(QUESTION, Answer, options=options(), log=MemoryLog()).colour == "green"
    assert "hue (extra_forbidden)" in model.requests[1]["messages"][-1]["content"]


@pytest.mark.parametrize("turn", [5.0, DRIP], ids=["silent", "dripping"])
def test_a_slow_model_is_left_when_its_time_is_up(model: StubModel, turn: float | str) -> None:
    model.says(turn)
    log = MemoryLog()
    started = time.monotonic()
    with pytest.raises(ModelProblem, match="did not answer in time") as problem:
        ask(QUESTION, Answer, options=options(seconds=0.2, tries=1), log=log)
    assert time.monotonic() - started < 4
    assert problem.value.passing
    assert log.calls[0].outcome == "timeout"


def test_a_dead_server_is_a_passing_problem(model: StubModel, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    log = MemoryLog()
    with pytest.raises(ModelProblem, match="could not be reached") as problem:
        ask(QUESTION, Answer, options=options(tries=2), log=log)
    assert problem.value.passing
    assert [call.outcome for call in log.calls] == ["unreachable"] * 2


def test_a_provider_that_asks_to_wait_is_waited_for_but_not_for_ever(model: StubModel) -> None:
    model.says(429, {"colour": "green"})
    model.retry_after = "3600"
    started = time.monotonic()
    ask(QUESTION, Answer, options=options(longest_pause_seconds=0.3), log=MemoryLog())
    assert 0.3 <= time.monotonic() - started < 5


def test_over_the_days_budget_nothing_is_sent(model: StubModel) -> None:
    model.says({"colour": "green"})
    log = MemoryLog()
    ask(QUESTION, Answer, options=options(daily_tokens=2_000), log=log)
    with pytest.raises(ModelProblem, match="token budget is used up") as problem:
        ask(QUESTION, Answer, options=options(daily_tokens=2_000), log=log)
    assert not problem.value.passing
    assert len(model.requests) == len(log.calls) == 1


def test_the_budget_counts_bad_answers_too(model: StubModel) -> None:
    model.says("rubbish")
    log = MemoryLog()
    with pytest.raises(ModelProblem, match="token budget is used up"):
        ask(QUESTION, Answer, options=options(daily_tokens=2_700), log=log)
    assert len(log.calls) == 2


def test_a_provider_that_nobody_knows_is_a_matter_of_the_setup(model: StubModel) -> None:
    with pytest.raises(ModelProblem) as problem:
        ask(QUESTION, Answer, options=options(name="nobody:knows"), log=MemoryLog())
    assert (problem.value.passing, problem.value.outcome) == (False, "misconfigured")


def test_a_missing_key_is_a_matter_of_the_setup(model: StubModel, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY")
    with pytest.raises(ModelProblem, match="cannot be set up") as problem:
        ask(QUESTION, Answer, options=options(), log=MemoryLog())
    assert not problem.value.passing


def test_tracing_by_a_third_party_is_off(model: StubModel, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGSMITH_TRACING", "true")
    model.says({"colour": "green"})
    ask(QUESTION, Answer, options=options(), log=MemoryLog())
    assert os.environ["LANGSMITH_TRACING"] == "false"


def test_a_package_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    assert missing_package(options()) == ""
    monkeypatch.setattr("agent.llm.chat.find_spec", lambda name: None if name == "langchain_ollama" else object())
    assert missing_package(options(name="ollama:small")) == "langchain-ollama"
