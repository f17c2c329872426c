"""Scores of handmade cases."""

from __future__ import annotations

from decimal import Decimal

from evals.cash_application.ledger import Piece
from evals.cash_application.scoring import Score, score

AMOUNTS = {"T1": Decimal("100.00"), "T2": Decimal("300.00")}


def piece(invoice: str, amount: str, kind: str = "invoice") -> Piece:
    return Piece(invoice, Decimal(amount), kind)


def scored(truth: dict[str, list[Piece]], given: dict[str, list[Piece]]) -> Score:
    notes = {"T1": {"style": "single", "noise": "typo|decoy"}, "T2": {"style": "several", "noise": ""}}
    return score(truth, given, amounts=AMOUNTS, notes=notes)


def outcome(wanted: list[Piece], got: list[Piece]) -> str:
    """Of T1 alone."""
    tally = score({"T1": wanted} if wanted else {}, {"T1": got}, amounts={"T1": AMOUNTS["T1"]}, notes={}).total
    return "right" if tally.right else "wrong" if tally.wrong else "left"


def test_the_same_rows_in_another_order_are_right() -> None:
    rows = [piece("A", "60.00"), piece("B", "40.00")]
    assert outcome(rows, rows[::-1]) == "right"


def test_rows_of_one_invoice_and_kind_are_summed() -> None:
    assert outcome([piece("A", "100.00")], [piece("A", "70.00"), piece("A", "30.00")]) == "right"


def test_a_cent_off_is_wrong() -> None:
    assert outcome([piece("A", "100.00")], [piece("A", "99.99")]) == "wrong"


def test_another_kind_is_wrong() -> None:
    assert outcome([piece("A", "100.00")], [piece("A", "98.00"), piece("A", "2.00", "discount")]) == "wrong"


def test_a_missing_fee_is_wrong() -> None:
    assert outcome([piece("A", "100.00"), piece("A", "5.00", "bank_fee")], [piece("A", "100.00")]) == "wrong"


def test_short_pay_rows_count_on_neither_side() -> None:
    with_row = [piece("A", "100.00"), piece("A", "20.00", "short_pay")]
    assert outcome([piece("A", "100.00")], with_row) == "right"
    assert outcome(with_row, [piece("A", "100.00")]) == "right"


def test_no_row_leaves_the_payment_to_a_person() -> None:
    assert outcome([piece("A", "100.00")], []) == "left"


def test_an_ambiguous_payment_that_is_applied_is_wrong() -> None:
    result = scored({"T2": [piece("A", "300.00")]}, {"T1": [piece("B", "100.00")], "T2": [piece("A", "300.00")]})
    assert (result.ambiguous, result.ambiguous_applied) == (1, 1)
    assert (result.total.right, result.total.wrong, result.total.precision) == (1, 1, 0.5)
    assert result.value_wrong == Decimal("100.00")
    assert result.misses == ["T1"]


def test_value_on_a_wrong_invoice_is_what_exceeds_its_due() -> None:
    truth = {"T1": [piece("A", "100.00")], "T2": [piece("C", "300.00")]}
    result = scored(truth, {"T1": [piece("A", "80.00"), piece("B", "20.00")], "T2": [piece("C", "300.00")]})
    assert result.value_wrong == Decimal("20.00")
    assert result.as_json()["value_on_wrong_invoice"] == 0.05


def test_money_on_account_by_mistake_is_wrong_but_on_no_wrong_invoice() -> None:
    result = scored({"T1": [piece("A", "100.00")]}, {"T1": [piece("", "100.00", "on_account")]})
    assert (result.total.wrong, result.value_wrong) == (1, Decimal())


def test_rates_by_payment_and_by_line() -> None:
    truth = {"T1": [piece("A", "100.00")], "T2": [piece("B", "100.00"), piece("C", "150.00"), piece("D", "50.00")]}
    figures = scored(truth, {"T1": truth["T1"]}).as_json()
    assert (figures["auto_apply_rate"], figures["auto_apply_rate_by_line"]) == (0.5, 0.25)
    assert (figures["precision"], figures["precision_by_line"]) == (1.0, 1.0)


def test_outcomes_are_parted_by_style_and_by_each_noise() -> None:
    result = scored({"T1": [piece("A", "100.00")]}, {"T1": [piece("A", "100.00")]})
    assert result.by_style["single"].right == 1
    assert {name: tally.applied for name, tally in result.by_noise.items()} == {"typo": 1, "decoy": 1, "none": 0}
