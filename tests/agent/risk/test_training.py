from __future__ import annotations

import io
from dataclasses import replace

import numpy as np
import pytest

from agent.risk.drift import moved_since
from agent.risk.features import NAMES
from agent.risk.history import NEVER, Ledger, Questions
from agent.risk.measures import auc, coverage, days_off, population_shift
from agent.risk.scorecard import USUAL_RATES, Scorecard
from agent.risk.scoring import score
from agent.risk.storage import UnreadableModel, from_bytes, to_bytes
from agent.risk.training import TooLittleHistory, Training, train

from .conftest import TODAY, made_ledger


def open_today(ledger: Ledger) -> Questions:
    rows = ledger.rows(ledger.closed == NEVER)
    return Questions.about(rows, as_of=np.full(len(rows), TODAY))


def test_it_tells_late_payers_from_punctual_ones(training: Training):
    found = training.trial

    assert found.questions > 200
    assert found.later_than[10]["auc"] > 0.9
    assert abs(found.later_than[10]["mean_chance"] - found.later_than[10]["share"]) < 0.08
    assert found.days["mae"] < 5
    assert 0.7 < found.inside < 0.9


def test_what_it_foretells_holds_together(ledger: Ledger, training: Training):
    asked = open_today(ledger)
    found = score(ledger, asked, model=training.model)
    unpaid_for = asked.as_of - asked.due

    assert (found.later_than[0] >= found.later_than[10]).all()
    assert (found.later_than[10] >= found.later_than[30]).all()
    assert (found.later_than[0][unpaid_for > 0] == 1).all()
    assert (found.low <= found.expected).all() and (found.expected <= found.high).all()
    assert (found.expected >= unpaid_for).all()
    assert found.by_model.all()


def test_habits_raise_a_late_payer_s_score_and_no_punctual_one_s(ledger: Ledger, training: Training):
    asked = open_today(ledger)
    found = score(ledger, asked, model=training.model)
    not_due = asked.as_of <= asked.due
    late, punctual = not_due & (asked.debtor % 4 >= 2), not_due & (asked.debtor % 4 < 2)

    def raised(rows):
        groups = [{reason.group for reason in found.reasons[place] if reason.effect > 0} for place in rows.nonzero()[0]]
        return sum("habits" in group for group in groups) / len(groups)

    assert raised(late) > 0.8
    assert raised(punctual) < 0.1
    assert all(len(why) <= 3 for why in found.reasons)


def test_the_same_ledger_makes_the_same_model(ledger: Ledger, training: Training):
    assert to_bytes(train(ledger, until=TODAY).model) == to_bytes(training.model)


def test_a_model_survives_its_bytes(ledger: Ledger, training: Training):
    asked = open_today(ledger)
    again = from_bytes(to_bytes(training.model))

    before, after = (score(ledger, asked, model=model) for model in (training.model, again))

    np.testing.assert_array_equal(before.later_than[10], after.later_than[10])
    np.testing.assert_array_equal(before.expected, after.expected)
    assert again.card == training.model.card


@pytest.mark.parametrize("data", [b"", b"no archive", b"\x80\x04K\x01."])
def test_bytes_that_are_no_model_are_refused(data: bytes):
    with pytest.raises(UnreadableModel):
        from_bytes(data)


def test_trees_that_lead_nowhere_are_refused(training: Training):
    with np.load(io.BytesIO(to_bytes(training.model)), allow_pickle=False) as file:
        arrays = dict(file)
    nodes = arrays["days_mean_nodes"].copy()
    nodes["left"][nodes["is_leaf"] == 0] = 60_000
    place = io.BytesIO()
    np.savez(place, **(arrays | {"days_mean_nodes": nodes}))

    with pytest.raises(UnreadableModel, match="lead nowhere"):
        from_bytes(place.getvalue())


def test_too_little_history_is_said(ledger: Ledger):
    with pytest.raises(TooLittleHistory, match="paid invoices are too few"):
        train(ledger.rows(np.arange(150)), until=TODAY)


def test_without_a_model_and_without_a_history_the_scorecard_scores():
    ledger = made_ledger(invoices=40, debtors=10, seed=9)
    asked = Questions(*(np.array([value]) for value in (99, TODAY - 10, TODAY + 20, 500.0, TODAY)))

    found = score(ledger, asked, model=None)

    assert not found.by_model.any()
    assert found.later_than[10][0] == pytest.approx(USUAL_RATES[10], abs=0.02)
    assert found.reasons == [()]


def test_a_newcomer_is_scored_by_the_card_beside_the_model(ledger: Ledger, training: Training):
    asked = Questions(*(np.array([value]) for value in (999, TODAY - 10, TODAY + 20, 500.0, TODAY)))

    assert not score(ledger, asked, model=training.model).by_model[0]


def test_the_card_takes_the_installation_s_own_rates_once_there_are_enough(ledger: Ledger):
    own = Scorecard.of(ledger)
    late = ledger.days_late[ledger.paid]

    assert own.rates[10] == pytest.approx((late > 10).mean(), abs=0.001)


def test_the_card_s_chance_rises_with_the_days_past_due():
    ledger = made_ledger(invoices=40, debtors=10, seed=9)
    due = np.array([TODAY + 10, TODAY - 2, TODAY - 9, TODAY - 20])
    asked = Questions(np.full(4, 99), due - 30, due, np.full(4, 100.0), np.full(4, TODAY))

    chance = score(ledger, asked, model=None).later_than[30]

    assert chance[0] < chance[1] <= chance[2] < chance[3]


def test_invoices_like_those_of_the_training_have_not_drifted(ledger: Ledger, training: Training):
    profile = training.model.card["profile"]
    same = moved_since(profile, ledger, on=TODAY)
    other = replace(ledger, amount=ledger.amount * 900, due=ledger.due + 60, debtor=ledger.debtor + 500)
    far = moved_since(profile, other, on=TODAY)

    assert same is not None and not same.asks_for_training
    assert far is not None and far.asks_for_training
    assert "amount" in far.shifted


def test_few_new_invoices_say_nothing_of_a_drift(ledger: Ledger, training: Training):
    assert moved_since(training.model.card["profile"], ledger.rows(np.arange(299)), on=TODAY) is None


def test_the_card_says_what_was_learned_from(training: Training):
    card = training.model.card

    assert card["columns"] == list(NAMES)
    assert card["settled"] > 1_000
    assert card["measured_from"] < card["known_until"]


def test_measures_of_worked_examples():
    assert auc([True, False, True, False], [0.9, 0.1, 0.4, 0.4]) == 0.875
    assert auc([True, True], [0.1, 0.2]) is None
    assert days_off([0, 10], [3, 6]) == {"mae": 3.5, "rmse": pytest.approx(12.5**0.5), "within_3": 0.5}
    assert coverage([1, 5, 9], [0, 6, 9], [2, 8, 9]) == pytest.approx(2 / 3)
    assert population_shift(np.arange(100), np.arange(100)) == pytest.approx(0, abs=1e-9)
    assert population_shift(np.arange(100), np.arange(100) + 80) > 1
