"""Labelled replies read by one process or several, and scored; nothing is looked up in the ledger."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from typing import Any

from agent.contracts import reading_to_json, reply_from_json
from agent.facts import AccountFacts, ReceivedMail
from agent.reading.messages import LabelledMessage
from agent.reading.scores import Scores, count_reading, units
from dunning import reader

# A worker's share at a time.
SHARE = 8

Numbered = tuple[int, bytes]


@dataclass(frozen=True)
class LabelledReply:
    """`number` of its line, and what the contract's output should be."""

    number: int
    mail: ReceivedMail
    account: AccountFacts
    expected: dict[str, Any]


@dataclass(frozen=True)
class Skipped:
    """A line that was not scored, and why."""

    number: int
    problem: str


def of_messages(messages: Iterable[LabelledMessage]) -> list[LabelledReply]:
    return [
        LabelledReply(number, message.mail, message.account, reading_to_json(message.expected))
        for number, message in enumerate(messages, start=1)
    ]


def of_lines(lines: Iterable[Numbered]) -> Iterator[LabelledReply | Skipped]:
    """Lines of {"input": …, "expected": …}; whatever one holds, it costs no other."""
    for number, line in lines:
        try:
            yield _labelled(number, json.loads(line))
        except (json.JSONDecodeError, UnicodeDecodeError) as problem:
            yield Skipped(number, f"it is no JSON ({problem}).")
        except (AttributeError, TypeError, RecursionError) as problem:
            yield Skipped(number, f"a value has the wrong type ({problem}).")
        except ValueError as problem:
            yield Skipped(number, str(problem))


def _labelled(number: int, row: Any) -> LabelledReply:
    if not isinstance(row, dict) or not {"input", "expected"} <= set(row):
        raise ValueError("it has no input and expected.")
    mail, account = reply_from_json(row["input"])
    expected = {"id": mail.id, **row["expected"]}
    units(expected, {})
    if missing := {"language", "needs_human"} - set(expected):
        raise ValueError(f"its expected lacks {' and '.join(sorted(missing))}.")
    return LabelledReply(number, mail, account, expected)


def score_replies(replies: Sequence[LabelledReply], *, jobs: int) -> tuple[Scores, list[Skipped]]:
    """Read and count all; `seconds` of the scores is the time that passed, starting of processes included."""
    scores, skipped, started = Scores(), [], time.perf_counter()
    for reply, found in zip(replies, _readings(replies, jobs=jobs), strict=True):
        if isinstance(found, str):
            skipped.append(Skipped(reply.number, found))
        else:
            count_reading(scores, reply.expected, found, account=reply.account)
    scores.seconds = time.perf_counter() - started
    return scores, skipped


def _readings(replies: Sequence[LabelledReply], *, jobs: int) -> Iterator[dict[str, Any] | str]:
    if jobs == 1:
        yield from map(_read, replies)
        return
    # A fresh interpreter each: a forked one would share the encoder's threads.
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_start_django) as pool:
        yield from pool.map(_read, replies, chunksize=SHARE)


def _read(reply: LabelledReply) -> dict[str, Any] | str:
    """The contract's output, or in words why there is none."""
    try:
        return reading_to_json(reader.read(reply.mail, reply.account))
    except Exception as error:  # a fault of the reader: said with its line, the rest is scored
        return f"the reader failed on it ({type(error).__name__}: {error})."


def _start_django() -> None:
    import django

    django.setup()
