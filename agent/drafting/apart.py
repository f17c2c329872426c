"""What a reminder mentions without asking for it: promised, claimed, disputed, arranged and upcoming items."""

from __future__ import annotations

from agent.drafting.account import standing, upcoming
from agent.drafting.writing import Writing, said_case
from agent.facts import InvoiceFact, PromiseFact

UPCOMING_SHOWN = 3


def apart_lines(writing: Writing) -> tuple[str, ...]:
    lines = [
        *_promised(writing),
        *_plain(writing, "claimed"),
        *_plain(writing, "disputed"),
        *_plain(writing, "arranged"),
    ]
    return tuple(lines + _upcoming(writing))


def _promised(writing: Writing) -> list[str]:
    """One line per open promise with the invoices it covers; the rest of what stands as promised in one line."""
    left, lines = list(standing(writing.order.facts, "promised")), []
    for promise in _open_promises(writing):
        covered = [invoice for invoice in left if invoice.number in promise.invoices]
        if covered:
            left = [invoice for invoice in left if invoice not in covered]
            lines.append(_line(writing, f"apart.promised.{said_case(promise)}", covered, **writing.said(promise)))
    return [*lines, _line(writing, "apart.promised.bare", left)] if left else lines


def _open_promises(writing: Writing) -> list[PromiseFact]:
    return [
        promise for promise in writing.order.facts.promises if promise.kind == "promise" and promise.outcome == "open"
    ]


def _plain(writing: Writing, name: str) -> list[str]:
    found = list(standing(writing.order.facts, name))
    return [_line(writing, f"apart.{name}", found)] if found else []


def _line(writing: Writing, path: str, invoices: list[InvoiceFact], **values: str) -> str:
    # Fields of a wording are never called turn or count.
    return writing.say(path, count=len(invoices), numbers=writing.numbers(invoices), **values)  # type: ignore[arg-type]


def _upcoming(writing: Writing) -> list[str]:
    found = sorted(upcoming(writing.order.facts), key=lambda invoice: (invoice.due, invoice.number))
    lines = [
        writing.say(
            "apart.not_due",
            number=writing.one_line(invoice.number),
            amount=writing.formats.amount(invoice.balance, invoice.currency),
            date=writing.formats.day(invoice.due),
        )
        for invoice in found[:UPCOMING_SHOWN]
    ]
    rest = len(found) - UPCOMING_SHOWN
    return [*lines, writing.say("apart.not_due_more", count=rest)] if rest > 0 else lines
