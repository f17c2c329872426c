"""The table of invoices and the lines below it that lead to the amount asked for."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from agent.drafting.account import sums
from agent.drafting.formats import presentable_name
from agent.drafting.letter import Table
from agent.drafting.writing import Writing
from agent.facts import InvoiceFact


def invoice_table(writing: Writing, items: Sequence[InvoiceFact], *, net: bool) -> Table:
    """Number, due date, days overdue and open amount; `net` adds what is taken off and the amount requested."""
    header = [
        writing.say("table.invoice"),
        writing.say("table.due"),
        writing.say("table.days_overdue"),
        writing.say("table.balance"),
    ]
    rows = [
        [
            writing.one_line(invoice.number),
            writing.formats.day(invoice.due),
            str(invoice.days_overdue),
            writing.formats.amount(invoice.balance, invoice.currency),
        ]
        for invoice in items
    ]
    if not any(invoice.days_overdue > 0 for invoice in items):
        header, rows = header[:2] + header[3:], [row[:2] + row[3:] for row in rows]
    return Table(
        header=tuple(header),
        rows=tuple(map(tuple, rows)),
        footer=_footer(writing, items, net=net),
        caption=_caption(writing),
    )


def _caption(writing: Writing) -> str:
    customer = presentable_name(writing.order.facts.customer)
    return writing.say("table.account", customer=customer) if customer else ""


def _footer(writing: Writing, items: Sequence[InvoiceFact], *, net: bool) -> tuple[tuple[str, str], ...]:
    lines: list[tuple[str, str]] = []
    for currency, subtotal in sorted(sums(items).items()):
        deductions = _deductions(writing, currency) if net else []
        if deductions:
            lines += [(writing.say("table.subtotal"), writing.formats.amount(subtotal, currency)), *deductions]
        total = writing.net_asked.get(currency, Decimal()) if net else subtotal
        if deductions or len(items) > 1:
            label = "table.total" if net else "table.courtesy_total"
            lines.append((writing.say(label), writing.formats.amount(total, currency)))
    return tuple(lines)


def _deductions(writing: Writing, currency: str) -> list[tuple[str, str]]:
    """Credit notes, money without an invoice and promised parts, each on its own line."""
    lines = [
        (
            writing.say("table.credit_note", number=writing.one_line(credit.number))
            if credit.number
            else writing.say("table.on_account"),
            writing.formats.amount(-credit.amount, currency),
        )
        for credit in writing.order.facts.credits
        if credit.currency == currency and credit.amount
    ]
    promised = writing.order.facts.promised_parts().get(currency, Decimal())
    if promised:
        lines.append((writing.say("table.promised_part"), writing.formats.amount(-promised, currency)))
    return lines
