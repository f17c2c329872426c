"""A model's letter on a later day: its words as they are, our own tables with today's day counts."""

from __future__ import annotations

from dataclasses import dataclass

from agent.drafting.composer import as_draft, writing_for
from agent.drafting.letter import Letter, Table
from agent.drafting.llm.framing import own_blocks
from agent.facts import DraftOrder


@dataclass(frozen=True)
class Rendered:
    text: str
    html: str


def with_todays_tables(letter: Rendered, *, before: DraftOrder, today: DraftOrder) -> Rendered:
    """`before` is the order that the letter was written for; a table that is not found in it stays out.

    What the words themselves say of days is for the check to find. Raises as `agent.drafting.compose`.
    """
    text, html = letter.text, letter.html
    for old, new in zip(_tables(before), _tables(today), strict=False):
        text = text.replace(old.text, new.text, 1)
        html = html.replace(old.html, new.html, 1)
    return Rendered(text, html)


def _tables(order: DraftOrder) -> list[Rendered]:
    writing = writing_for(order)
    tables = [block for block in own_blocks(writing, table=True) if isinstance(block, Table)]
    drafts = [as_draft(Letter("", (table,)), writing, author="") for table in tables]
    return [Rendered(draft.text.rstrip("\n"), _inner(draft.html)) for draft in drafts]


def _inner(html: str) -> str:
    """Without the element around the whole letter."""
    return html[html.index(">") + 1 : html.rindex("<")]
