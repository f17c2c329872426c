"""What the model is told beside the order: its persona, what was said last, and how colleagues write. Plain data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from agent.facts import AccountFacts


@dataclass(frozen=True)
class ThreadWords:
    """A mail of the conversation, newly written text only. `ours`: we wrote it; else the customer, a stranger."""

    said_on: date
    text: str
    ours: bool = False


@dataclass(frozen=True)
class Example:
    """A message of the same purpose and language that a person approved, with its own account's facts.

    It may be about another customer: only `agent.drafting.llm.masking` may show it.
    """

    subject: str
    text: str
    language: str
    facts: AccountFacts


@dataclass(frozen=True)
class Background:
    """`persona` is the name that stands below the letter and `title` the line below it, in the installation's words.

    `reserved`: the letter says nothing of the relation. Examples best first, thread oldest first.
    """

    persona: str = ""
    title: str = ""
    reserved: bool = False
    examples: tuple[Example, ...] = ()
    thread: tuple[ThreadWords, ...] = ()
