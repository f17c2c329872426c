"""Lines of the drafting contract checked one by one, by one process or several."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from agent.contracts import draft_from_json
from dunning.line_shares import Numbered, answered


@dataclass(frozen=True)
class CheckedLine:
    """`answer` is an output line of the contract, or "" where `problem` says why the line was skipped."""

    number: int
    answer: str = ""
    problem: str = ""
    blocked: bool = False


def check_lines(lines: Iterable[Numbered], *, jobs: int, explain: bool = False) -> Iterator[CheckedLine]:
    """In the order of the lines; `explain` adds "reasons", the sentence and why of each violation."""
    return answered(lines, jobs=jobs, work=lambda: partial(check_share, explain=explain))


def check_share(lines: list[Numbered], *, explain: bool) -> list[CheckedLine]:
    """Whatever a line holds, it costs no other line."""
    return [_checked(number, line, explain=explain) for number, line in lines]


def _checked(number: int, line: bytes, *, explain: bool) -> CheckedLine:
    try:
        answer = _answer(_given(line), explain=explain)
    except ValueError as problem:
        return CheckedLine(number, problem=str(problem))
    except Exception as error:  # a fault of the guard: said with its line, the rest is checked
        return CheckedLine(number, problem=f"the guard failed on it ({type(error).__name__}: {error}).")
    return CheckedLine(number, json.dumps(answer, ensure_ascii=False), blocked=answer["verdict"] == "block")


def _given(line: bytes) -> dict[str, object]:
    """ValueError with a sentence for a line that is no JSON object."""
    try:
        given = json.loads(line)
    except (json.JSONDecodeError, UnicodeDecodeError) as problem:
        raise ValueError(f"it is no JSON ({problem}).") from None
    except RecursionError:
        raise ValueError("it is nested too deeply.") from None
    if not isinstance(given, dict):
        raise ValueError("it is no JSON object.")
    return given


def _answer(given: dict[str, object], *, explain: bool) -> dict[str, object]:
    from agent.guardrails import check

    try:
        subject, body, language, facts = draft_from_json(given)
    except (AttributeError, TypeError) as problem:
        raise ValueError(f"a value has the wrong type ({problem}).") from None
    violations = check(subject=subject, body=body, language=language, facts=facts)
    codes = list(dict.fromkeys(violation.code for violation in violations))
    answer = {"id": given.get("id"), "verdict": "block" if codes else "pass", "violations": codes}
    if explain:
        answer["reasons"] = [{"code": v.code, "sentence": v.sentence, "why": v.why} for v in violations]
    return answer
