"""Forecasts from the ledger: what is read, kept and judged."""

from __future__ import annotations

import csv
import json
from datetime import timedelta
from decimal import Decimal
from io import StringIO

import pytest
import time_machine
from django.core.management import call_command

from customers.models import Rate
from dunning.models import Forecast, ForecastWeek, InvoiceScore
from dunning.services.forecasting.judging import judge_weeks, track_record
from dunning.services.forecasting.ledger import open_items
from dunning.services.forecasting.making import forecast_cash, keep_forecasts, make_forecasts
from tests import factories as make
from tests.factories import AS_OF, TODAY, days_ago

pytestmark = pytest.mark.django_db


def score(invoice, middle: int, spread: int = 1) -> None:
    days = {"expected_on": middle, "earliest_on": middle - spread, "latest_on": middle + spread}
    InvoiceScore.objects.create(
        invoice=invoice, debtor=invoice.debtor, scored_on=TODAY, late_0=1, late_10=0.5, late_30=0.1, by_model=True,
        **{name: TODAY + timedelta(days=day) for name, day in days.items()},
    )  # fmt: skip


def invoice(**columns):
    """Of one debtor after the other, scored to be paid in ten days."""
    row = make.InvoiceFactory.create(**columns)
    score(row, 10)
    return row


def second_week(outlook) -> int:
    return round(outlook.weeks[1].expected)


def test_scores_say_in_which_week_the_money_is_expected():
    row = invoice()
    one, alone = forecast_cash(as_of=AS_OF)
    assert (one.converted, alone.converted) == (True, False)
    assert (one.creditor_id, one.currency, one.made_on) == (row.source.creditor_id, "EUR", TODAY)
    assert (one.open_amount, one.items, len(one.weeks)) == (Decimal("1000.00"), 1, 13)
    assert second_week(one) == second_week(alone) == 996


def test_currencies_stand_by_themselves_and_together_at_the_days_rate():
    customer = invoice().customer
    invoice(customer=customer, currency="USD")
    invoice(customer=customer, currency="JPY", amount=50_000)
    Rate.objects.create(currency="USD", base="EUR", day=days_ago(3), rate=Decimal("0.9"))
    Rate.objects.create(currency="USD", base="EUR", day=TODAY + timedelta(days=1), rate=Decimal("0.5"))
    found = forecast_cash(as_of=AS_OF)
    assert [(one.currency, one.converted, second_week(one)) for one in found] == [
        ("EUR", True, 1892), ("JPY", False, 49793), ("EUR", False, 996), ("USD", False, 996),
    ]  # fmt: skip
    assert found[0].missing == ("JPY",)
    assert found[0].open_amount == Decimal("1900.00")


def test_credits_and_awaited_money_are_taken_off():
    row = invoice()
    invoice(customer=row.customer)
    make.CreditNoteFactory.create(customer=row.customer, amount=Decimal(-500))
    make.AllocationFactory.create(invoice=row, origin="expected", amount=Decimal(200), booked_on=days_ago(1))
    (part,) = open_items(as_of=AS_OF).values()
    assert [round(amount) for amount in part.items.open] == [578, 722]  # 1,300 left of 800 and 1,000


def test_a_promise_lies_on_its_invoices_and_counts_as_its_debtor_keeps_its_word():
    row = invoice()
    case = make.CaseFactory.create(debtor=row.debtor)
    make.PromiseFactory.create(case=case, invoices=[row], amount=Decimal(400), promised_on=TODAY + timedelta(days=20))
    for status in ("kept", "broken", "broken"):
        make.PromiseFactory.create(case=case, status=status, judged_at=AS_OF - timedelta(days=1))
    (part,) = open_items(as_of=AS_OF).values()
    items = part.items
    assert items.promised_on[0] == TODAY.toordinal() + 20
    assert items.kept[0] == pytest.approx(5 / 8)  # one of three, and four of five that everybody has


def test_a_promise_without_invoices_takes_the_oldest_first():
    young = invoice()
    old = make.InvoiceFactory.create(customer=young.customer, due_on=days_ago(40))
    make.InvoiceFactory.create(customer=young.customer, currency="USD", due_on=days_ago(60))
    make.PromiseFactory.create(case=make.CaseFactory.create(debtor=young.debtor), amount=Decimal(1500))
    items = open_items(as_of=AS_OF)[young.source.creditor_id, "EUR"].items
    promised = dict(zip(items.due, items.promised, strict=True))
    assert promised == {old.due_on.toordinal(): 1000, young.due_on.toordinal(): 500}


