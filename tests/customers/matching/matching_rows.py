"""Rows that the tests of matching share: an item, a payment, a customer."""

from __future__ import annotations

from datetime import date
from typing import Any

from customers.matching.items import Item, Party, Payment


def item(number: str = "INV-1", amount: int = 10_000, *, pk: int = 1, customer: int = 1, **extra: Any) -> Item:
    values: dict[str, Any] = {
        "left": amount,
        "amount": amount,
        "currency": "EUR",
        "issued_on": date(2026, 1, 5),
        "due_on": date(2026, 2, 4),
    }
    return Item(pk, number, customer, customer, **values | extra)


def payment(amount: int = 10_000, text: str = "", **extra: Any) -> Payment:
    values: dict[str, Any] = {"currency": "EUR", "booked_on": date(2026, 3, 2), "text": text}
    return Payment(amount, **values | extra)


def party(pk: int, *names: str, root: int = 0, **extra: Any) -> Party:
    return Party(pk, extra.pop("number", f"C-{1000 + pk}"), names, root or pk, pk, **extra)
