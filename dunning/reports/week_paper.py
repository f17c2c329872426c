"""The week's report on an A4 page."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from dunning.reports.shown import shown
from dunning.reports.week import WeekReport
from dunning.statements.fonts import BASE, markup, register

# Points.
MARGIN, WIDTHS = 50, (215, 95, 95, 90)
GREY, ACCENT = "#888888", "#2f7f93"
CHART_WIDTH, CHART_HEIGHT = 495, 110


def week_pdf(report: WeekReport, *, language: str) -> bytes:
    """The PDF's bytes, in the active language: the same report gives the same bytes."""
    from reportlab.lib.pagesizes import A4
    from reportlab.platypus import SimpleDocTemplate, Spacer

    register()
    target = BytesIO()
    title = _("Receivables, week to %(day)s") % {"day": date_format(report.on)}
    document = SimpleDocTemplate(
        target, pagesize=A4, title=title, author=report.creditor, invariant=1,
        leftMargin=MARGIN, rightMargin=MARGIN, topMargin=MARGIN, bottomMargin=MARGIN,
    )  # fmt: skip
    parts = [
        _text(report.creditor, language, size=11),
        Spacer(1, 10),
        _text(title, language, size=18),
        Spacer(1, 14),
        _table(report, language),
    ]
    if len(report.dso_trend) > 1:
        parts += [Spacer(1, 22), _text(_("DSO over 90 days"), language, size=10, color=GREY), _chart(report)]
    document.build(parts)
    return target.getvalue()


def _table(report: WeekReport, language: str) -> Any:
    from reportlab.lib.colors import HexColor
    from reportlab.platypus import Table, TableStyle

    heads = ("", _("Now"), _("A week before"), _("Four weeks before"))
    rows = [[_text(head, language, size=8, color=GREY, align=2 if number else 0) for number, head in enumerate(heads)]]
    for line in report.lines:
        values = (line.now, line.week_before, line.month_before)
        cells = [shown(line.named, value, currency=report.currency, language=language) for value in values]
        rows.append([_text(str(line.named.label), language), *(_text(cell, language, align=2) for cell in cells)])
    style = [
        ("LINEBELOW", (0, 0), (-1, 0), 0.7, HexColor(GREY)),
        ("LINEBELOW", (0, 1), (-1, -1), 0.25, HexColor("#dddddd")),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 2),
        ("RIGHTPADDING", (0, 0), (-1, -1), 2),
    ]
    return Table(rows, colWidths=WIDTHS, repeatRows=1, style=TableStyle(style))


def _chart(report: WeekReport) -> Any:
    from reportlab.graphics.shapes import Drawing, Line, PolyLine
    from reportlab.lib.colors import HexColor

    drawing = Drawing(CHART_WIDTH, CHART_HEIGHT)
    first, last = report.dso_trend[0][0], report.dso_trend[-1][0]
    values = [value for _day, value in report.dso_trend]
    low, rise = min(values), (max(values) - min(values)) or 1
    span = max((last - first).days, 1)
    points: list[float] = []
    for day, value in report.dso_trend:
        points += [CHART_WIDTH * (day - first).days / span, 6 + float((value - low) / rise) * (CHART_HEIGHT - 12)]
    drawing.add(Line(0, 0, CHART_WIDTH, 0, strokeColor=HexColor("#dddddd")))
    drawing.add(PolyLine(points, strokeColor=HexColor(ACCENT), strokeWidth=1.6))
    return drawing


def _text(text: str, language: str, *, size: int = 9, color: str = "#000000", align: int = 0) -> Any:
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph

    style = ParagraphStyle("line", fontName=BASE, fontSize=size, leading=size * 1.4, textColor=color, alignment=align)
    return Paragraph(markup(text, language=language), style)
