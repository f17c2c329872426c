"""Accounts made up to try a wording on before it is kept: each shows another side of what letters speak of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
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
    QuoteFact,
    RelationFact,
    SenderFact,
)

TODAY = date(2026, 3, 4)
SENDER = SenderFact("Clara Weiss", "Larkfield Instruments GmbH")


def sample_accounts() -> dict[str, AccountFacts]:
    """By what is particular about them."""
    return {
        "a good payer with one late invoice": _plain(),
        "several currencies, a credit note, nobody's name": _currencies(),
        "a disputed invoice beside others": _disputed(),
        "an open and a broken promise": _promised(),
        "a payment that was announced and not seen": _claimed(),
        "promises without an amount": _promised(amount=None),
        "promises without a date": _promised(amount=None, dated=False),
        "claims without an amount": _claimed(amount=None),
        "claims without a date": _claimed(amount=None, dated=False),
        "many invoices, costs of delay, a strained relation": _strained(),
        "nothing due yet": _upcoming(),
        "a part of an invoice was paid": _part_paid(),
        "a promise was kept": _kept(),
        "a part is promised, more falls due soon": _part_promised(),
    }


def sample_orders(*, language: str, path: str) -> Iterator[tuple[str, DraftOrder]]:
    """Every purpose that a wording may stand in, for every account; `path` picks reasons and documents too."""
    from agent.drafting import PURPOSES

    parts = path.split(".")
    purposes = (parts[1],) if parts[0] == "purpose" else PURPOSES
    documents = (parts[1],) if parts[0] == "documents" else ("invoice_copy",)
    for name, account in sample_accounts().items():
        facts = replace(account, language=language)
        if parts[0] == "dispute" and facts.disputes:
            facts = replace(facts, disputes=(replace(facts.disputes[0], reason=parts[1]),))
        for purpose in purposes:
            yield name, DraftOrder(purpose, facts, language, seed=name, documents=documents, disclose_ai=True)


def _invoice(number: int, balance: str, *, late: int, currency: str = "EUR", standing: str = "ask") -> InvoiceFact:
    due = TODAY - timedelta(days=late)
    return InvoiceFact(
        number=f"INV-{number}",
        issued=due - timedelta(days=30),
        due=due,
        balance=Decimal(balance),
        currency=currency,
        amount=Decimal(balance),
        days_overdue=max(late, 0),
        standing=standing,
    )


def _account(*invoices: InvoiceFact, **more: object) -> AccountFacts:
    base = AccountFacts(
        customer="Alder Creek Brewing Ltd",
        country="GB",
        language="en",
        currency=invoices[0].currency,
        contact=ContactFact("Paula Payer", "paula.payer@alder.example"),
        invoices=invoices,
        sender=SENDER,
        today=TODAY,
        allowed=Allowed(
            bank_details="IBAN DE02 1203 0000 0000 2020 51",
            payment_link="https://pay.larkfield.example/10007",
            account_link="https://receivables.larkfield.example/account/fghj/",
        ),
    )
    return replace(base, **more)  # type: ignore[arg-type]


def _plain() -> AccountFacts:
    return _account(
        _invoice(10007, "1840.50", late=9), relation=RelationFact(settled=14, typical_days_late=1), allowed=Allowed()
    )


def _currencies() -> AccountFacts:
    return _account(
        _invoice(10011, "12400.00", late=24, currency="USD"),
        _invoice(10012, "830.00", late=12),
        _invoice(10013, "415000", late=7, currency="JPY"),
        credits=(CreditFact("CN-77", Decimal("400.00"), "USD"), CreditFact("", Decimal("30.00"), "EUR")),
        contact=None,
        relation=RelationFact(settled=3, typical_days_late=12),
    )


def _disputed() -> AccountFacts:
    return _account(
        _invoice(10021, "5200.00", late=30, standing="disputed"),
        _invoice(10022, "990.00", late=14),
        _invoice(10023, "310.00", late=14, standing="arranged"),
        disputes=(DisputeFact("quality", ("INV-10021",)),),
        quotes=(QuoteFact(TODAY - timedelta(days=3), "The goods came damaged.", "Paula Payer"),),
    )


def _promised(*, amount: Decimal | None = Decimal("2000.00"), dated: bool = True) -> AccountFacts:
    tomorrow, passed = TODAY + timedelta(days=1), TODAY - timedelta(days=6)
    return _account(
        _invoice(10031, "2000.00", late=20, standing="promised"),
        _invoice(10032, "2000.00", late=38),
        promises=(
            PromiseFact(passed if dated else None, amount, ("INV-10032",), outcome="broken", given_on=passed),
            PromiseFact(tomorrow if dated else None, amount, ("INV-10031",), given_on=passed),
        ),
        relation=RelationFact(settled=5, typical_days_late=20, promises_broken=1, reminders_sent=2),
    )


def _claimed(*, amount: Decimal | None = Decimal("760.00"), dated: bool = True) -> AccountFacts:
    told = TODAY - timedelta(days=10)
    return _account(
        _invoice(10041, "760.00", late=25, standing="claimed"),
        _invoice(10042, "145.00", late=4),
        promises=(PromiseFact(told if dated else None, amount, ("INV-10041",), kind="claim", given_on=told),),
    )


def _strained() -> AccountFacts:
    invoices = [_invoice(10050 + number, f"{1000 + 37 * number}.00", late=70 - 8 * number) for number in range(6)]
    return _account(
        *invoices,
        _invoice(10059, "2300.00", late=-12, standing="not_due"),
        relation=RelationFact(settled=2, typical_days_late=41, promises_broken=3, reminders_sent=4),
        allowed=Allowed(payment_link="https://pay.larkfield.example/10050", late_fee=Decimal("40.00")),
        new_due=TODAY + timedelta(days=10),
    )


def _upcoming() -> AccountFacts:
    return _account(
        _invoice(10061, "18500.00", late=-5, standing="not_due"), _invoice(10062, "700.00", late=-9, standing="not_due")
    )


def _part_paid() -> AccountFacts:
    paid = replace(_invoice(10071, "600.00", late=16), amount=Decimal("1600.00"))
    payment = PaymentFact(TODAY - timedelta(days=2), Decimal("1000.00"), "EUR", ("INV-10071",))
    return _account(paid, _invoice(10072, "88.00", late=3), payments=(payment,), relation=RelationFact(settled=1))


def _kept() -> AccountFacts:
    kept = TODAY - timedelta(days=8)
    promise = PromiseFact(kept, Decimal("500.00"), ("INV-10080",), outcome="kept", given_on=kept - timedelta(days=5))
    return _account(_invoice(10081, "640.00", late=11), promises=(promise,), relation=RelationFact(promises_kept=1))


def _part_promised() -> AccountFacts:
    promise = PromiseFact(TODAY + timedelta(days=6), Decimal("1000.00"), ("INV-10091",), given_on=TODAY)
    coming = [_invoice(10092 + number, f"{200 + number}.00", late=-6, standing="not_due") for number in range(8)]
    return _account(_invoice(10091, "3000.00", late=18), *coming, promises=(promise,))
