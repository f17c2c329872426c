"""One account that has something of everything, for the tests of drafting and guardrails."""

from datetime import date
from decimal import Decimal

from agent.facts import (
    AccountFacts,
    Allowed,
    ContactFact,
    CreditFact,
    DisputeFact,
    DraftOrder,
    InvoiceFact,
    PaymentFact,
    PromiseFact,
    SenderFact,
)

TODAY = date(2026, 4, 15)


def invoice(
    number: str,
    balance: str,
    *,
    due: date = date(2026, 3, 31),
    standing: str = "ask",
    currency: str = "GBP",
    amount: str | None = None,
) -> InvoiceFact:
    return InvoiceFact(
        number=number,
        issued=date(2026, 3, 1),
        due=due,
        balance=Decimal(balance),
        currency=currency,
        amount=Decimal(amount) if amount else None,
        days_overdue=max((TODAY - due).days, 0),
        standing=standing,
    )


def account(**changes: object) -> AccountFacts:
    """100482 and 100490 are asked for, less a credit note of 20; the others stand apart."""
    values: dict[str, object] = {
        "customer": "Fenway Joinery Ltd",
        "country": "GB",
        "language": "en",
        "currency": "GBP",
        "contact": ContactFact("Jo Prentice"),
        "invoices": (
            invoice("100482", "1148.40", due=date(2026, 4, 10), amount="1200.00"),
            invoice("100490", "99.00"),
            invoice("100500", "77.00", standing="promised"),
            invoice("100501", "78.00", standing="disputed"),
            invoice("100600", "10.00", due=date(2026, 5, 1), standing="not_due"),
            invoice("100601", "55.00", standing="claimed"),
        ),
        "promises": (
            PromiseFact(date(2026, 4, 20), Decimal("77.00"), ("100500",)),
            PromiseFact(date(2026, 4, 1), Decimal("55.00"), ("100601",), kind="claim", outcome="unseen"),
            PromiseFact(date(2026, 4, 2), None, ("100490",), outcome="broken"),
        ),
        "disputes": (DisputeFact("quality", ("100501",)),),
        "payments": (PaymentFact(date(2026, 4, 2), Decimal("51.60"), "GBP", ("100482",)),),
        "credits": (CreditFact("CN-9", Decimal("20.00"), "GBP"),),
        "allowed": Allowed(
            payment_link="https://pay.kestrel.example/1",
            bank_details="Kestrel Ltd, sort code 00-11-22, account 30419526",
        ),
        "sender": SenderFact("Tom Aldous", "Kestrel Industrial Supplies"),
        "today": TODAY,
    }
    return AccountFacts(**(values | changes))  # type: ignore[arg-type]


def order(purpose: str, *, language: str = "en", seed: str = "case-1", **changes: object) -> DraftOrder:
    return DraftOrder(purpose=purpose, facts=account(**changes), language=language, seed=seed)
