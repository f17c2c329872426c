"""The truth agrees with the ledger that it speaks of."""

from __future__ import annotations

from collections import Counter, defaultdict
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest

from evals.cash_application.baseline import match_exactly
from evals.cash_application.deck import StyleDeck
from evals.cash_application.files import read_allocations, read_rows, write_ledger
from evals.cash_application.generating import generate
from evals.cash_application.ledger import Ledger
from evals.cash_application.places import discount_days
from evals.cash_application.scoring import score_folder
from evals.cash_application.styles import STYLES

SETTLING = ("invoice", "discount", "bank_fee", "credit_note")
MONEY = ("invoice", "credit_note", "on_account", "unrelated")


def made(profile: str, seed: int = 1, payments: int = 60) -> Ledger:
    return generate(profile=profile, payments=payments, customers=40, seed=seed)


@pytest.fixture(scope="module", params=["standard", "hard"])
def ledger(request: pytest.FixtureRequest) -> Ledger:
    return made(request.param, payments=400)


def test_the_rows_of_a_payment_sum_to_the_money_that_came(ledger: Ledger) -> None:
    for payment in ledger.payments:
        if payment.pieces:
            assert sum(piece.amount for piece in payment.pieces if piece.kind in MONEY) == payment.amount


def test_no_document_is_settled_beyond_its_amount(ledger: Ledger) -> None:
    settled: dict[str, Decimal] = defaultdict(Decimal)
    for payment in ledger.payments:
        for piece in payment.pieces:
            if piece.kind in SETTLING:
                settled[piece.invoice] += piece.amount
    for number, amount in settled.items():
        document = ledger.documents[number]
        assert document.status in ("open", "credit_note")
        assert Decimal() < amount / document.amount <= 1


def test_money_settles_documents_of_its_own_currency(ledger: Ledger) -> None:
    for payment in ledger.payments:
        assert {ledger.documents[p.invoice].currency for p in payment.pieces if p.invoice} <= {payment.currency}


def test_amounts_are_positive_but_for_credit_notes(ledger: Ledger) -> None:
    for payment in ledger.payments:
        assert payment.amount > 0
        assert all((piece.amount < 0) == (piece.kind == "credit_note") for piece in payment.pieces)
        assert all(piece.amount == piece.amount.quantize(Decimal("0.01")) for piece in payment.pieces)


def test_a_discount_is_two_percent_and_in_time(ledger: Ledger) -> None:
    for payment in ledger.payments:
        for piece in payment.pieces:
            if piece.kind == "discount":
                document = ledger.documents[piece.invoice]
                country = ledger.customers[document.customer_id].country
                assert (payment.booked_on - document.issued).days <= discount_days(country)
                assert abs(piece.amount - document.amount * Decimal("0.02")) <= Decimal("0.005")


def test_bank_fees_are_short_paid_on_wires_and_small(ledger: Ledger) -> None:
    for payment in ledger.payments:
        for piece in payment.pieces:
            if piece.kind == "bank_fee":
                assert payment.method == "wire"
                assert piece.amount <= payment.amount * Decimal("0.05")


def test_nothing_is_paid_before_it_is_issued(ledger: Ledger) -> None:
    for payment in ledger.payments:
        assert all(ledger.documents[p.invoice].issued <= payment.booked_on for p in payment.pieces if p.invoice)


def test_payments_come_in_the_order_of_their_days(ledger: Ledger) -> None:
    days = [payment.booked_on for payment in ledger.payments]
    assert days == sorted(days)
    assert [payment.transaction_id for payment in ledger.payments][:2] == ["T000001", "T000002"]


def test_what_nobody_could_decide_says_why_and_has_no_rows(ledger: Ledger) -> None:
    assert all(bool(payment.why) != bool(payment.pieces) for payment in ledger.payments)


def test_the_same_seed_makes_the_same_files_and_another_does_not(tmp_path: Path) -> None:
    for folder, seed in (("one", 1), ("again", 1), ("other", 2)):
        write_ledger(tmp_path / folder, made("hard", seed))
    for name in ("customers", "invoices", "bank", "allocations", "notes"):
        texts = [(tmp_path / folder / f"{name}.csv").read_bytes() for folder in ("one", "again", "other")]
        assert texts[0] == texts[1]
        assert texts[0] != texts[2]


def test_the_files_have_the_contract_s_columns(tmp_path: Path) -> None:
    write_ledger(tmp_path, made("standard"))
    assert len(read_rows(tmp_path / "bank.csv")) == 60
    assert set(read_rows(tmp_path / "bank.csv")[0]) == {
        "transaction_id", "booked_on", "amount", "currency", "payer_name", "payer_account", "reference", "method",
    }  # fmt: skip
    assert set(read_rows(tmp_path / "invoices.csv")[0]) == {
        "number", "customer_id", "issued", "due", "amount", "currency", "purchase_order", "status", "paid_on",
    }  # fmt: skip


def test_the_truth_scores_full_marks_on_itself(tmp_path: Path) -> None:
    write_ledger(tmp_path, made("standard"))
    result = score_folder(tmp_path, read_allocations(tmp_path / "allocations.csv"))
    assert (result.total.wrong, result.total.left, result.value_wrong) == (0, 60 - result.total.decidable, 0)
    assert result.misses == []


def test_a_plain_matcher_finds_some_and_not_all(tmp_path: Path) -> None:
    write_ledger(tmp_path, made("standard", payments=400))
    result = score_folder(tmp_path, match_exactly(tmp_path))
    assert 0.3 < result.total.rate < 0.6
    assert result.total.wrong <= 2


def test_all_styles_come_up_in_a_larger_run() -> None:
    seen = Counter(
        payment.style for payment in generate(profile="hard", payments=3_000, customers=600, seed=1).payments
    )
    assert set(seen) == set(STYLES)


def test_a_deck_deals_every_style_by_its_weight() -> None:
    deck = StyleDeck(Random(1), {"single": 2.0, "factor": 0.5})
    assert Counter(deck.draw() for _ in range(50)) == {"single": 40, "factor": 10}


def test_a_style_that_was_not_possible_comes_up_again_but_not_without_end() -> None:
    deck = StyleDeck(Random(1), {"single": 2.0, "factor": 0.5})
    for style in [deck.draw() for _ in range(50)]:
        if style == "factor":
            for _ in range(3):
                deck.miss(style)
    assert Counter(deck.draw() for _ in range(60)) == {"single": 40, "factor": 20}
