"""Lines of the reading contract read one by one, by one process or several; nothing is looked up in the ledger."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from multiprocessing import get_context

from agent.answers import Reading
from agent.contracts import reading_to_json, reply_from_json
from agent.facts import AccountFacts, ReceivedMail
from agent.llm.options import configured
from agent.llm.problems import ModelProblem
from dunning import reader

READERS = ("embedded", "llm", "both")
# A worker's share at a time, and how many shares wait for each: memory stays the same however long the file is.
SHARE = 8
SHARES_AHEAD = 3

Numbered = tuple[int, bytes]


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
    if jobs == 1:
        for line in lines:
            yield from read_share([line], which=which, as_of=clock())
        return
    shares = _shares(iter(lines))
    # A fresh interpreter each: a forked one would share the encoder's threads and the database connection.
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_start_django) as pool:

        def handed_out(count: int) -> Iterator[Future[list[ReadLine]]]:
            for share in islice(shares, count):
                yield pool.submit(read_share, share, which=which, as_of=clock())

        waiting = deque(handed_out(jobs * SHARES_AHEAD))
        while waiting:
            yield from waiting.popleft().result()
            waiting.extend(handed_out(1))


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


def _shares(lines: Iterator[Numbered]) -> Iterator[list[Numbered]]:
    while share := list(islice(lines, SHARE)):
        yield share


def _start_django() -> None:
    import django

    django.setup()


def model_is_named() -> bool:
    return configured() is not None
