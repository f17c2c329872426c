"""The first paragraph of a letter: what happened last, how the customer is spoken to, why we write."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from agent.drafting.account import latest_payment
from agent.drafting.tone import tone_of
from agent.drafting.writing import Writing

# How long something that the customer did or wrote is still what happened last.
REPLY_MEMORY = timedelta(days=14)
MONEY_MEMORY = timedelta(days=30)


def opening(writing: Writing) -> str:
    """At most one sentence on the thread and one lead, then the opening of the purpose."""
    sentences = [*_before(writing), writing.say_purpose("opening")]
    if writing.order.purpose == "dispute_received":
        sentences.append(writing.say(_reason(writing)))
    return writing.sentences(sentences)


def _before(writing: Writing) -> list[str]:
    """A lead only softens or sharpens what stands alone; beside a word on the thread only the strained one is said."""
    happened = thread(writing) if writing.layout.thread else ""
    tone = tone_of(writing.order.facts).name if writing.layout.leads else ""
    path = writing.layout.leads.get(tone, "")
    if path and (not happened or tone == "strained"):
        return [sentence for sentence in (happened, writing.say(path, turn=writing.earlier)) if sentence]
    return [happened] if happened else []


def thread(writing: Writing) -> str:
    """A sentence on the newest of a part payment, a kept promise and a message of the customer; "" without one."""
    newest = max(_events(writing), key=lambda event: event[0], default=None)
    if newest is None:
        return ""
    # Fields of a wording are never called turn or count.
    return writing.say(newest[1], turn=writing.earlier, **newest[2])  # type: ignore[arg-type]


def _events(writing: Writing) -> Iterator[tuple[date, str, dict[str, str]]]:
    """Day, wording and its values; the more telling first, as it wins on the same day."""
    facts, formats = writing.order.facts, writing.formats
    payment, today = latest_payment(facts), facts.today
    if today is None:
        return
    if payment and _is_part(writing, payment.invoices) and today - payment.booked_on <= MONEY_MEMORY:
        yield payment.booked_on, "thread.payment", writing.paid(payment)
    for promise in facts.promises:
        kept = promise.kind == "promise" and promise.outcome == "kept"
        if kept and promise.date and timedelta() <= today - promise.date <= MONEY_MEMORY:
            yield promise.date, "thread.kept", {"date": formats.day(promise.date)}
    for quote in facts.quotes:
        if timedelta() <= today - quote.said_on <= REPLY_MEMORY:
            yield quote.said_on, "thread.reply", {"date": formats.day(quote.said_on)}


def _is_part(writing: Writing, paid: tuple[str, ...]) -> bool:
    """Whether a payment left open a part of what is asked for."""
    asked = (invoice for invoice in writing.items if invoice.number in paid)
    return any(invoice.amount is not None and invoice.balance < invoice.amount for invoice in asked)


def _reason(writing: Writing) -> str:
    disputes = writing.order.facts.disputes
    path = f"dispute.{disputes[-1].reason}" if disputes else ""
    return path if path in writing.catalogue.wordings else "dispute.other"
