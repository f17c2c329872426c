"""A letter as plain text and as HTML. Everything in HTML is escaped: names come from ledgers."""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape
from unicodedata import category, east_asian_width

from agent.drafting.letter import Block, Letter, Lines, Paragraph, Table

LEFT_COLUMNS = 2
RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})
# Words of Latin letters, digits and signs; a comma or full stop belongs to it only within a word.
LATIN_WORD = r"(?:[!-+/-9<-~\u00a0\u202f€£¥₪₹₺₴-]|[,.:](?=[!-~]))+"
LATIN_RUN = re.compile(rf"{LATIN_WORD}(?: {LATIN_WORD})*")
CELL = "padding:4px 12px 4px 0;border-bottom:1px solid #ddd;"
BODY = "font-family:Arial,Helvetica,sans-serif;font-size:14px;line-height:1.5;color:#222"


def as_text(letter: Letter) -> str:
    return "\n\n".join(_text_block(block) for block in letter.blocks) + "\n"


def as_html(letter: Letter, *, language: str) -> str:
    """`language` sets the direction; where that is from right to left, figures keep their own."""
    hand = RightToLeft if language in RIGHT_TO_LEFT else Hand
    direction = ' dir="rtl"' if language in RIGHT_TO_LEFT else ""
    blocks = "".join(_html_block(block, hand) for block in letter.blocks)
    return f'<div lang="{language}"{direction} style="{BODY}">{blocks}</div>'


class Hand:
    """What depends on the direction of writing."""

    start, end = "left", "right"

    @staticmethod
    def write(text: str) -> str:
        return escape(text)


class RightToLeft(Hand):
    start, end = "right", "left"

    @staticmethod
    def write(text: str) -> str:
        """Latin runs with a figure are set apart: else an amount or invoice number would be shown in another order."""
        parts, last = [], 0
        for run in LATIN_RUN.finditer(text):
            if any(map(str.isdigit, run.group())):
                parts += [escape(text[last : run.start()]), f"<bdi>{escape(run.group())}</bdi>"]
                last = run.end()
        return "".join([*parts, escape(text[last:])])


def _text_block(block: Block) -> str:
    if isinstance(block, Paragraph):
        return block.text
    if isinstance(block, Lines):
        return "\n".join(f"- {line}" for line in block.lines) if block.bullets else "\n".join(block.lines)
    return _text_table(block)


def _text_table(table: Table) -> str:
    columns = list(zip(table.header, *table.rows, strict=True))
    widths = [max(map(_width, column)) for column in columns]
    lines = [table.caption] if table.caption else []
    lines += [_text_row(row, widths) for row in (table.header, *table.rows)]
    label_width = max((_width(label) for label, _ in table.footer), default=0)
    value_width = max((_width(value) for _, value in table.footer), default=0)
    total_width = max(sum(widths) + 2 * (len(widths) - 1), label_width + 2 + value_width)
    lines += [_left(label, total_width - value_width) + _right(value, value_width) for label, value in table.footer]
    return "\n".join(lines)


def _text_row(row: tuple[str, ...], widths: list[int]) -> str:
    cells = [
        _left(cell, width) if column < LEFT_COLUMNS else _right(cell, width)
        for column, (cell, width) in enumerate(zip(row, widths, strict=True))
    ]
    return "  ".join(cells).rstrip()


def _left(text: str, width: int) -> str:
    return text + " " * (width - _width(text))


def _right(text: str, width: int) -> str:
    return " " * (width - _width(text)) + text


def _width(text: str) -> int:
    return len(text) if text.isascii() else _wide_width(text)


@lru_cache(maxsize=8192)
def _wide_width(text: str) -> int:
    """Columns in a fixed-width font: East Asian letters take two, combining marks none."""
    return sum(0 if category(sign) in {"Mn", "Cf"} else 2 if east_asian_width(sign) in "WF" else 1 for sign in text)


def _html_block(block: Block, hand: type[Hand]) -> str:
    if isinstance(block, Paragraph):
        return f"<p>{hand.write(block.text)}</p>"
    if isinstance(block, Lines):
        if block.bullets:
            return "<ul>" + "".join(f"<li>{hand.write(line)}</li>" for line in block.lines) + "</ul>"
        return "<p>" + "<br>".join(hand.write(line) for line in block.lines) + "</p>"
    return _html_table(block, hand)


def _html_table(table: Table, hand: type[Hand]) -> str:
    parts = ['<table style="border-collapse:collapse;font-size:14px">']
    if table.caption:
        parts.append(f'<caption style="text-align:{hand.start}">{hand.write(table.caption)}</caption>')
    head = "".join(_cell("th", text, column, hand) for column, text in enumerate(table.header))
    parts.append(f"<thead><tr>{head}</tr></thead><tbody>")
    for row in table.rows:
        parts.append("<tr>" + "".join(_cell("td", text, column, hand) for column, text in enumerate(row)) + "</tr>")
    parts.append("</tbody>")
    if table.footer:
        footer = (_footer_row(label, value, len(table.header), hand) for label, value in table.footer)
        parts.append("<tfoot>" + "".join(footer) + "</tfoot>")
    return "".join([*parts, "</table>"])


def _cell(tag: str, text: str, column: int, hand: type[Hand]) -> str:
    align = hand.start if column < LEFT_COLUMNS else hand.end
    return f'<{tag} style="{CELL}text-align:{align}">{hand.write(text)}</{tag}>'


def _footer_row(label: str, value: str, columns: int, hand: type[Hand]) -> str:
    return (
        f'<tr><td colspan="{columns - 1}" style="{CELL}">{hand.write(label)}</td>'
        f'<td style="{CELL}text-align:{hand.end}"><strong>{hand.write(value)}</strong></td></tr>'
    )
