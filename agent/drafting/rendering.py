"""A letter as plain text and as HTML. Everything in HTML is escaped: names come from ledgers."""

from __future__ import annotations

from html import escape

from agent.drafting.letter import Block, Letter, Lines, Paragraph, Table

LEFT_COLUMNS = 2
CELL = "padding:4px 12px 4px 0;border-bottom:1px solid #ddd;"
BODY = "font-family:Arial,Helvetica,sans-serif;font-size:14px;line-height:1.5;color:#222"


def as_text(letter: Letter) -> str:
    return "\n\n".join(_text_block(block) for block in letter.blocks) + "\n"


def as_html(letter: Letter) -> str:
    return f'<div style="{BODY}">' + "".join(_html_block(block) for block in letter.blocks) + "</div>"


def _text_block(block: Block) -> str:
    if isinstance(block, Paragraph):
        return block.text
    if isinstance(block, Lines):
        return "\n".join(f"- {line}" for line in block.lines) if block.bullets else "\n".join(block.lines)
    return _text_table(block)


def _text_table(table: Table) -> str:
    columns = list(zip(table.header, *table.rows, strict=True))
    widths = [max(map(len, column)) for column in columns]
    lines = [table.caption] if table.caption else []
    lines += [_text_row(row, widths) for row in (table.header, *table.rows)]
    label_width = max((len(label) for label, _ in table.footer), default=0)
    value_width = max((len(value) for _, value in table.footer), default=0)
    total_width = max(sum(widths) + 2 * (len(widths) - 1), label_width + 2 + value_width)
    lines += [label.ljust(total_width - value_width) + value.rjust(value_width) for label, value in table.footer]
    return "\n".join(lines)


def _text_row(row: tuple[str, ...], widths: list[int]) -> str:
    cells = [
        cell.ljust(width) if column < LEFT_COLUMNS else cell.rjust(width)
        for column, (cell, width) in enumerate(zip(row, widths, strict=True))
    ]
    return "  ".join(cells).rstrip()


def _html_block(block: Block) -> str:
    if isinstance(block, Paragraph):
        return f"<p>{escape(block.text)}</p>"
    if isinstance(block, Lines):
        if block.bullets:
            return "<ul>" + "".join(f"<li>{escape(line)}</li>" for line in block.lines) + "</ul>"
        return "<p>" + "<br>".join(escape(line) for line in block.lines) + "</p>"
    return _html_table(block)


def _html_table(table: Table) -> str:
    parts = ['<table style="border-collapse:collapse;font-size:14px">']
    if table.caption:
        parts.append(f'<caption style="text-align:left">{escape(table.caption)}</caption>')
    parts.append(
        "<thead><tr>" + "".join(_cell("th", text, column) for column, text in enumerate(table.header)) + "</tr></thead>"
    )
    parts.append("<tbody>")
    parts += [
        "<tr>" + "".join(_cell("td", text, column) for column, text in enumerate(row)) + "</tr>" for row in table.rows
    ]
    parts.append("</tbody>")
    if table.footer:
        parts.append(
            "<tfoot>"
            + "".join(_footer_row(label, value, len(table.header)) for label, value in table.footer)
            + "</tfoot>"
        )
    return "".join([*parts, "</table>"])


def _cell(tag: str, text: str, column: int) -> str:
    align = "left" if column < LEFT_COLUMNS else "right"
    return f'<{tag} style="{CELL}text-align:{align}">{escape(text)}</{tag}>'


def _footer_row(label: str, value: str, columns: int) -> str:
    return (
        f'<tr><td colspan="{columns - 1}" style="{CELL}">{escape(label)}</td>'
        f'<td style="{CELL}text-align:right"><strong>{escape(value)}</strong></td></tr>'
    )
