"""Contract JSON (reading and drafting) to dataclasses and back. Nothing else in the project knows the contracts' keys.

Every function raises ValueError with a sentence where the object does not fit.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from agent.answers import (
    AbsenceAnswer,
    ContactAnswer,
    DisputeAnswer,
    DocumentAnswer,
    IntentAnswer,
    PaymentAnswer,
    PromiseAnswer,
    Reading,
)
from agent.facts import (
    AccountFacts,
    Allowed,
    ContactFact,
    DisputeFact,
    InvoiceFact,
    PromiseFact,
    ReceivedMail,
    SenderFact,
)

Json = Mapping[str, Any]


def reply_from_json(obj: Json) -> tuple[ReceivedMail, AccountFacts]:
    """An input line of the reading contract."""
    received_at = _instant(_required(obj, "received_at"))
    sender = _object(obj.get("from"))
    mail = ReceivedMail(
        id=str(_required(obj, "id")),
        received_at=received_at,
        from_name=_text(sender.get("name")),
        from_email=_text(sender.get("email")),
        to=_text(obj.get("to")),
        subject=_text(obj.get("subject")),
        body=_text(obj.get("body")),
        headers={str(key): _text(value) for key, value in _object(obj.get("headers")).items()},
    )
    return mail, _account_from_json(_object(_required(obj, "account")), today=received_at.date())


def reading_to_json(reading: Reading) -> dict[str, Any]:
    """An output line of the reading contract; quotes and reasons stay inside."""
    return {
        "id": reading.id,
        "language": reading.language,
        "intents": [{"intent": i.intent, "confidence": round(i.confidence, 4)} for i in reading.intents],
        "promises": [
            {"date": _iso(p.date), "amount": _plain(p.amount), "invoices": list(p.invoices)} for p in reading.promises
        ],
        "disputes": [
            {"reason": d.reason, "invoices": list(d.invoices), "amount": _plain(d.amount)} for d in reading.disputes
        ],
        "payments": [
            {
                "date": _iso(p.date),
                "amount": _plain(p.amount),
                "invoices": list(p.invoices),
                "reference": p.reference,
            }
            for p in reading.payments
        ],
        "documents": [{"type": d.type, "invoices": list(d.invoices)} for d in reading.documents],
        "contacts": [{"name": c.name, "email": c.email} for c in reading.contacts],
        "absence": None if reading.absence is None else {"until": _iso(reading.absence.until)},
        "needs_human": reading.needs_human,
    }


def draft_from_json(obj: Json) -> tuple[str, str, str, AccountFacts]:
    """An input line of the drafting contract as (subject, body, language, facts)."""
    facts = _object(_required(obj, "facts"))
    account = AccountFacts(
        customer=_text(facts.get("customer")),
        country=_text(facts.get("country")),
        language=_text(obj.get("language")),
        currency=_text(facts.get("currency")),
        contact=ContactFact(name=_text(facts["contact"])) if facts.get("contact") else None,
        invoices=tuple(
            _invoice(i, currency=_text(facts.get("currency")), today=None) for i in _objects(facts, "invoices")
        ),
        promises=tuple(_promise(p) for p in _objects(facts, "promises")),
        disputes=tuple(DisputeFact(_text(d.get("reason")), _numbers(d)) for d in _objects(facts, "disputes")),
        allowed=_allowed(_object(facts.get("allowed"))),
        sender=_sender(facts.get("sender")),
        today=_day(facts.get("today")),
        total_overdue=_decimal(facts.get("total_overdue")),
    )
    return _given_text(obj, "subject"), _given_text(obj, "body"), _text(obj.get("language")), account


def _account_from_json(account: Json, *, today: date) -> AccountFacts:
    currency = _text(account.get("currency"))
    return AccountFacts(
        customer=_text(account.get("customer")),
        country=_text(account.get("country")),
        language=_text(account.get("language")),
        currency=currency,
        contacts=tuple(ContactFact(_text(c.get("name")), _text(c.get("email"))) for c in _objects(account, "contacts")),
        invoices=tuple(_invoice(i, currency=currency, today=today) for i in _objects(account, "open_invoices")),
        today=today,
    )


def _invoice(invoice: Json, *, currency: str, today: date | None) -> InvoiceFact:
    issued, due = _day(_required(invoice, "issued")), _day(_required(invoice, "due"))
    if issued is None or due is None:
        raise ValueError(f"Invoice {invoice.get('number')!r} needs an issue and a due date.")
    late = invoice.get("days_overdue")
    if late is None:
        late = max((today - due).days, 0) if today else 0
    balance = _decimal(_required(invoice, "balance"))
    return InvoiceFact(
        number=str(_required(invoice, "number")),
        issued=issued,
        due=due,
        balance=balance if balance is not None else Decimal(),
        currency=_text(invoice.get("currency")) or currency,
        amount=_decimal(invoice.get("amount")),
        days_overdue=_whole(late),
        purchase_order=_text(invoice.get("purchase_order")),
    )


def _promise(promise: Json) -> PromiseFact:
    return PromiseFact(_day(promise.get("date")), _decimal(promise.get("amount")), _numbers(promise))


def _allowed(allowed: Json) -> Allowed:
    return Allowed(
        discount_percent=_decimal(allowed.get("discount_percent")),
        payment_link=allowed.get("payment_link") or None,
        bank_details=allowed.get("bank_details") or None,
        late_fee=_decimal(allowed.get("late_fee")),
        credit_hold=bool(allowed.get("credit_hold")),
    )


def _sender(sender: Json | None) -> SenderFact | None:
    return SenderFact(_text(sender.get("name")), _text(sender.get("company"))) if sender else None


def _object(value: Any) -> Json:
    """An object or nothing; ValueError for anything else."""
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        raise ValueError(f"Expected an object, found {type(value).__name__}.")
    return value


def _objects(obj: Json, key: str) -> list[Json]:
    value = obj.get(key)
    if value is not None and not isinstance(value, list | tuple):
        raise ValueError(f"The key {key!r} holds no list.")
    return [_object(item) for item in value or ()]


def _required(obj: Json, key: str) -> Any:
    if _object(obj).get(key) is None:
        raise ValueError(f"The key {key!r} is missing.")
    return obj[key]


def _numbers(obj: Json) -> tuple[str, ...]:
    return tuple(str(number) for number in obj.get("invoices") or ())


def _given_text(obj: Json, key: str) -> str:
    """What is to be judged must be there as text: nothing, or a number, was never written by anybody."""
    if key not in obj:
        raise ValueError(f"The key {key!r} is missing.")
    value = obj[key]
    if not isinstance(value, str):
        raise ValueError(f"The key {key!r} holds no text.")
    return value


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def _instant(value: Any) -> datetime:
    try:
        instant = datetime.fromisoformat(str(value))
    except ValueError:
        raise ValueError(f"{value!r} is not an ISO 8601 time.") from None
    if instant.tzinfo is None:
        raise ValueError(f"{value!r} has no UTC offset.")
    return instant


def _day(value: Any) -> date | None:
    if not value:
        return None
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise ValueError(f"{value!r} is not an ISO date.") from None


def _decimal(value: Any) -> Decimal | None:
    if value is None or value == "":
        return None
    try:
        amount = Decimal(str(value))
    except InvalidOperation:
        raise ValueError(f"{value!r} is not an amount.") from None
    if not amount.is_finite():
        raise ValueError(f"{value!r} is not an amount.")
    return amount


def _whole(value: Any) -> int:
    try:
        return int(value)
    except (TypeError, ValueError):
        raise ValueError(f"{value!r} is not a number of days.") from None


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _plain(amount: Decimal | None) -> str | None:
    return format(amount, "f") if amount is not None else None


def quotes_of(reading: Reading) -> dict[str, list[str]]:
    """The sentence behind each answer, by the contract's keys and in their order."""
    return {
        "intents": [answer.quote for answer in reading.intents],
        "promises": [answer.quote for answer in reading.promises],
        "disputes": [answer.quote for answer in reading.disputes],
        "payments": [answer.quote for answer in reading.payments],
        "documents": [answer.quote for answer in reading.documents],
        "contacts": [answer.quote for answer in reading.contacts],
        "absence": [reading.absence.quote] if reading.absence else [],
    }


