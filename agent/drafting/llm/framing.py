"""The model's words in our frame: table, payment details, what is apart, sign-off and AI line are never its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agent.answers import Draft
from agent.drafting.composer import as_draft, by_law, matter, mentioned_apart, own_page, sign_off
from agent.drafting.letter import Block, Letter, Lines, Paragraph
from agent.drafting.writing import Writing

if TYPE_CHECKING:
    from agent.drafting.llm.form import ModelLetter


def framed(words: ModelLetter, writing: Writing, *, author: str) -> Draft:
    """The letter with its figures; they stand below the first paragraph."""
    first, *others = words.paragraphs
    blocks: list[Block] = [Paragraph(words.greeting), Paragraph(first), *own_blocks(writing, table=words.table)]
    blocks += [*map(Paragraph, others), *by_law(writing), *mentioned_apart(writing), *own_page(writing)]
    blocks += [Paragraph(words.closing)] if words.closing else []
    letter = Letter(subject=words.subject, blocks=(*blocks, sign_off(writing)))
    return as_draft(letter, writing, author=author)


def own_blocks(writing: Writing, *, table: bool) -> list[Block]:
    """Tables and payment details. What asks for money always has its table; else the model may leave it out."""
    blocks = matter(writing)
    return blocks if table or writing.layout.asks else [block for block in blocks if isinstance(block, Lines)]