def test_disputes_arrangements_and_insolvency_reach_their_items():
    contested, planned, gone = invoice(), invoice(), invoice(customer__insolvent=True)
    case = make.CaseFactory.create(debtor=contested.debtor)
    make.DisputeFactory.create(case=case, debtor=case.debtor, invoices=[contested], amount=Decimal(300))
    plan = make.ArrangementFactory.create(case=make.CaseFactory.create(debtor=planned.debtor), invoices=[planned])
    plan.instalments.create(due_on=TODAY + timedelta(days=9), amount=Decimal(500))
    plan.instalments.create(due_on=days_ago(9), amount=Decimal(500))
    parts = open_items(as_of=AS_OF)
    items = [(row, one.items) for one in parts.values() for row in range(len(one.items))]
    by_debtor = {int(one.debtor[row]): (one.disputed[row], bool(one.arranged[row]), bool(one.gone[row]))
                 for row, one in items}  # fmt: skip
    assert by_debtor[contested.debtor_id] == (300, False, False)
    assert by_debtor[planned.debtor_id] == (0, True, False)
    assert by_debtor[gone.debtor_id] == (0, False, True)
    assert [list(one.instalments.amount) for one in parts.values() if len(one.instalments.amount)] == [[500]]


def test_an_earlier_day_is_told_by_the_balance_that_it_had():
    row = make.InvoiceFactory.create(paid=True, due_on=days_ago(40), closed_on=days_ago(5))
    make.AllocationFactory.create(invoice=row, booked_on=days_ago(5))
    assert forecast_cash(as_of=AS_OF) == []
    found = forecast_cash(as_of=AS_OF - timedelta(days=10))
    assert [one.open_amount for one in found] == [Decimal(1000), Decimal(1000)]


def test_a_forecast_asks_as_much_for_many_items_as_for_one(django_assert_num_queries):
    invoice()
    with django_assert_num_queries(10):
        forecast_cash(as_of=AS_OF)
    for _ in range(5):
        invoice()
    with django_assert_num_queries(10):
        forecast_cash(as_of=AS_OF)


def test_the_same_night_twice_is_kept_once():
    invoice()
    assert make_forecasts(as_of=AS_OF) == make_forecasts(as_of=AS_OF) == 2
    assert (Forecast.objects.count(), ForecastWeek.objects.count()) == (2, 26)
    week = ForecastWeek.objects.filter(forecast__converted=False).first()
    assert (week.week, week.starts_on, week.ends_on) == (1, TODAY + timedelta(days=1), TODAY + timedelta(days=7))


def test_a_week_is_judged_by_the_money_that_came_on_what_was_known_then():
    row, later = invoice(), invoice(due_on=TODAY + timedelta(days=40))
    keep_forecasts(forecast_cash(as_of=AS_OF), as_of=AS_OF)
    type(later).objects.filter(pk=later.pk).update(issued_on=TODAY + timedelta(days=1))
    for one, amount, day in ((row, 700, 9), (row, -100, 10), (row, 50, 20), (later, 999, 9)):
        make.AllocationFactory.create(invoice=one, amount=Decimal(amount), booked_on=TODAY + timedelta(days=day))
    make.AllocationFactory.create(invoice=row, origin="write_off", amount=Decimal(5), booked_on=TODAY + timedelta(9))
    assert judge_weeks(today=TODAY + timedelta(days=17)) == 0 + 2  # the first week's two
    assert judge_weeks(today=TODAY + timedelta(days=18)) == 2
    came = dict(ForecastWeek.objects.filter(forecast__converted=False).values_list("week", "came"))
    assert (came[1], came[2], came[3]) == (0, 600, None)
    record = track_record(
        creditor_id=row.source.creditor_id, currency="EUR", converted=False, today=TODAY + timedelta(days=18)
    )
    assert [(one.week, one.judged, one.came) for one in record] == [(1, 1, 0), (2, 1, 600)]
    assert record[0].bias is None
    assert record[1].bias is not None and record[1].bias > 0


def test_converted_money_is_judged_at_the_rate_of_the_forecasts_day():
    row = invoice(currency="USD")
    Rate.objects.create(currency="EUR", base="USD", day=days_ago(3), rate=Decimal("1.25"))
    Rate.objects.create(currency="EUR", base="USD", day=TODAY + timedelta(days=2), rate=Decimal("2"))
    keep_forecasts(forecast_cash(as_of=AS_OF), as_of=AS_OF)
    make.AllocationFactory.create(invoice=row, amount=Decimal(1000), booked_on=TODAY + timedelta(days=3))
    judge_weeks(today=TODAY + timedelta(days=12))
    assert ForecastWeek.objects.get(forecast__converted=True, week=1).came == 800


def test_the_command_tells_words_json_and_csv_and_keeps_nothing():
    invoice()
    shown = {}
    with time_machine.travel(AS_OF, tick=False):
        for form in ("", "--json", "--csv"):
            out = StringIO()
            call_command("forecast", *([form] if form else []), stdout=out)
            shown[form] = out.getvalue()
    assert "€995." in shown[""]
    (one, _alone) = json.loads(shown["--json"])["forecasts"]
    assert (one["open"], one["weeks"][1]["starts_on"]) == ("1000.00", str(TODAY + timedelta(days=8)))
    rows = list(csv.DictReader(StringIO(shown["--csv"])))
    assert len(rows) == 26
    assert not Forecast.objects.exists()
