"""One account, mails on it, and what a model may answer."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from agent.facts import AccountFacts, ContactFact, InvoiceFact, ReceivedMail
from agent.llm.options import ModelOptions

ACCOUNT = AccountFacts(
    "Kern AG",
    "GB",
    "en",
    "EUR",
    contacts=(ContactFact("Berta Kern", "berta@kern.example"),),
    invoices=(
        InvoiceFact("KS-4471", date(2026, 8, 1), date(2026, 9, 1), Decimal("1240.50"), "EUR"),
        InvoiceFact("KS-4502", date(2026, 8, 20), date(2026, 9, 20), Decimal("318.00"), "EUR"),
    ),
)
BODY = "Hi Tom,\n\nKS-4471 will be paid on Friday.\n\nAda"
SENTENCE = "KS-4471 will be paid on Friday."


def mail(body: str = BODY, *, subject: str = "Re: reminder") -> ReceivedMail:
    """Of Tuesday, 6 October 2026."""
    received_at = datetime.fromisoformat("2026-10-06T09:00:00+02:00")
    return ReceivedMail("m-1", received_at, "Ada Kern", "ada@kern.example", "ar@us.example", subject, body)


def said(*intents: str, quote: str = SENTENCE, **parts: Any) -> dict[str, Any]:
    """A model's answer of these intents."""
    named = [{"quote": quote, "intent": intent, "confidence": 0.9} for intent in intents]
    return {"language": "en", "intents": named, **parts}


def promise(**changes: Any) -> dict[str, Any]:
    """KS-4471 on Friday, as a good model has it."""
    given = {"quote": SENTENCE, "date_words": "on Friday", "date": "2026-10-09", "amount": None}
    return given | {"invoices": ["KS-4471"]} | changes


RIGHT = said("promise_to_pay", promises=[promise()])


def options(**changes: Any) -> ModelOptions:
    return ModelOptions(**({"name": "openai:stub", "seconds": 5.0, "pause_seconds": 0.01} | changes))
