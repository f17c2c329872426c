"""Random accounts for checking the composer against the guardrails: many countries, odd numbers, hostile names."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from random import Random

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
from agent.reading.labels import DISPUTE_REASONS

TODAY = date(2026, 11, 20)
PLACES = [
    "GB/GBP",
    "US/USD",
    "CA/CAD",
    "DE/EUR",
    "AT/EUR",
    "CH/CHF",
    "FR/EUR",
    "BE/EUR",
    "ES/EUR",
    "MX/MXN",
    "AR/ARS",
    "IE/EUR",
    "AU/AUD",
    "IN/INR",
    "ZA/ZAR",
    "JP/JPY",
    "SE/SEK",
    "DK/DKK",
    "NO/NOK",
    "PL/PLN",
    "CZ/CZK",
    "HU/HUF",
    "BR/BRL",
    "KW/KWD",
    "SG/SGD",
    "NL/EUR",
    "IT/EUR",
    "CO/COP",
    "CL/CLP",
    "TR/TRY",
    "/EUR",
]
CUSTOMERS = (
    "Fenway Joinery Ltd",
    "Kranz Möbelwerke GmbH & Co. KG",
    "Transports Hamel",
    "Talleres Luna, S.L.",
    "Studio 54 Ltd",
    "3M Deutschland GmbH",
    "XXX Lutz KG",
    "<script>alert(1)</script> Inc",
    "{{ customer }} AG",
    "O'Brien & Söhne",
    "[Redacted] Holdings",
    "Null GmbH",
    "Pay here https://evil.example/pay Ltd",
    "Legal & Court Services Ltd",
    "Gericht & Partner GmbH",
    "Société d'Avocats Dupont",
    "Hotel 1900",
    "Tom & Tom",
    "株式会社つくば精機",
    "A",
    "Discount Direct Ltd",
)
CONTACTS = (
    "Jo Prentice",
    "Uwe Kranz",
    "Frau Dr. Anke Pfeiffer",
    "Jean-Luc D'Arcy",
    "María José Peña",
    "Cuentas por Pagar",
    "Accounts Payable",
    "Lim Wei Ling",
    "中村 健一",
    "J. R. R. Tolkien",
    "<b>Bob</b>",
    "bob@evil.example",
    "Anna\r\nBcc: all@evil.example",
    "Ewa Zielińska",
    "Dear Smith",
    "M. Seidel",
    "Müller",
    "",
)
SENDERS = (
    ("Tom Aldous", "Kestrel Industrial Supplies"),
    ("M. Seidel", "Hagedorn Verpackungen GmbH"),
    ("", "Bluepine Software"),
    ("Équipe clients", "Atelier Moreau SARL"),
)
BANKS = (
    "Kestrel Ltd, sort code 00-11-22, account 30419526",
    "Hagedorn Verpackungen GmbH, CH93 0076 2011 6238 5295 7",
    "IBAN DE89 3704 0044 0532 0130 00\nBIC COBADEFFXXX",
    "Bluepine Software Inc., First Harbor Bank, account 000123456789, SWIFT FHBKSGSGXXX",
    "FR7630006000011234567890189",
)


def random_order(random: Random, *, purpose: str, language: str) -> DraftOrder:
    """An order whose account has what the purpose writes about, and much besides."""
    return DraftOrder(
        purpose=purpose,
        facts=random_account(random, language=language),
        language=language,
        seed=str(random.random()),
        documents=tuple(
            random.sample(("invoice_copy", "statement", "tax_form", "credit_note", "other"), random.randint(1, 3))
        ),
        disclose_ai=random.random() < 0.3,
        turn=random.randint(0, 5),
    )


def random_account(random: Random, *, language: str) -> AccountFacts:
    country, currency = random.choice(PLACES).split("/")
    invoices = _invoices(random, currency)
    sender = random.choice(SENDERS) if random.random() < 0.8 else None
    contact = random.choice(CONTACTS)
    return AccountFacts(
        customer=random.choice(CUSTOMERS),
        country=country,
        language=language,
        currency=currency,
        contact=ContactFact(contact) if contact or random.random() < 0.5 else None,
        invoices=invoices,
        promises=_promises(random, invoices),
        disputes=_disputes(random, invoices),
        payments=(PaymentFact(_before(random, 20), _amount(random, currency), currency, (invoices[0].number,)),),
        credits=_credits(random, invoices),
        quotes=(QuoteFact(_before(random, 9), "We will pay soon", "Jo"),) if random.random() < 0.3 else (),
        relation=_relation(random) if random.random() < 0.7 else None,
        allowed=_allowed(random),
        sender=SenderFact(*sender) if sender else None,
        today=TODAY,
        new_due=TODAY + timedelta(days=random.randint(10, 20)) if random.random() < 0.3 else None,
    )


def _invoices(random: Random, currency: str) -> tuple[InvoiceFact, ...]:
    """The first is asked for and part paid; then what the purposes need; then any mix, some in a second currency."""
    standings = ["ask", "promised", "claimed", "not_due", "disputed"]
    standings += random.choices(
        ["ask", "ask", "ask", "promised", "claimed", "disputed", "arranged", "held", "not_due", "collected"],
        k=random.choice((0, 1, 2, 4, 9, 30)),
    )
    other = random.choice(("USD", "EUR", "GBP", "JPY"))
    return tuple(
        _invoice(random, index, standing, other if index > 4 and random.random() < 0.2 else currency)
        for index, standing in enumerate(standings)
    )


def _invoice(random: Random, index: int, standing: str, currency: str) -> InvoiceFact:
    overdue = 0 if standing == "not_due" else random.choice((1, 3, 14, 33, 90, 400))
    due = TODAY - timedelta(days=overdue) if overdue else TODAY + timedelta(days=random.randint(0, 60))
    balance = _amount(random, currency)
    # An amount that a credit note or a promised part cannot use up.
    balance += 20_000 if index == 0 else 0
    return InvoiceFact(
        number=_number(random, index),
        issued=due - timedelta(days=random.choice((0, 14, 30, 60))),
        due=due,
        balance=balance,
        currency=currency,
        amount=balance + (_amount(random, currency) if index == 0 or random.random() < 0.2 else 0),
        days_overdue=overdue,
        purchase_order=random.choice(("", "", f"PO-{random.randint(1, 99999)}")),
        standing=standing,
    )


def _number(random: Random, index: int) -> str:
    serial = random.randint(1, 999_999) * 100 + index
    shapes = (
        "{n}",
        "RE-2026-{n:08d}",
        "{n}/2026",
        "INV {n}",
        "F26/{n}",
        "2026-07-{n}",
        "INV[{n}]",
        "KS-{n}",
        "FV/{n}/2026",
        "#{n}",
        "A.{n}.B",
    )
    return random.choice(shapes).format(n=serial) if random.random() < 0.95 else f"{index + 2}"


def _amount(random: Random, currency: str) -> Decimal:
    digits = {"JPY": 0, "CLP": 0, "KWD": 3}.get(currency, 2)
    return Decimal(random.choice((random.randint(1, 9_999), random.randint(1, 9_999_999)))).scaleb(-digits)


def _disputes(random: Random, invoices: tuple[InvoiceFact, ...]) -> tuple[DisputeFact, ...]:
    disputed = [invoice.number for invoice in invoices if invoice.standing == "disputed"]
    size = random.randint(1, len(disputed))
    groups = [tuple(disputed[start : start + size]) for start in range(0, len(disputed), size)]
    return tuple(DisputeFact(random.choice(DISPUTE_REASONS), group) for group in groups)


def _relation(random: Random) -> RelationFact:
    return RelationFact(
        settled=random.randint(0, 40),
        typical_days_late=random.choice((None, -2, 0, 2, 12, 40)),
        promises_kept=random.randint(0, 4),
        promises_broken=random.choice((0, 0, 1, 3)),
        reminders_sent=random.randint(0, 6),
        days_since_reply=random.choice((None, 1, 30)),
    )


def _promises(random: Random, invoices: tuple[InvoiceFact, ...]) -> tuple[PromiseFact, ...]:
    promised = tuple(i.number for i in invoices if i.standing == "promised")
    claimed = tuple(i.number for i in invoices if i.standing == "claimed")
    found = [
        PromiseFact(_maybe_after(random), None, promised, given_on=_before(random, 5)),
        PromiseFact(
            _before(random, 9), random.choice((None, invoices[2].balance)), claimed, kind="claim", outcome="unseen"
        ),
        PromiseFact(
            _before(random, 9), random.choice((None, invoices[0].balance)), (invoices[0].number,), outcome="broken"
        ),
    ]
    # Due next, and kept.
    found.append(PromiseFact(TODAY + timedelta(days=1), random.choice((None, invoices[1].balance)), promised))
    if random.random() < 0.3:
        found.append(PromiseFact(_before(random, 20), None, (), outcome="kept"))
    if random.random() < 0.2:
        found.append(PromiseFact(_maybe_after(random), Decimal(500), (invoices[0].number,)))
    return tuple(found)


def _credits(random: Random, invoices: tuple[InvoiceFact, ...]) -> tuple[CreditFact, ...]:
    currency = invoices[0].currency
    return tuple(
        CreditFact(number, Decimal(random.randint(1, 900)), currency)
        for number in ("CN-2026-77", "")
        if random.random() < 0.3
    )


def _allowed(random: Random) -> Allowed:
    return Allowed(
        discount_percent=random.choice((None, Decimal(2))),
        payment_link=random.choice((None, "https://pay.kestrel.example/100482?x=1")),
        bank_details=random.choice((None, *BANKS)),
        late_fee=random.choice((None, Decimal(40))),
        credit_hold=random.random() < 0.5,
    )


def _before(random: Random, days: int) -> date:
    return TODAY - timedelta(days=random.randint(0, days))


def _maybe_after(random: Random) -> date | None:
    return TODAY + timedelta(days=random.randint(1, 30)) if random.random() < 0.7 else None
