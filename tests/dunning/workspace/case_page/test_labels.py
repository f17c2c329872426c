from __future__ import annotations

import pytest

from dunning.workspace.case_page.labels import relabelled

PROMISE = {
    "language": "de",
    "intents": [{"intent": "promise_to_pay", "confidence": 0.7}],
    "promises": [{"date": "2026-03-06", "amount": "100.00", "invoices": ["A-1"]}],
}


def test_a_promise_that_was_a_payment_keeps_its_day_sum_and_invoices():
    answer = relabelled(PROMISE, intent="payment_claimed")
    assert answer["payments"] == [{"date": "2026-03-06", "amount": "100.00", "invoices": ["A-1"], "reference": None}]
    assert answer["promises"] == []
    assert answer["intents"] == [{"intent": "payment_claimed", "confidence": 1.0}]


def test_a_dispute_is_about_the_invoices_that_the_reading_names():
    answer = relabelled(PROMISE, intent="dispute", detail="tax")
    assert answer["disputes"] == [{"reason": "tax", "amount": None, "invoices": ["A-1"]}]
    assert answer["needs_human"] is True


def test_a_promise_without_anything_said_stays_open_in_day_and_sum():
    answer = relabelled({}, intent="promise_to_pay")
    assert answer["promises"] == [{"date": None, "amount": None, "invoices": []}]


def test_an_absence_is_one_whose_end_may_be_unknown():
    assert relabelled({}, intent="out_of_office")["absence"] == {"until": None}
    assert relabelled({"absence": {"until": "2026-03-09"}}, intent="question")["absence"] is None


@pytest.mark.parametrize(("intent", "detail"), [("nonsense", ""), ("dispute", "invoice_copy"), ("question", "tax")])
def test_words_that_the_contract_does_not_know_are_refused(intent, detail):
    with pytest.raises(ValueError, match="is no meaning|does not go with"):
        relabelled(PROMISE, intent=intent, detail=detail)
