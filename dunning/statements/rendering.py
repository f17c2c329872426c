"""A statement of account on A4 pages."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

from dunning.statements.content import Line, Statement
from dunning.statements.fonts import BASE, is_right_to_left, markup, register
from dunning.statements.words import words_in
from trade.dates import format_date
from trade.money import format_amount

# Points.
MARGIN, WIDTHS = 50, (103, 86, 86, 77, 77, 66)
GREY = "#888888"
COLUMNS = ("number", "issued", "due", "amount", "open", "note")


def as_pdf(statement: Statement) -> bytes:
    """The PDF's bytes: the same statement gives the same bytes. About 20 ms for 60 lines."""
    from reportlab.lib.pagesizes import A4
    from reportlab.platypus import SimpleDocTemplate

    register()
    language, words = words_in(statement.language)
    page = _Page(statement, language, words)
    target = BytesIO()
    title = f"{words['title']} {statement.customer}"[:200]
    document = SimpleDocTemplate(
        target, pagesize=A4, title=title, author=statement.company, invariant=1,
        leftMargin=MARGIN, rightMargin=MARGIN, topMargin=MARGIN, bottomMargin=MARGIN,
    )  # fmt: skip
    document.build(page.flowables(), onFirstPage=page.footer, onLaterPages=page.footer)
    return target.getvalue()


class _Page:
    """Building blocks of one statement in one language."""

    def __init__(self, statement: Statement, language: str, words: Mapping[str, str]) -> None:
        self.statement, self.language, self.words = statement, language, words

    def flowables(self) -> list[Any]:
        from reportlab.platypus import Spacer

        day = self._day(self.statement.on)
        parts = [
            self._text(self.statement.company, size=11),
            Spacer(1, 14),
            self._text(self.words["title"], size=18),
            self._text(self.statement.customer, size=12),
            self._text(self.words["on"].format(day=day), size=10),
            Spacer(1, 14),
            self._table() if self.statement.lines else self._text(self.words["nothing"], size=10),
        ]
        if self.statement.bank_details:
            parts += [Spacer(1, 18), self._text(self.words["bank"], size=9, color=GREY)]
            parts += [self._text(line, size=10) for line in self.statement.bank_details.splitlines() if line.strip()]
        return parts

    def footer(self, canvas: Any, document: Any) -> None:
        from reportlab.lib.pagesizes import A4

        number = self._text(self.words["page"].format(page=document.page), size=8, color=GREY, align="right")
        number.wrapOn(canvas, A4[0] - 2 * MARGIN, 20)
        number.drawOn(canvas, MARGIN, MARGIN / 2)

    def _table(self) -> Any:
        from reportlab.lib.colors import HexColor
        from reportlab.platypus import Table, TableStyle

        heads = [self._text(self.words[name], size=8, color=GREY, align=_align(name)) for name in COLUMNS]
        rows = [heads, *(self._row(line) for line in self.statement.lines)]
        totals = [self._total(currency, total) for currency, total in sorted(self.statement.totals().items())]
        style = [
            ("LINEBELOW", (0, 0), (-1, 0), 0.7, HexColor(GREY)),
            ("LINEABOVE", (0, -len(totals)), (-1, -len(totals)), 0.7, HexColor(GREY)),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), 2),
            ("RIGHTPADDING", (0, 0), (-1, -1), 2),
        ]
        return Table([*rows, *totals], colWidths=WIDTHS, repeatRows=1, style=TableStyle(style))

    def _row(self, line: Line) -> list[Any]:
        values = (
            line.number,
            self._day(line.issued_on),
            self._day(line.due_on),
            self._money(line.amount, line.currency),
            self._money(line.open_amount, line.currency),
            self.words[line.note] if line.note else "",
        )
        return [self._text(value, align=_align(name)) for name, value in zip(COLUMNS, values, strict=True)]

    def _total(self, currency: str, total: Decimal) -> list[Any]:
        return [
            self._text(self.words["total"]),
            "",
            "",
            "",
            self._text(self._money(total, currency), align="right"),
            "",
        ]

    def _text(self, text: str, *, size: int = 9, color: str = "#000000", align: str = "left") -> Any:
        from reportlab.lib.styles import ParagraphStyle
        from reportlab.platypus import Paragraph

        side = {"left": 0, "right": 2}["right" if is_right_to_left(text) else align]
        style = ParagraphStyle(
            "line", fontName=BASE, fontSize=size, leading=size * 1.35, textColor=color, alignment=side, splitLongWords=1
        )
        return Paragraph(markup(text, language=self.statement.language), style)

    def _day(self, day: date | None) -> str:
        return format_date(day, language=self.language, country=self.statement.country) if day else ""

    def _money(self, amount: Decimal | None, currency: str) -> str:
        if amount is None:
            return ""
        return format_amount(amount, currency, language=self.language, country=self.statement.country)


def _align(column: str) -> str:
    return "right" if column in ("amount", "open") else "left"
