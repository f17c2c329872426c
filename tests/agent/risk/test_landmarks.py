from __future__ import annotations

import numpy as np

from agent.risk.history import NEVER, Ledger
from agent.risk.landmarks import examples

from .conftest import TODAY


def one(*, issued: int, due: int, closed: int | None, paid: bool = True) -> Ledger:
    day = NEVER if closed is None else TODAY + closed
    columns = (1, TODAY + issued, TODAY + due, day, 100.0, paid and closed is not None)
    return Ledger(*(np.array([value]) for value in columns))


def test_an_invoice_is_asked_about_at_its_issue_and_while_it_stays_open():
    found = examples(one(issued=-100, due=-70, closed=-50), until=TODAY)

    assert (found.asked.as_of - TODAY).tolist() == [-100, -69, -59]
    assert found.days_late.tolist() == [20, 20, 20]
    assert found.later_than[10].tolist() == [1, 1, 1]
    assert found.later_than[30].tolist() == [0, 0, 0]


def test_of_an_open_invoice_only_what_is_certain_is_learned():
    found = examples(one(issued=-50, due=-20, closed=None), until=TODAY)

    assert not found.settled.any()
    assert found.later_than[10].tolist() == [1, 1, 1]
    assert np.isnan(found.later_than[30]).all()


def test_what_is_not_due_yet_teaches_nothing_though_it_was_paid_early():
    assert len(examples(one(issued=-20, due=10, closed=-5), until=TODAY)) == 0


def test_what_was_paid_later_than_the_day_is_open_on_it():
    found = examples(one(issued=-100, due=-70, closed=-50), until=TODAY - 60)

    assert not found.settled.any()
    assert found.later_than[0].tolist() == [1, 1]


def test_what_was_credited_teaches_nothing():
    assert len(examples(one(issued=-100, due=-70, closed=-50, paid=False), until=TODAY)) == 0
