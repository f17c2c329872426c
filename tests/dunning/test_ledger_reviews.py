"""Money and files that wait for a person."""

from __future__ import annotations

from decimal import Decimal

import pytest

from customers.models import BankTransaction, ImportRun
from dunning.models import Review
from dunning.services.money.ledger_reviews import ask_about_ledger
from tests.factories import AS_OF, TODAY, BankTransactionFactory, LedgerSourceFactory

pytestmark = pytest.mark.django_db


def test_unmatched_money_is_asked_about_once() -> None:
    payment = BankTransactionFactory(amount=Decimal("512.40"), payer_name="Somebody Ltd", reference="INVOICE ???")
    assert ask_about_ledger(as_of=AS_OF) == 1
    assert ask_about_ledger(as_of=AS_OF) == 0
    review = Review.objects.get()
    assert (review.kind, review.transaction) == ("unmatched_payment", payment)
    assert review.why == (
        "512.40 EUR from Somebody Ltd, booked on 2026-03-04, fits no invoice for certain: “INVOICE ???”"
    )


def test_matched_money_answers_its_review() -> None:
    BankTransactionFactory()
    ask_about_ledger(as_of=AS_OF)
    BankTransaction.objects.update(state=BankTransaction.State.MATCHED)
    ask_about_ledger(as_of=AS_OF)
    assert Review.objects.get().outcome == "matched"


def test_money_that_a_person_left_is_not_asked_about_again() -> None:
    BankTransactionFactory()
    ask_about_ledger(as_of=AS_OF)
    Review.objects.update(closed_at=AS_OF, outcome="unrelated")
    assert ask_about_ledger(as_of=AS_OF) == 0


def test_a_refused_snapshot_is_asked_about_until_one_lands() -> None:
    source = LedgerSourceFactory()
    run = {"source": source, "layout": "invoices", "kind": "snapshot", "as_of": TODAY, "started_at": AS_OF}
    ImportRun.objects.create(**run, file_name="open.csv", status="refused", problem="It would close 90 % of the items.")
    ask_about_ledger(as_of=AS_OF)
    ask_about_ledger(as_of=AS_OF)
    review = Review.objects.get()
    assert (review.kind, review.source) == ("snapshot", source)
    assert review.why == "open.csv was refused: It would close 90 % of the items."
    ImportRun.objects.create(**run, file_name="open.csv", status="done")
    ask_about_ledger(as_of=AS_OF)
    assert Review.objects.get().outcome == "imported"
