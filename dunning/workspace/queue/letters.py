"""A letter that waits: as the customer will see it, what the check found in it, why it is written and what it asks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from agent.facts import AccountFacts
from dunning.admin.case_facts import STANDINGS
from dunning.facts_json import facts_from_json
from dunning.models import Decision, Message
from dunning.workspace.case_page.spans import Piece, fact_spans, locate, pieces
from dunning.workspace.frame import letter_document

MOST_INVOICES = 12
# A sandboxed frame cannot say how high it is: lines of the text, as wide as the panel.
LINE_PIXELS, LINE_LETTERS, FRAME_REST = 23, 86, 90


@dataclass(frozen=True)
class AskedInvoice:
    number: str
    due: date | None
    days: int
    balance: Decimal
    currency: str
    standing: str


@dataclass(frozen=True)
class Letter:
    """`document`: for a sandboxed frame, "" where there is only text; `totals` as (amount, currency)."""

    message: Message
    document: str
    height: int
    subject: tuple[Piece, ...]
    body: tuple[Piece, ...]
    findings: tuple[dict[str, str], ...]
    because: str
    totals: tuple[tuple[Decimal, str], ...]
    invoices: tuple[AskedInvoice, ...]
    more_invoices: int
    documents: tuple[str, ...]

    @property
    def editable(self) -> bool:
        return self.message.status in (Message.Status.AWAITING_APPROVAL, Message.Status.BLOCKED)


def letter_of(message: Message) -> Letter:
    """Two queries: the decision behind it and its documents."""
    facts = facts_from_json(message.facts) if message.facts else None
    passed = {entry["violation"] for entry in message.overruled}
    findings = tuple(found for found in message.violations if not passed)
    asked = _invoices(facts) if facts else []
    return Letter(
        message=message,
        document=_document(message) if not findings else "",
        height=_height(message.body_text),
        subject=_marked(message.subject, message, facts),
        body=_marked(message.body_text, message, facts),
        findings=findings,
        because=_because(message),
        totals=tuple((amount, currency) for currency, amount in facts.net_asked().items()) if facts else (),
        invoices=tuple(asked[:MOST_INVOICES]),
        more_invoices=max(len(asked) - MOST_INVOICES, 0),
        documents=tuple(message.documents.values_list("name", flat=True)),
    )


def _document(message: Message) -> str:
    return letter_document(message.body_html, language=message.language or "en") if message.body_html else ""


def _height(text: str) -> int:
    lines = sum(1 + len(line) // LINE_LETTERS for line in text.split("\n"))
    return LINE_PIXELS * lines + FRAME_REST


def _marked(text: str, message: Message, facts: AccountFacts | None) -> tuple[Piece, ...]:
    spans = fact_spans(text, facts, language=message.language or "en") if facts else ()
    return pieces(text, spans, [locate(text, found["sentence"]) for found in message.violations])


def _because(message: Message) -> str:
    """The decision that a step came from; answers and thanks say by their purpose why they are there."""
    if not message.step_key:
        return ""
    decided = Decision.objects.filter(case=message.case_id, step_key=message.step_key)
    words = decided.filter(decided_at__lte=message.created_at).order_by("-id").values_list("reason_text", flat=True)
    return words.first() or ""


def _invoices(facts: AccountFacts) -> list[AskedInvoice]:
    """What is asked for first, the oldest of it first."""
    order = list(STANDINGS)
    found = sorted(facts.invoices, key=lambda one: (order.index(one.standing), -one.days_overdue))
    return [
        AskedInvoice(one.number, one.due, one.days_overdue, one.balance, one.currency, str(STANDINGS[one.standing]))
        for one in found
    ]
