"""Asking the model for an answer in a form: bounded in time, tries and tokens, every request on record."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from agent.llm.calls import Call, CallLog
from agent.llm.chat import chat_model
from agent.llm.options import ModelOptions
from agent.llm.problems import ModelProblem, problem_of
from agent.llm.wire import whole_object, wire_schema

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from pydantic import BaseModel

Form = TypeVar("Form", bound="BaseModel")
# A character is rarely more than a token; this only keeps the last call of a day within its budget.
CHARACTERS_A_TOKEN = 2


@dataclass(frozen=True)
class Question:
    """`prompt` is name and version of the fixed part, `system` that part itself, `text` what changes."""

    purpose: str
    prompt: str
    system: str
    text: str


def ask(question: Question, form: type[Form], *, options: ModelOptions, log: CallLog) -> Form:
    """The model's answer, checked against `form`; raises ModelProblem when no try gave one.

    An answer in the wrong form is asked for again with what was wrong with it, within the same number of tries.
    """
    said_wrong = ""
    for turn in range(1, options.tries + 1):
        _within_bounds(question, options=options, log=log)
        try:
            return _once(question, form, said_wrong, options=options, log=log)
        except ModelProblem as problem:
            if not problem.passing or turn == options.tries:
                raise
            said_wrong = str(problem) if problem.outcome == "unreadable" else said_wrong
            if problem.outcome != "unreadable":
                time.sleep(_pause(problem, turn=turn, options=options))
    raise AssertionError("every try returns or raises")


def _within_bounds(question: Question, *, options: ModelOptions, log: CallLog) -> None:
    if log.rests():
        raise ModelProblem("The model failed again and again and is left alone for a minute.", outcome="", passing=True)
    may_use = (len(question.system) + len(question.text)) // CHARACTERS_A_TOKEN + options.answer_tokens
    if options.daily_tokens and log.tokens_today() + may_use > options.daily_tokens:
        raise ModelProblem("The day's token budget is used up.", outcome="", passing=False)


def _once(question: Question, form: type[Form], said_wrong: str, *, options: ModelOptions, log: CallLog) -> Form:
    started = time.monotonic()
    tokens = (0, 0)
    problem: ModelProblem | None = None
    try:
        model = chat_model(options)  # loading the library for the first time is not the model's fault
        started = time.monotonic()
        raw = _in_time(lambda: _request(model, question, form, said_wrong), seconds=options.seconds)
        tokens = _tokens(raw["raw"])
        return _in_form(raw, form)
    except ModelProblem as known:
        problem = known
        raise
    except Exception as error:
        problem = problem_of(error)
        raise problem from None
    finally:
        log.record(
            Call(
                purpose=question.purpose,
                prompt=question.prompt,
                model=options.name[:120],
                outcome=problem.outcome if problem else "answered",
                tokens_in=tokens[0],
                tokens_out=tokens[1],
                cost=options.cost(tokens_in=tokens[0], tokens_out=tokens[1]),
                latency_ms=round((time.monotonic() - started) * 1000),
                problem=str(problem)[:300] if problem else "",
            )
        )


def _request(model: BaseChatModel, question: Question, form: type[BaseModel], said_wrong: str) -> dict[str, Any]:
    messages = [("system", question.system), ("human", question.text)]
    if said_wrong:
        messages.append(("human", f"Your last answer could not be used. {said_wrong} Answer again, whole."))
    # As a schema and not as a class: then every provider hands back what it got, and the check is ours alone.
    answer = model.with_structured_output(wire_schema(form), include_raw=True).invoke(messages)
    if not isinstance(answer, dict):
        raise ModelProblem("The answer is not in the form asked for.", outcome="unreadable", passing=True)
    return answer


def _in_time(request: Callable[[], dict[str, Any]], *, seconds: float) -> dict[str, Any]:
    """A client's own timeout counts from byte to byte; a model that drips would hold the worker for hours."""
    box: dict[str, Any] = {}

    def run() -> None:
        try:
            box["answer"] = request()
        except BaseException as error:
            box["error"] = error

    thread = threading.Thread(target=run, name="model-call", daemon=True)
    thread.start()
    thread.join(seconds + 1)
    if "error" in box:
        raise box["error"]
    if "answer" not in box:
        raise TimeoutError
    answer: dict[str, Any] = box["answer"]
    return answer


def _in_form(raw: dict[str, Any], form: type[Form]) -> Form:
    from pydantic import ValidationError

    said = whole_object(raw)
    if said is None:
        raise ModelProblem("It was not the JSON object asked for, whole.", outcome="unreadable", passing=True)
    try:
        return form.model_validate(said)
    except ValidationError as errors:
        # Places and kinds alone: the values are the customer's words.
        wrong = sorted({f"{'.'.join(map(str, e['loc']))[:60]} ({e['type']})" for e in errors.errors()})[:5]
        raise ModelProblem(f"Wrong in it: {', '.join(wrong)}.", outcome="unreadable", passing=True) from None


def _tokens(message: Any) -> tuple[int, int]:
    usage = getattr(message, "usage_metadata", None) or {}
    return _count(usage.get("input_tokens")), _count(usage.get("output_tokens"))


def _count(value: Any) -> int:
    return min(max(value, 0), 2**31 - 1) if isinstance(value, int) else 0


def _pause(problem: ModelProblem, *, turn: int, options: ModelOptions) -> float:
    own = options.pause_seconds * 2 ** (turn - 1) * random.uniform(0.8, 1.2)
    return min(max(own, problem.wait_seconds or 0.0), options.longest_pause_seconds)
