"""A dispute as somebody outside the workspace is told of it: what is contested, why, and what was said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from dunning.inside_words import words_in
from dunning.models import Dispute, DisputeComment
from trade.dates import format_date
from trade.money import format_amount

SHOWN_COMMENTS = 20


@dataclass(frozen=True)
class ContestedLine:
    """One invoice: how much is open, and how much of it is contested."""

    number: str
    due: str
    open: str
    contested: str


@dataclass(frozen=True)
class DisputeFacts:
    """In words and formatted figures; `comments`: who and when, and what was said."""

    debtor: str
    reason: str
    lines: tuple[ContestedLine, ...]
    contested: str
    quote: str
    quote_on: str
    comments: tuple[tuple[str, str], ...]


def dispute_facts(dispute: Dispute, *, language: str) -> DisputeFacts:
    """Four queries."""
    words = words_in(language)
    parts = dict(dispute.parts.values_list("invoice_id", "amount"))
    invoices = list(dispute.invoices.order_by("due_on", "pk")[:50])
    totals: dict[str, Decimal] = {}
    lines = []
    for invoice in invoices:
        part = parts.get(invoice.pk, invoice.open_amount)
        totals[invoice.currency] = totals.get(invoice.currency, Decimal()) + part
        lines.append(
            ContestedLine(
                number=invoice.number,
                due=format_date(invoice.due_on, language=language),
                open=format_amount(invoice.open_amount, invoice.currency, language=language),
                contested=format_amount(part, invoice.currency, language=language),
            )
        )
    if dispute.amount is not None and len(totals) == 1 and not parts:
        totals = dict.fromkeys(totals, dispute.amount)
    return DisputeFacts(
        debtor=dispute.debtor.name,
        reason=words[f"r_{dispute.reason}"],
        lines=tuple(lines),
        contested=" + ".join(format_amount(sum_, currency, language=language) for currency, sum_ in totals.items()),
        quote=dispute.quote,
        quote_on=format_date(dispute.opened_at.date(), language=language),
        comments=tuple(
            (_by(comment, language=language), comment.text)
            for comment in dispute.comments.select_related("by").order_by("-written_at", "-pk")[:SHOWN_COMMENTS]
        ),
    )


def _by(comment: DisputeComment, *, language: str) -> str:
    written: datetime = comment.written_at
    who = (comment.by.get_full_name() or comment.by.get_username()) if comment.by else comment.by_email
    return f"{who}, {format_date(written.date(), language=language)}"
