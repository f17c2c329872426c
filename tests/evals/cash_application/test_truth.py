"""What a careful person could tell, in small worlds."""

from __future__ import annotations

from decimal import Decimal

import pytest

from evals.cash_application.rulings import CLEAR, FAR_NUMBER, GREY, Verdict
from tests.evals.cash_application.worlds import customer, document, pays, ruled, world

ALBA = customer("1", "Alba Handels GmbH", accounts=("DE11",))
BORA = customer("2", "Bora Service GmbH")


@pytest.mark.parametrize(
    ("number", "written"),
    [
        ("4507085", "RG 4507085"),
        ("4507474", "R-4507474"),
        ("INV-2025-03650", "IN2025-03650"),
        ("SI-007779", "#007779"),
        ("INV-2026-00123", "RG 123"),
        ("RE10023", "FA 1OO23"),
    ],
)
@pytest.mark.parametrize("payer", [ALBA, None])
def test_whole_digits_and_the_exact_sum_decide_whatever_the_prefix(number: str, written: str, payer: object) -> None:
    here = world([ALBA, BORA], [document(number, "1", "812.40"), document("RE77777", "2", "90.00")])
    known = ALBA if payer else None
    ruling = ruled(here, pays(here, number, payer=known), written, name=known.name if known else "Stranger")
    assert ruling == CLEAR


def test_a_strangers_number_without_prefix_means_the_open_invoice_of_that_sum() -> None:
    here = world([ALBA, BORA], [document("INV-2026-00123", "1", "812.40"), document("2026/00123", "2", "90.00")])
    assert ruled(here, pays(here, "INV-2026-00123", payer=None), "2026-00123", name="Stranger") == CLEAR


def test_a_strangers_number_that_two_invoices_of_that_sum_have_is_open() -> None:
    here = world([ALBA, BORA], [document("INV-2026-00123", "1", "812.40"), document("2026/00123", "2", "812.40")])
    ruling = ruled(here, pays(here, "INV-2026-00123", payer=None), "00123", name="Stranger")
    assert ruling.why == "another number is as near, and of the same amount"


def test_only_damaged_digits_are_too_far_from_any_number() -> None:
    here = world([ALBA, BORA], [document("SI-006512", "1", "812.40")])
    assert ruled(here, pays(here, "SI-006512", payer=None), "RE-009112", name="Stranger").why == FAR_NUMBER


def three(status: str = "open") -> list:
    return [
        document("RE10011", "1", "100.00"), document("RE10022", "1", "220.50"), document("RE10044", "1", "330.70"),
        document("RE10045", "2" if status == "foreign" else "1", "41.00", status="open"),
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["Alba Handels GmbH", "Stranger"])
def test_the_sum_tells_the_one_number_of_a_list_that_has_a_slip(name: str) -> None:
    here = world([ALBA, BORA], three())
    intent = pays(here, "RE10011", "RE10022", "RE10044", payer=ALBA if name != "Stranger" else None)
    assert ruled(here, intent, "RE10011", "RE10022", "RE1044", name=name) == CLEAR


def test_a_slip_that_hits_somebody_elses_number_does_not_mislead() -> None:
    here = world([ALBA, BORA], three("foreign"))
    intent = pays(here, "RE10011", "RE10022", "RE10044", payer=ALBA)
    assert ruled(here, intent, "RE10011", "RE10022", "RE10045", name=ALBA.name) == CLEAR


def test_people_would_argue_about_a_slip_that_hits_an_open_item_of_the_customer() -> None:
    here = world([ALBA, BORA], three())
    intent = pays(here, "RE10011", "RE10022", "RE10044", payer=ALBA)
    assert ruled(here, intent, "RE10011", "RE10022", "RE10045", name=ALBA.name) == GREY


def test_a_slip_in_a_list_stays_open_if_two_invoices_have_the_amount_that_is_left() -> None:
    here = world([ALBA, BORA], [*three(), document("RE10046", "1", "330.70")])
    intent = pays(here, "RE10011", "RE10022", "RE10044", payer=None)
    assert ruled(here, intent, "RE10011", "RE10022", "RE1004", name="Stranger").verdict is Verdict.OPEN


def silent(name: str, account: str, *others: str) -> Verdict:
    """What Alba's only invoice of an amount is taken for, paid without a word."""
    more = [customer(str(place), other) for place, other in enumerate(others, start=5)]
    here = world([ALBA, BORA, *more], [document("RE10011", "1", "100.00"), document("RE10012", "1", "70.00")])
    return ruled(here, pays(here, "RE10011", payer=ALBA, cited=False), name=name, account=account).verdict


def test_a_full_name_that_one_customer_has_needs_no_listed_account() -> None:
    assert silent("ALBA HANDELS", "NL77") is Verdict.CLEAR


def test_a_name_of_two_customers_says_nothing() -> None:
    assert silent("ALBA HANDELS", "NL77", "Alba Handels AG") is Verdict.OPEN


def test_the_name_tells_who_pays_from_an_account_of_the_family() -> None:
    child = customer("3", "Alba Werkzeuge KG", parent="1")
    here = world([ALBA, child], [document("RE10011", "3", "100.00")])
    intent = pays(here, "RE10011", payer=child, cited=False)
    assert ruled(here, intent, name="Alba Werkzeuge KG", account="DE11") == CLEAR


def test_the_text_may_name_for_whom_a_stranger_pays() -> None:
    here = world([ALBA, BORA], [document("RE16989", "1", "280.55"), document("RE10012", "2", "280.55")])
    named = pays(here, "RE16989", payer=None, body="wg. Alba Handels GmbH")
    assert ruled(here, named, "RE169949", name="Stranger") == CLEAR
    assert ruled(here, pays(here, "RE16989", payer=None), "RE169949", name="Stranger").why == FAR_NUMBER


def test_an_account_that_was_shown_before_tells_namesakes_apart() -> None:
    twin = customer("9", "Alba Handels AG")
    here = world([ALBA, twin], [document("RE10011", "1", "100.00")])
    intent = pays(here, "RE10011", payer=ALBA, cited=False)
    assert ruled(here, intent, name="ALBA HANDELS", account="NL77").verdict is Verdict.OPEN
    here.learned.learn("NL77", {"1"})
    assert ruled(here, intent, name="ALBA HANDELS", account="NL 77") == CLEAR


def test_amounts_of_a_part_payment_do_not_help_damaged_digits() -> None:
    here = world([ALBA, BORA], [document("SI-006512", "1", "812.40")])
    intent = pays(here, "SI-006512", payer=ALBA)
    part = type(intent)(**{**intent.__dict__, "amount": Decimal("333.00"), "arithmetic": "weak"})
    assert ruled(here, part, "SI-009112", name=ALBA.name).why == FAR_NUMBER
