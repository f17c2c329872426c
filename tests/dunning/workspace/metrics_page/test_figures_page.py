"""The page of figures: charts and tables of what the nights kept, CSV, the weekly mail."""

from __future__ import annotations

import csv
from datetime import timedelta
from decimal import Decimal
from io import StringIO

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from customers.models import Snapshot
from dunning.access import ACCOUNT_MANAGER, MANAGER
from dunning.models import WeeklyReport
from dunning.workspace.charts import TrendPoint, trend_of
from tests.dunning.admin.conftest import boss, clerk, office, that_day
from tests.factories import AS_OF, TODAY, CreditorFactory, UserFactory, days_ago

__all__ = ["boss", "office", "that_day"]
PAGE = reverse("admin:customers_snapshot_figures")


@pytest.fixture
def creditor(db):
    found = CreditorFactory.create()
    for back in range(1, 61):
        for figure, currency, converted, value in (
            ("dso", "EUR", True, 40 + back),
            ("dso", "USD", False, 20),
            ("receivables", "EUR", True, 1000 * back),
            ("receivables", "EUR", False, 900),
            ("receivables", "USD", False, 100),
            ("response_rate", "", False, 25),
        ):
            Snapshot.objects.create(
                day=days_ago(back), creditor=found, currency=currency, converted=converted, figure=figure,
                value=value, taken_at=AS_OF,
            )  # fmt: skip
    return found


def test_charts_show_the_trend_and_the_change_of_thirty_days(creditor, office) -> None:
    answer = office.get(PAGE)
    charts = {one.named.name: one for one in answer.context["charts"]}
    assert list(charts) == ["dso", "response_rate"]
    assert (charts["dso"].value, charts["dso"].change, charts["dso"].better) == ("41.0 days", "−30.0 days", True)
    assert charts["response_rate"].change == ""
    assert 'id="dso"' in answer.content.decode()


def test_a_currency_and_a_span_can_be_chosen(creditor, office) -> None:
    answer = office.get(PAGE, {"currency": "USD", "days": "30"})
    kept = {one.named.name: one for one in answer.context["kept"]}
    assert kept["dso"].value == "20.0 days"
    assert len(kept["dso"].points) == 30
    assert [words for words, _address, _chosen in answer.context["currencies"]] == ["All in EUR", "EUR", "USD"]


def test_the_file_has_a_line_for_each_day_and_figure(creditor, office) -> None:
    answer = office.get(PAGE, {"csv": "1"})
    rows = list(csv.DictReader(StringIO(answer.content.decode())))
    assert len(rows) == 3 * 60
    assert rows[0] == {"day": str(days_ago(60)), "figure": "dso", "value": "100", "unit": "days", "currency": ""}


def test_the_page_asks_as_much_for_a_year_as_for_a_month(creditor, office, django_assert_max_num_queries) -> None:
    office.get(PAGE)
    with django_assert_max_num_queries(14):
        office.get(PAGE, {"days": "365"})


def test_nothing_kept_yet_is_said(db, office) -> None:
    assert "Nothing is kept yet." in office.get(PAGE).content.decode()


def test_the_figures_are_for_who_may_see_all_customers(creditor) -> None:
    assert clerk("dunning.view_case").get(PAGE).status_code == 403
    assert clerk("customers.view_snapshot").get(PAGE).status_code == 200
    user = UserFactory.create(is_superuser=False)
    user.groups.add(Group.objects.get_or_create(name=ACCOUNT_MANAGER)[0])
    client = Client()
    client.force_login(user)
    assert client.get(PAGE).status_code == 403


def test_a_manager_can_do_without_the_weekly_mail_and_have_it_again(creditor, boss, office) -> None:
    assert "No weekly mail" not in office.get(PAGE).content.decode()
    boss.groups.add(Group.objects.get_or_create(name=MANAGER)[0])
    assert "No weekly mail" in office.get(PAGE).content.decode()
    office.post(reverse("admin:customers_snapshot_weekly"), {"wanted": "0"})
    assert WeeklyReport.objects.get().wanted is False
    assert "Mail me weekly" in office.get(PAGE).content.decode()
    assert office.get(reverse("admin:customers_snapshot_weekly")).status_code == 405


def test_a_flat_line_lies_in_the_middle_of_its_chart() -> None:
    flat = trend_of(
        [TrendPoint(TODAY, Decimal(5)), TrendPoint(TODAY + timedelta(days=1), Decimal(5))], width=100, height=50
    )
    assert flat.line == "M4.0 25.0L96.0 25.0"


def test_a_chart_has_ticks_at_round_values() -> None:
    points = [TrendPoint(TODAY, Decimal("38.2")), TrendPoint(TODAY + timedelta(days=9), Decimal("52.9"))]
    assert [tick.value for tick in trend_of(points, width=100, height=50, ticks=3).ticks] == [40, 45, 50]
