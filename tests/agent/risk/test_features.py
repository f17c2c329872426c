from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from agent.risk.features import NAMES, features
from agent.risk.history import NEVER, Ledger, Questions

from .conftest import TODAY, made_ledger

DAY = date(2026, 3, 2).toordinal()  # a Monday


def ledger_of(*rows: tuple[int, int, int, int | None, float]) -> Ledger:
    """Rows of debtor, days of issue, due date and payment after DAY, and amount."""
    columns = [np.array(column) for column in zip(*[(*row[:3], 0, row[4]) for row in rows], strict=True)]
    closed = np.array([NEVER if row[3] is None else DAY + row[3] for row in rows])
    return Ledger(columns[0], DAY + columns[1], DAY + columns[2], closed, columns[4].astype(float), closed < NEVER)


def asked_of(debtor: int, issued: int, due: int, amount: float, as_of: int) -> Questions:
    return Questions(*(np.array([value]) for value in (debtor, DAY + issued, DAY + due, amount, DAY + as_of)))


def told(ledger: Ledger, asked: Questions) -> dict[str, float]:
    return dict(zip(NAMES, features(ledger, asked)[0].tolist(), strict=True))


def test_habits_are_those_of_the_debtor_alone():
    ledger = ledger_of((1, -60, -30, -20, 100), (1, -50, -20, -18, 300), (2, -60, -30, -30, 900))

    found = told(ledger, asked_of(1, 0, 30, 100, 0))

    assert found["paid_count"] == pytest.approx(np.log(3))
    assert found["days_mean"] == 6
    assert found["median"] == 6
    assert found["last_days"] == 2
    assert found["late_rate"] == 1
    assert found["late10_rate"] == 0
    assert found["since_payment"] == 18


def test_a_payment_of_the_day_itself_is_not_known_yet():
    ledger = ledger_of((1, -60, -30, 0, 100))

    assert np.isnan(told(ledger, asked_of(1, -5, 30, 100, 0))["last_days"])
    assert told(ledger, asked_of(1, -5, 30, 100, 1))["last_days"] == 30


def test_what_was_overdue_on_the_day_counts_though_it_is_paid_today():
    ledger = ledger_of((1, -60, -30, 10, 400), (1, -10, 20, None, 600), (1, -70, -40, -35, 50))

    found = told(ledger, asked_of(1, -10, 20, 600, 0))

    assert found["open_count"] == pytest.approx(np.log(3))
    assert found["overdue_count"] == pytest.approx(np.log(2))
    assert found["overdue_share"] == pytest.approx(0.4)
    assert found["overdue_days"] == 30


def test_the_due_date_is_told_by_weekday_and_day_of_the_month():
    found = told(ledger_of((1, -60, -30, 0, 100)), asked_of(1, 0, 4, 100, 0))

    assert (found["due_weekday"], found["due_day"]) == (4, 6)  # Friday, 6 March


def test_who_never_paid_has_no_habits_but_is_answered():
    found = told(ledger_of((1, -60, -30, None, 100)), asked_of(2, 0, 30, 100, 0))

    assert found["paid_count"] == 0
    assert np.isnan(found["days_mean"])
    assert found["terms"] == 30


def test_nothing_that_happened_later_moves_a_single_number():
    """The ledger of today and the ledger as it stood then answer alike."""
    ledger = made_ledger(invoices=1_200, debtors=25, seed=3)
    for day in (TODAY - 400, TODAY - 200, TODAY - 31):
        then = ledger.known_on(day)
        still_open = then.rows(then.closed == NEVER)
        asked = Questions.about(still_open, as_of=np.full(len(still_open), day))

        assert len(asked) > 20
        np.testing.assert_allclose(features(ledger, asked), features(then, asked), rtol=1e-9, atol=1e-9)


def test_an_unborn_future_moves_nothing_either():
    ledger = made_ledger(invoices=1_200, debtors=25, seed=4)
    day = TODAY - 200
    changed = Ledger(
        ledger.debtor,
        ledger.issued,
        ledger.due,
        np.where(ledger.closed >= day, ledger.closed + 300, ledger.closed),
        np.where(ledger.issued >= day, ledger.amount * 50, ledger.amount),
        ledger.paid,
    )
    rows = (ledger.issued < day) & (ledger.closed >= day)
    asked = Questions.about(ledger.rows(rows), as_of=np.full(int(rows.sum()), day))

    np.testing.assert_allclose(features(ledger, asked), features(changed, asked), rtol=1e-9, atol=1e-9)


def test_a_credited_invoice_says_nothing_of_how_its_debtor_pays():
    ledger = ledger_of((1, -60, -30, -20, 100), (1, -60, -30, 40, 100))
    ledger = Ledger(ledger.debtor, ledger.issued, ledger.due, ledger.closed, ledger.amount, np.array([True, False]))

    assert told(ledger, asked_of(1, 41, 71, 100, 50))["days_mean"] == 10
