"""What was asked of the model and what it cost: the record that a call leaves, and where records are kept."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Protocol

# So many failures one after the other, this near to each other, and the model is left alone for a while.
RESTS_AFTER = 3
REST_SECONDS = 60
# What says that the model is not there; a refusal or a bad answer says nothing about the next call.
DEAD_OUTCOMES = frozenset({"timeout", "unreachable", "server_error", "rate_limited", "failed"})


@dataclass(frozen=True)
class Call:
    """One request. Never any text of a mail or an answer; `problem` is in our own words."""

    purpose: str
    prompt: str
    model: str
    outcome: str
    tokens_in: int = 0
    tokens_out: int = 0
    cost: Decimal | None = None
    latency_ms: int = 0
    problem: str = ""


class CallLog(Protocol):
    def record(self, call: Call) -> None:
        """Keep it for good, whatever becomes of the reading."""

    def tokens_today(self) -> int:
        """Read and written by every worker since midnight UTC."""

    def rests(self) -> bool:
        """Has the model failed so often just now that asking again would only cost time?"""


@dataclass
class MemoryLog:
    """For measuring and tests: kept as long as the process."""

    calls: list[Call] = field(default_factory=list)

    def record(self, call: Call) -> None:
        self.calls.append(call)

    def tokens_today(self) -> int:
        return sum(call.tokens_in + call.tokens_out for call in self.calls)

    def rests(self) -> bool:
        return False


def all_dead(outcomes: list[str]) -> bool:
    """Of the newest calls, newest first."""
    newest = outcomes[:RESTS_AFTER]
    return len(newest) == RESTS_AFTER and all(outcome in DEAD_OUTCOMES for outcome in newest)
