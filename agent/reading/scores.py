"""Scores readings against a labelled set of the reading contract, field by field.

A labelled row is {"input": …, "expected": …}, both as the contract has them.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from agent.answers import Reading
from agent.contracts import reading_to_json, reply_from_json
from agent.facts import AccountFacts, ReceivedMail
from agent.reading.messages import LabelledMessage

Json = Mapping[str, Any]
Reader = Callable[[ReceivedMail, AccountFacts], Reading]
# Of a reading this sure, without a person, the agent would act alone.
ACTS_ALONE = 0.8


@dataclass
class Count:
    """Hits, misses and false finds of one field."""

    hits: int = 0
    missed: int = 0
    false: int = 0

    def add(self, wanted: set[Any], found: set[Any]) -> None:
        self.hits += len(wanted & found)
        self.missed += len(wanted - found)
        self.false += len(found - wanted)

    def merge(self, other: Count) -> None:
        self.hits += other.hits
        self.missed += other.missed
        self.false += other.false

    def f1(self) -> float:
        total = 2 * self.hits + self.missed + self.false
        return 2 * self.hits / total if total else 1.0


@dataclass
class Scores:
    """All figures of one run; `misses` are the messages with any wrong field."""

    messages: int = 0
    seconds: float = 0.0
    fields: dict[str, Count] = field(default_factory=dict)
    by_intent: dict[str, Count] = field(default_factory=dict)
    by_language: dict[str, Count] = field(default_factory=dict)
    exact_sets: int = 0
    right_languages: int = 0
    human: Count = field(default_factory=Count)
    alone: int = 0
    alone_wrong: int = 0
    misses: list[dict[str, Any]] = field(default_factory=list)

    def merge(self, other: Scores) -> None:
        """Add the figures of another run over other messages."""
        for name in ("messages", "seconds", "exact_sets", "right_languages", "alone", "alone_wrong"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        for group in ("fields", "by_intent", "by_language"):
            for name, count in getattr(other, group).items():
                getattr(self, group).setdefault(name, Count()).merge(count)
        self.human.merge(other.human)
        self.misses += other.misses

    def as_dict(self) -> dict[str, Any]:
        n = max(self.messages, 1)
        return {
            "messages": self.messages,
            "messages_per_second": round(self.messages / self.seconds, 1) if self.seconds else None,
            "intents_micro_f1": _rounded(self.fields.get("intents")),
            "intents_exact": round(self.exact_sets / n, 4),
            **{f"{name}_f1": _rounded(count) for name, count in self.fields.items() if name != "intents"},
            "language": round(self.right_languages / n, 4),
            "needs_human_recall": round(self.human.hits / max(self.human.hits + self.human.missed, 1), 4),
            "needs_human_precision": round(self.human.hits / max(self.human.hits + self.human.false, 1), 4),
            "acts_alone_share": round(self.alone / n, 4),
            "acts_alone_wrong": round(self.alone_wrong / max(self.alone, 1), 4),
            "by_intent": {name: _rounded(count) for name, count in sorted(self.by_intent.items())},
            "by_language": {name: _rounded(count) for name, count in sorted(self.by_language.items())},
        }


def score(rows: Iterable[Json], reader: Reader) -> Scores:
    """Run `reader` over labelled rows and count. One (invoice, date, amount) is one unit of a promise or payment."""
    scores = Scores()
    for row in rows:
        mail, account = reply_from_json(row["input"])
        started = time.perf_counter()
        found = reading_to_json(reader(mail, account))
        scores.seconds += time.perf_counter() - started
        count_reading(scores, row["expected"], found, account=account)
    return scores


def score_messages(messages: Iterable[LabelledMessage], reader: Reader) -> Scores:
    """The same over messages that are at hand as such."""
    scores = Scores()
    for message in messages:
        started = time.perf_counter()
        found = reading_to_json(reader(message.mail, message.account))
        scores.seconds += time.perf_counter() - started
        count_reading(scores, reading_to_json(message.expected), found, account=message.account)
    return scores


def count_reading(scores: Scores, wanted: Json, found: Json, *, account: AccountFacts) -> None:
    """Add one message, both sides as contract JSON; nothing is added where ValueError says that a side does not fit."""
    balances = {invoice.number: invoice.balance for invoice in account.invoices}
    wanted_units, found_units = units(wanted, balances), units(found, balances)
    wrong = [name for name in wanted_units if wanted_units[name] != found_units[name]]
    for name in wanted_units:
        scores.fields.setdefault(name, Count()).add(wanted_units[name], found_units[name])
    for intent in wanted_units["intents"] | found_units["intents"]:
        one = {intent}
        scores.by_intent.setdefault(intent, Count()).add(wanted_units["intents"] & one, found_units["intents"] & one)
    scores.by_language.setdefault(wanted["language"], Count()).add(wanted_units["intents"], found_units["intents"])
    scores.messages += 1
    scores.exact_sets += wanted_units["intents"] == found_units["intents"]
    scores.right_languages += wanted["language"] == found["language"]
    human = ({1} if wanted["needs_human"] else set(), {1} if found["needs_human"] else set())
    scores.human.add(*human)
    wrong += ["needs_human"] * (human[0] != human[1])
    if not found["needs_human"] and min((i["confidence"] for i in found["intents"]), default=0.0) >= ACTS_ALONE:
        scores.alone += 1
        scores.alone_wrong += bool(wrong)
    if wrong:
        scores.misses.append({"id": wanted["id"], "wrong": wrong, "wanted": dict(wanted), "found": dict(found)})


def units(reading: Json, balances: Mapping[str, Decimal]) -> dict[str, set[Any]]:
    """Every field as a set of comparable units. ValueError where the object is no reading of the contract."""
    try:
        return _units(reading, balances)
    except KeyError as missing:
        raise ValueError(f"The reading lacks the key {missing}.") from None
    except (TypeError, AttributeError, ArithmeticError) as problem:
        raise ValueError(f"The reading has a value of the wrong type ({problem}).") from None


def _units(reading: Json, balances: Mapping[str, Decimal]) -> dict[str, set[Any]]:
    absence = reading["absence"]
    return {
        "intents": {i if isinstance(i, str) else i["intent"] for i in reading["intents"]},
        "promises": {u for p in reading["promises"] for u in _paid(p, balances)},
        "disputes": {(d["reason"], n) for d in reading["disputes"] for n in d["invoices"] or [""]},
        "payments": {u for p in reading["payments"] for u in _paid(p, balances)},
        "documents": {(d["type"], n) for d in reading["documents"] for n in d["invoices"] or [""]},
        "contacts": {(c["email"] or c["name"] or "").lower() for c in reading["contacts"]},
        "absence": {("absent", absence["until"])} if absence is not None else set(),
    }


def _paid(item: Json, balances: Mapping[str, Decimal]) -> Iterator[tuple[Any, ...]]:
    """No amount and the sum of the named invoices' balances are the same."""
    whole = sum((balances.get(n, Decimal()) for n in item["invoices"]), Decimal())
    amount = Decimal(str(item["amount"])) if item["amount"] is not None else None
    for number in item["invoices"] or [""]:
        yield number, item["date"], None if amount == whole else amount


def _rounded(count: Count | None) -> float:
    return round(count.f1(), 4) if count else 1.0


def load(path: Path, *, part: str = "") -> list[Json]:
    """The rows of a JSON Lines file; `part` such as "2/2" takes every second row from the second on."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    if not part:
        return rows
    number, _, of = part.partition("/")
    return rows[int(number) - 1 :: int(of)]


def as_table(scores: Scores) -> str:
    figures = scores.as_dict()
    lines = [f"{name:<24} {value}" for name, value in figures.items() if not isinstance(value, dict)]
    for group in ("by_intent", "by_language"):
        lines += ["", group.replace("_", " ")] + [f"  {name:<22} {value}" for name, value in figures[group].items()]
    return "\n".join(lines)
