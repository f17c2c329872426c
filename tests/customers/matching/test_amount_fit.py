from __future__ import annotations

from datetime import date

import pytest

from customers.matching.amount_fit import Fit, discount_of, early_discount, exact_bits, fits
from customers.matching.items import Item, Payment
from customers.matching.open_ledger import OpenLedger
from tests.customers.matching.matching_rows import item, payment


def fitted(paid: Payment, *items: Item) -> list[Fit]:
    return fits(paid, items, OpenLedger.of(items))


def discount(owed: Item, *, on: date) -> int:
    return early_discount(owed, payment(booked_on=on), OpenLedger.of([owed]))


@pytest.mark.parametrize(("amount", "off"), [(10_000, 200), (10_025, 201), (10_024, 200), (12_345, 247), (1, 0)])
def test_discount_is_two_percent_with_half_a_cent_rounded_up(amount: int, off: int) -> None:
    assert discount_of(amount) == off


@pytest.mark.parametrize(("country", "days"), [("DE", 14), ("AT", 14), ("CH", 14), ("FR", 10), ("", 10)])
def test_discount_lasts_fourteen_days_in_german_speaking_countries_and_ten_elsewhere(country: str, days: int) -> None:
    owed = item(country=country, issued_on=date(2026, 2, 20))
    last = date.fromordinal(date(2026, 2, 20).toordinal() + days)
    assert discount(owed, on=last) == 200
    assert discount(owed, on=date.fromordinal(last.toordinal() + 1)) == 0


def test_no_discount_once_a_part_was_paid() -> None:
    assert discount(item(left=9_000, amount=10_000, issued_on=date(2026, 3, 1)), on=date(2026, 3, 2)) == 0


def test_no_discount_after_a_payment_of_the_same_run_took_a_part() -> None:
    owed = item(issued_on=date(2026, 3, 1))
    ledger = OpenLedger.of([owed])
    ledger.take(1, 500, position=(date(2026, 3, 1), 0))
    assert early_discount(owed, payment(), ledger) == 0


def test_no_discount_on_a_credit_note() -> None:
    assert discount(item(amount=-10_000, issued_on=date(2026, 3, 1)), on=date(2026, 3, 2)) == 0


def test_the_whole_amount_fits_one_way() -> None:
    assert fitted(payment(12_345), item(amount=12_345)) == [Fit(((1, 12_345, "invoice"),), exact_bits(12_345), "")]


def test_invoices_less_a_credit_note_fit_to_the_cent() -> None:
    found = fitted(payment(7_500), item(amount=9_000, pk=1), item(amount=-1_500, pk=2))
    assert [each.lines for each in found] == [((1, 9_000, "invoice"), (2, -1_500, "credit_note"))]


def test_too_much_stays_on_account() -> None:
    (found,) = fitted(payment(12_000), item(amount=10_000))
    assert (found.lines, found.rest, found.bits) == (((1, 10_000, "invoice"),), 2_000, -4.0)


def test_discount_is_taken_off_only_the_invoice_that_it_fits() -> None:
    issued = date(2026, 2, 25)
    found = fitted(payment(29_800), item(pk=1, issued_on=issued), item(amount=20_000, pk=2, issued_on=issued))
    assert [each.lines for each in found] == [((1, 9_800, "invoice"), (1, 200, "discount"), (2, 20_000, "invoice"))]


def test_of_two_invoices_that_the_discount_fits_each_is_a_way_of_its_own_with_less_evidence() -> None:
    issued = date(2026, 2, 25)
    found = fitted(payment(19_800), item(pk=1, issued_on=issued), item(pk=2, issued_on=issued))
    assert [(1, 200, "discount") in each.lines for each in found] == [True, False]
    assert {each.bits for each in found} == {exact_bits(19_800) - 1 - 1}


@pytest.mark.parametrize(("paid", "kind"), [(95_239, "bank_fee"), (95_238, "part")])
def test_bank_fees_are_at_most_five_percent_of_what_came(paid: int, kind: str) -> None:
    (found,) = fitted(payment(paid, method="wire"), item(amount=100_000))
    fee = (1, 100_000 - paid, "bank_fee")
    assert (fee in found.lines) is (kind == "bank_fee")
    assert sum(amount for _, amount, _ in found.lines) == (100_000 if kind == "bank_fee" else paid)


@pytest.mark.parametrize("method", ["ach", "sepa", "check", ""])
def test_only_wires_lose_bank_fees(method: str) -> None:
    (found,) = fitted(payment(99_000, method=method), item(amount=100_000))
    assert found.lines == ((1, 99_000, "invoice"),)


def test_two_percent_short_on_a_wire_is_a_late_discount_and_no_fee() -> None:
    (found,) = fitted(payment(98_000, method="wire"), item(amount=100_000))
    assert found.lines == ((1, 98_000, "invoice"),)


def test_several_invoices_are_never_paid_in_part() -> None:
    assert fitted(payment(15_000), item(pk=1), item(pk=2)) == []


def test_nothing_fits_items_that_come_to_nothing() -> None:
    assert fitted(payment(1_000)) == []
    assert fitted(payment(1_000), item(amount=-5_000)) == []


def test_round_amounts_say_less_than_odd_ones() -> None:
    assert (exact_bits(100_000), exact_bits(250_000), exact_bits(1)) == (4.0, pytest.approx(4.643856189774724), 4.0)
    assert (exact_bits(123_456), exact_bits(-123_456)) == (14.0, 14.0)
    assert exact_bits(9_900) == pytest.approx(6.6293566200796095)
