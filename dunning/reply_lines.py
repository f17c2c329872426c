"""Lines of the reading contract read one by one, by one process or several; nothing is looked up in the ledger."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from agent.answers import Reading
from agent.contracts import reading_to_json, reply_from_json
from agent.facts import AccountFacts, ReceivedMail
from agent.llm.options import configured
from agent.llm.problems import ModelProblem
from dunning import reader
from dunning.line_shares import Numbered, answered

READERS = ("embedded", "llm", "both")


@dataclass(frozen=True)
class ReadLine:
    """`answer` is an output line of the contract, or "" where `problem` says why the line was skipped."""

    number: int
    answer: str = ""
    problem: str = ""


def read_lines(
    lines: Iterable[Numbered], *, which: str, jobs: int, clock: Callable[[], datetime]
) -> Iterator[ReadLine]:
    """In the order of the lines. `which` is one of READERS; `clock` says what time it is when a share is handed out."""
    return answered(lines, jobs=jobs, work=lambda: partial(read_share, which=which, as_of=clock()), start=_start_django)


def read_share(lines: list[Numbered], *, which: str, as_of: datetime) -> list[ReadLine]:
    """Whatever a line holds, it costs no other line."""
    return [_read(number, line, which=which, as_of=as_of) for number, line in lines]


def _read(number: int, line: bytes, *, which: str, as_of: datetime) -> ReadLine:
    try:
        mail, account = _given(line)
        answer = _reading(mail, account, which=which, as_of=as_of)
        return ReadLine(number, answer=json.dumps(reading_to_json(answer), ensure_ascii=False))
    except (ValueError, ModelProblem) as problem:
        return ReadLine(number, problem=str(problem))
    except Exception as error:  # a fault of the reader: said with its line, the rest is read
        return ReadLine(number, problem=f"the reader failed on it ({type(error).__name__}: {error}).")


def _given(line: bytes) -> tuple[ReceivedMail, AccountFacts]:
    """ValueError with a sentence for a line that does not fit the contract."""
    try:
        return reply_from_json(json.loads(line))
    except (json.JSONDecodeError, UnicodeDecodeError) as problem:
        raise ValueError(f"it is no JSON ({problem}).") from None
    except RecursionError:
        raise ValueError("it is nested too deeply.") from None
    except (AttributeError, TypeError) as problem:
        raise ValueError(f"a value has the wrong type ({problem}).") from None


def _reading(mail: ReceivedMail, account: AccountFacts, *, which: str, as_of: datetime) -> Reading:
    if which == "embedded":
        return reader.read(mail, account)
    if which == "both":
        return reader.judge(mail, account, as_of=as_of).reading
    return reader.read_by_model(mail, account, as_of=as_of)


def _start_django() -> None:
    import django

    django.setup()


def model_is_named() -> bool:
    return configured() is not None
