"""A letter before it is text or HTML: paragraphs, lists and tables."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Paragraph:
    text: str


@dataclass(frozen=True)
class Lines:
    """Lines that belong together, such as a sign-off or the items mentioned apart."""

    lines: tuple[str, ...]
    bullets: bool = False


@dataclass(frozen=True)
class Table:
    """Cells as strings; the first two columns are set left, the others right. `footer`: label and value, set across."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    footer: tuple[tuple[str, str], ...] = ()
    caption: str = ""


Block = Paragraph | Lines | Table


@dataclass(frozen=True)
class Letter:
    subject: str
    blocks: tuple[Block, ...]
