from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from dunning.promise_money import Claimant, Money, share_money

GIVEN = date(2026, 3, 4)
RECORDED = datetime.fromisoformat("2026-03-04T10:00:00+00:00")


def claimant(promise_id: int, *invoices: int, ceiling: str = "500", **given: Any) -> Claimant:
    defaults = {
        "debtor_id": 1,
        "currency": "EUR",
        "kind": "promise",
        "promised_on": GIVEN + timedelta(days=2),
        "given_on": GIVEN,
        "recorded_at": RECORDED,
    }
    return Claimant(
        promise_id=promise_id, ceiling=Decimal(ceiling), invoice_ids=frozenset(invoices), **(defaults | given)
    )


def money(amount: str, invoice_id: int | None = 7, **given: Any) -> Money:
    defaults = {"debtor_id": 1, "currency": "EUR", "booked_on": GIVEN, "known_at": RECORDED}
    return Money(invoice_id=invoice_id, amount=Decimal(amount), **(defaults | given))


def test_the_earlier_promise_takes_first_and_the_rest_goes_on() -> None:
    later = claimant(1, 7, promised_on=GIVEN + timedelta(days=30))
    shares = share_money([later, claimant(2, 7)], [money("700")])
    assert shares == {2: {7: Decimal(500)}, 1: {7: Decimal(200)}}


def test_a_promise_without_invoices_takes_what_others_leave_and_money_on_account() -> None:
    account = claimant(1, ceiling="1000", promised_on=GIVEN)
    shares = share_money([account, claimant(2, 7)], [money("600"), money("300", None), money("50", 8)])
    assert shares[2] == {7: Decimal(500)}
    assert shares[1] == {7: Decimal(100), None: Decimal(300), 8: Decimal(50)}


def test_money_of_others_in_another_currency_or_too_early_is_left() -> None:
    pieces = [
        money("100", debtor_id=2),
        money("100", currency="USD"),
        money("100", booked_on=GIVEN - timedelta(days=4)),
        money("100", 8),
        money("100", None),
    ]
    assert share_money([claimant(1, 7)], pieces) == {1: {}}


def test_a_claim_counts_money_from_three_days_before_the_day_it_names() -> None:
    claim = claimant(1, 7, kind="claim", promised_on=GIVEN - timedelta(days=10))
    late = money("100", booked_on=GIVEN - timedelta(days=13), known_at=RECORDED + timedelta(hours=1))
    known = money("100", booked_on=GIVEN - timedelta(days=13), known_at=RECORDED - timedelta(hours=1))
    assert share_money([claim], [late, known]) == {1: {7: Decimal(100)}}
