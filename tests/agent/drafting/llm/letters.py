"""An account, an order for it, and letters that a model may answer with."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from agent.facts import (
    AccountFacts,
    Allowed,
    ContactFact,
    DisputeFact,
    DraftOrder,
    InvoiceFact,
    PaymentFact,
    SenderFact,
)

TODAY = date(2026, 11, 20)
IBAN = "DE89 3704 0044 0532 0130 00"
ACCOUNT = AccountFacts(
    customer="Fenway Joinery Ltd",
    country="GB",
    language="en",
    currency="GBP",
    contact=ContactFact("Jo Prentice", "jo.prentice@fenway.example"),
    contacts=(ContactFact("Jo Prentice", "jo.prentice@fenway.example"), ContactFact("Max Lund", "max@fenway.example")),
    invoices=(
        InvoiceFact("KS-4471", date(2026, 9, 8), date(2026, 10, 8), Decimal("1240.50"), "GBP", days_overdue=43),
        InvoiceFact("KS-4502", date(2026, 9, 30), date(2026, 10, 30), Decimal("318.00"), "GBP", days_overdue=21),
        InvoiceFact(
            "KS-4390",
            date(2026, 8, 1),
            date(2026, 9, 1),
            Decimal("77.10"),
            "GBP",
            days_overdue=80,
            standing="disputed",
        ),
    ),
    disputes=(DisputeFact("quality", ("KS-4390",)),),
    payments=(PaymentFact(date(2026, 10, 2), Decimal("500.00"), "GBP", reference="GB29NWBK60161331926819"),),
    allowed=Allowed(bank_details=f"IBAN {IBAN}", payment_link="https://pay.kestrel.example/100482"),
    sender=SenderFact("Tom Aldous", "Kestrel Industrial Supplies"),
    today=TODAY,
)
ORDER = DraftOrder(purpose="follow_up", facts=ACCOUNT, language="en", seed="7/follow_up/1", disclose_ai=True)

GOOD: dict[str, Any] = {
    "subject": "Your open invoices KS-4471 and KS-4502",
    "greeting": "Dear Jo Prentice,",
    "paragraphs": [
        "We wrote to you a little while ago about the invoices below, and they are still open in our books.",
        "Could you let us know when we can expect the payment of £1,558.50?",
    ],
    "table": True,
    "closing": "Thank you for looking into it.",
}


def saying(sentence: str, **changes: Any) -> dict[str, Any]:
    """The good letter with another last paragraph."""
    return GOOD | {"paragraphs": [GOOD["paragraphs"][0], sentence]} | changes
