"""The model of each month knows what was known then, and is measured on what came."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest

from agent.risk import fitting
from customers.models import Customer, Invoice, Rate
from dunning.services.backtest.model_said import Said, how_right, model_said
from tests.factories import CustomerFactory, LedgerSourceFactory

pytestmark = pytest.mark.django_db
START, END = date(2026, 9, 1), date(2026, 9, 30)
LAST = date(2026, 12, 31)


@pytest.fixture(autouse=True)
def fewer_trees(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is trained is not the question here."""
    monkeypatch.setitem(fitting.SMALL, "max_iter", 15)
    monkeypatch.setitem(fitting.SMALL, "learning_rate", 0.3)


@pytest.fixture
def debtors() -> list[Customer]:
    """Ten with an invoice every nine days, due after 30; half of them pay some 20 days late, half on time."""
    source = LedgerSourceFactory()
    made = CustomerFactory.create_batch(10, source=source)
    rows = []
    for place, debtor in enumerate(made):
        for turn in range(70):
            issued = LAST - timedelta(days=20 + 9 * turn + place)
            due = issued + timedelta(days=30)
            closed = due + timedelta(days=(20 if place % 2 else -2) + turn % 3)
            rows.append(invoice(debtor, f"{place}-{turn}", issued, due, closed))
    Invoice.objects.bulk_create(rows)
    return made


def invoice(debtor: Customer, number: str, issued: date, due: date, closed: date) -> Invoice:
    return Invoice(
        source=debtor.source,
        number=number,
        customer=debtor,
        debtor=debtor,
        issued_on=issued,
        due_on=due,
        amount=500,
        open_amount=0,
        currency="EUR",
        closed_how="paid",
        closed_on=closed,
        as_of=LAST,
        known_at=datetime(2027, 1, 1, tzinfo=UTC),
    )


def same_words(one: Said, other: Said) -> bool:
    columns = ("invoice", "by_model", "expected", "low", "high", "own_median")
    return all(np.array_equal(getattr(one, name), getattr(other, name)) for name in columns)


def test_it_says_the_same_of_a_month_whatever_comes_after_and_is_near(debtors: list[Customer]):
    said = model_said(start=START, end=END)
    assert said is not None
    assert said.by_model.all()
    # What happened later: half is still open, the rest was paid a year late, and a rate has changed.
    Invoice.objects.filter(closed_on__gt=END, number__endswith="1").update(
        closed_how="", closed_on=None, open_amount=500
    )
    Invoice.objects.filter(closed_on__gt=END).update(closed_on=LAST + timedelta(days=365))
    Rate.objects.create(currency="EUR", base="USD", day=END + timedelta(days=1), rate=9)
    moved = model_said(start=START, end=END)
    assert moved is not None
    assert same_words(said, moved)


def test_how_right_it_was_is_counted_on_what_fell_due(debtors: list[Customer]):
    said = model_said(start=START, end=date(2026, 11, 20))
    assert said is not None
    rows = how_right(said)
    assert [row.month for row in rows][-1] == "all"
    everything = rows[-1]
    assert everything.settled <= everything.asked < len(said.invoice)
    assert everything.mae < 5
    assert everything.auc[10] == 1.0


def test_figures_of_three_invoices_by_hand():
    def column(*values: float) -> np.ndarray:
        return np.array(values)

    said = Said(
        invoice=column(1, 2, 3),
        month=np.array([202609, 202609, 202609]),
        by_model=np.array([True, True, False]),
        late={days: column(0.9, 0.1, 0.5) for days in (0, 10, 30)},
        expected=column(12, 0, 40),
        low=column(5, -2, 0),
        high=column(11, 3, 60),
        own_median=column(8, 0, 0),
        was=column(12, 4, np.nan),
        at_least=column(12, 4, 25),
        fell_due=np.array([True, True, True]),
    )
    month, everything = how_right(said)
    assert (month.month, everything.month) == ("2026-09", "all")
    assert (everything.asked, everything.settled, everything.by_model) == (3, 2, 2)
    # Off by 0 and 4 days; neither inside its interval; the own median off by 4 each.
    assert (everything.mae, everything.median_mae, everything.within_3, everything.inside) == (2.0, 4.0, 0.5, 0.0)
    # More than 10 days: 12 and 25 were, 4 was not; more than 30: the one still open says nothing.
    assert everything.auc == {0: None, 10: 1.0, 30: None}
    assert said.about(2) == (0.1, 0.0)
    assert said.about(7) is None
