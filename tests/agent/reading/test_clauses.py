"""Sentences cut by invoice, and what each piece is about."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from agent.facts import AccountFacts, InvoiceFact
from agent.reading.absence import find_absence
from agent.reading.clauses import Clause, Context, clauses_of
from agent.reading.intents import Judged
from agent.reading.labels import DISPUTE_REASONS, DOCUMENT_TYPES, INTENTS
from agent.reading.payments import find_payments
from agent.reading.promises import find_promises
from agent.reading.trimming import trim

# A Tuesday.
RECEIVED = date(2026, 10, 6)


def _context(language: str = "en", country: str = "GB") -> Context:
    invoices = (
        InvoiceFact(
            "KS-4471", date(2026, 8, 1), date(2026, 9, 1), Decimal("1240.50"), "EUR", amount=Decimal("1240.50")
        ),
        InvoiceFact("KS-4502", date(2026, 9, 2), date(2026, 10, 2), Decimal("318.00"), "EUR", amount=Decimal("318.00")),
        InvoiceFact("KS-4600", date(2026, 9, 28), date(2026, 10, 28), Decimal("77.00"), "EUR", amount=Decimal("77.00")),
    )
    account = AccountFacts("Kern AG", country, language, "EUR", invoices=invoices)
    return Context(account, RECEIVED, (language, "en"))


def _clauses(text: str, language: str = "en") -> list[Clause]:
    return clauses_of(trim(text), subject="", context=_context(language))


def _judged(text: str, intent: str, language: str = "en") -> list[Judged]:
    nothing = dict.fromkeys(INTENTS, 0.0)
    reasons, documents = dict.fromkeys(DISPUTE_REASONS, 0.0), dict.fromkeys(DOCUMENT_TYPES, 0.0)
    return [Judged(c, nothing | {intent: 1.0}, reasons, documents, (intent,)) for c in _clauses(text, language)]


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("4471 was paid yesterday. The other one goes out on Friday.", [("KS-4471",), ("KS-4502",)]),
        ("4471 was paid yesterday and the rest will follow next week.", [("KS-4471",), ("KS-4502",)]),
        ("We pay all but 4471 on Friday.", [("KS-4502",)]),
        ("Both will be paid on Friday.", [("KS-4471", "KS-4502")]),
        ("The August invoice is wrong.", [("KS-4471",)]),
        ("The oldest one goes first.", [("KS-4471",)]),
        ("We sent you 1,558.50 today.", [("KS-4471", "KS-4502")]),
        ("Only 1,163.50 is right: 77.00 is too much.", [("KS-4600",)]),
    ],
)
def test_clauses_know_their_invoices(text: str, about: list[tuple[str, ...]]) -> None:
    assert [clause.invoices for clause in _clauses(text)] == about


def test_each_part_amount_belongs_to_its_day() -> None:
    judged = _judged("4471: 600 EUR on 9 October and 640.50 EUR on 30 October.", "promise_to_pay")
    found = find_promises(judged, _context())
    assert [(p.date, p.amount, p.invoices) for p in found] == [
        (date(2026, 10, 9), Decimal(600), ("KS-4471",)),
        (date(2026, 10, 30), Decimal("640.50"), ("KS-4471",)),
    ]


def test_a_payment_has_its_reference_and_not_its_invoice_as_reference() -> None:
    (payment,) = find_payments(_judged("KS-4471 was paid on 2 October, ref BRK4471.", "payment_claimed"), _context())
    assert (payment.date, payment.invoices, payment.reference) == (date(2026, 10, 2), ("KS-4471",), "BRK4471")


@pytest.mark.parametrize(
    ("text", "language", "day"),
    [
        ("I am away until 16 October.", "en", date(2026, 10, 19)),
        ("I will be back on 16 October.", "en", date(2026, 10, 16)),
        ("Ich bin bis einschließlich 16. Oktober im Urlaub.", "de", date(2026, 10, 19)),
        ("Ich bin ab dem 19. Oktober wieder erreichbar.", "de", date(2026, 10, 19)),
        ("I am out of the office.", "en", None),
    ],
)
def test_until_is_the_day_before_one_is_back(text: str, language: str, day: date | None) -> None:
    absence = find_absence(_judged(text, "out_of_office", language), _context(language), intents=["out_of_office"])
    assert absence is not None
    assert absence.until == day