def reading_from_json(obj: Json, *, quotes: Mapping[str, list[str]] | None = None) -> Reading:
    """An output line of the reading contract, as stored or corrected; `quotes` as `quotes_of` gave them."""

    def quoted(key: str) -> list[tuple[Json, str]]:
        known = (quotes or {}).get(key, [])
        return [(item, known[n] if n < len(known) else "") for n, item in enumerate(obj.get(key) or ())]

    absence = obj.get("absence")
    return Reading(
        id=_text(obj.get("id")),
        language=_text(obj.get("language")),
        intents=tuple(
            IntentAnswer(_text(_required(i, "intent")), float(i.get("confidence", 1)), quote)
            for i, quote in quoted("intents")
        ),
        promises=tuple(
            PromiseAnswer(_day(p.get("date")), _decimal(p.get("amount")), _numbers(p), quote)
            for p, quote in quoted("promises")
        ),
        disputes=tuple(
            DisputeAnswer(_text(_required(d, "reason")), _numbers(d), _decimal(d.get("amount")), quote)
            for d, quote in quoted("disputes")
        ),
        payments=tuple(
            PaymentAnswer(
                _day(p.get("date")), _decimal(p.get("amount")), _numbers(p), p.get("reference") or None, quote
            )
            for p, quote in quoted("payments")
        ),
        documents=tuple(
            DocumentAnswer(_text(_required(d, "type")), _numbers(d), quote) for d, quote in quoted("documents")
        ),
        contacts=tuple(
            ContactAnswer(c.get("name") or None, c.get("email") or None, quote) for c, quote in quoted("contacts")
        ),
        absence=None
        if absence is None
        else AbsenceAnswer(_day(absence.get("until")), next(iter((quotes or {}).get("absence", [])), "")),
        needs_human=bool(obj.get("needs_human")),
    )
