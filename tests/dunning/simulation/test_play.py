"""One customer at a time: which day each step goes, and what an answer does."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from dunning.case_facts import StepRule
from dunning.simulation.behaviours import BEHAVIOURS, STAGES, UnknownBehaviour, mix_of
from dunning.simulation.figures import figures_of, play_all
from dunning.simulation.ladders import NAMED, PlayedCadence
from dunning.simulation.play import Play
from dunning.simulation.population import NEVER, WARM_UP_DAYS, Population, population_of
from dunning.simulation.rungs import needs_person

STANDARD = PlayedCadence(
    "standard",
    tuple(
        StepRule(stage, place, "due", offset, False, stage, stage)
        for place, (offset, stage) in enumerate(
            [(-5, "courtesy"), (3, "first"), (10, "follow_up"), (21, "firm"), (35, "final")]
        )
    ),
)
# A Monday in the measured days.
DUE = 140


def one_customer(*, pays: int = NEVER, wrong: bool = False, amount: float = 1000.0, days: int = 300) -> Population:
    """With one invoice due on DUE; `pays`: without being asked."""
    return Population(
        days,
        np.zeros(1, dtype=np.int8),
        np.array([[DUE - 30]], dtype=np.int16),
        np.array([[DUE]], dtype=np.int16),
        np.array([[amount]], dtype=np.float32),
        np.array([[pays]], dtype=np.int16),
        np.array([[wrong]]),
        np.array([[NEVER]], dtype=np.int16),
    )


def played(
    population: Population, *, answers: float, rung: int = 3, cadence: PlayedCadence = STANDARD
) -> tuple[Play, list]:
    """The play, and what went out: day after the due date and stage. Every message is answered with this chance."""
    play = Play(population, cadence, rung=rung, seed=1)
    play.desk = replace(play.desk, same_day=1.0)
    play.answering.answers = np.full((len(BEHAVIOURS), len(STAGES)), answers)
    play.answering.numbers["promises"] = np.zeros(len(BEHAVIOURS))
    sent, answer = [], play.answering.answer

    def kept(rows, stage, asked, day):
        sent.extend((day - DUE, STAGES[place]) for place in stage)
        answer(rows, stage, asked, day)

    play.answering.answer = kept
    return play.run(), sent


def test_the_ladder_is_walked_on_business_days_and_then_a_person_calls_each_month():
    assert DUE % 7 == 0
    _, sent = played(one_customer(), answers=0.0)
    # Day 35 is a Monday again; a call follows after the gap, then each 30 days, on the Monday where that is a Saturday.
    assert sent[:6] == [(3, "first"), (10, "follow_up"), (21, "firm"), (35, "final"), (39, "call"), (70, "call")]


def test_nothing_goes_out_about_what_is_paid_on_time_or_at_the_rung_that_only_watches():
    assert played(one_customer(pays=DUE), answers=0.0)[1] == []
    assert played(one_customer(), answers=0.0, rung=0)[1] == []


def test_an_answer_with_money_ends_the_case():
    play, sent = played(one_customer(), answers=1.0)
    assert sent == [(3, "first")]
    assert 5 <= play.accounts.pays[0, 0] - DUE <= 13
    assert figures_of(play).collected == 1.0


def test_a_courtesy_goes_before_the_due_date_above_the_minimum_only():
    # Five days before a Monday is a Wednesday; the customer then pays on the due date, not before.
    play, sent = played(one_customer(amount=6000.0), answers=1.0)
    assert sent == [(-5, "courtesy")]
    assert DUE <= play.accounts.pays[0, 0] <= DUE + 5
    assert played(one_customer(amount=5000.0), answers=1.0)[1] == [(3, "first")]


def test_what_is_wrong_is_disputed_when_asked_and_quiet_until_settled():
    play, sent = played(one_customer(wrong=True), answers=1.0)
    assert sent[0] == (3, "first")
    assert play.counted.disputes == 1
    assert play.counted.disputes_early == 1
    assert all(day > 3 + 14 for day, _ in sent[1:])
    assert play.accounts.pays[0, 0] < NEVER


def test_a_broken_promise_is_spoken_of_before_the_ladder_goes_on():
    cadence = replace(STANDARD, steps=(*STANDARD.steps, StepRule("broken", 0, "promise_broken", 1, True, "firm", "x")))
    play = Play(one_customer(), cadence, rung=3, seed=1)
    play.answering.answers = np.zeros((len(BEHAVIOURS), len(STAGES)))
    play.answering.answers[:, STAGES.index("first")] = 1.0
    play.answering.numbers |= {"promises": np.ones(len(BEHAVIOURS)), "keeps": np.zeros(len(BEHAVIOURS))}
    play.run()
    assert (play.counted.promises, play.counted.kept, play.counted.broken) == (1, 0, 1)
    assert play.counted.by_stage["firm"] == 2


def test_the_final_step_needs_a_person_at_every_rung():
    assert [needs_person(rung, "final") for rung in (1, 2, 3)] == [True, True, True]
    assert [needs_person(rung, "firm") for rung in (1, 2, 3)] == [True, True, False]
    assert [needs_person(rung, "first") for rung in (1, 2, 3)] == [True, False, False]


def test_approval_takes_a_clerks_time_and_some_days():
    play, _ = played(one_customer(), answers=0.0, rung=1)
    assert play.counted.approvals == play.counted.mails == 4
    slow = Play(one_customer(), STANDARD, rung=1, seed=1)
    slow.desk = replace(slow.desk, same_day=0.0)
    assert slow.run().counted.mails == 0


def test_figures_of_one_late_invoice_by_hand():
    figures = figures_of(Play(one_customer(pays=DUE + 20), NAMED["none"], rung=1, seed=1).run())
    assert figures.days_late == 20.0
    assert figures.collected == 1.0
    assert (figures.cadence, figures.rung, figures.mails) == ("none", "–", 0)
    weeks = [day for day in range(WARM_UP_DAYS, 300, 7) if DUE < day < DUE + 20]
    assert sum(share == 1.0 for share in figures.overdue) == len(weeks)


def test_the_same_seed_gives_the_same_year_and_writing_beats_silence():
    population = population_of(customers=400, days=365, mix=mix_of(""), seed=3)
    first = play_all(population, [NAMED["none"], NAMED["brisk"]], [3], seed=3)
    assert first == play_all(population, [NAMED["none"], NAMED["brisk"]], [3], seed=3)
    silence, brisk = first
    assert brisk.dso < silence.dso
    assert brisk.collected > silence.collected
    assert brisk.disputes_early > silence.disputes_early


def test_a_mix_is_read_by_shares():
    assert mix_of("forgetful=3,broke=1") == {"forgetful": 0.75, "broke": 0.25}
    assert sum(mix_of("").values()) == pytest.approx(1.0)
    with pytest.raises(UnknownBehaviour, match="“kind” is no behaviour"):
        mix_of("kind=1")
    population = population_of(customers=100, days=90, mix=mix_of("broke=1,slow=3"), seed=1)
    assert np.bincount(population.behaviour, minlength=5).tolist() == [0, 75, 0, 25, 0]
