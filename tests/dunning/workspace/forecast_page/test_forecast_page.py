"""The page of the cash forecast: chart, table, file, and how earlier ones did."""

from __future__ import annotations

import csv
from datetime import timedelta
from decimal import Decimal
from io import StringIO

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from customers.models import Rate
from dunning.access import ACCOUNT_MANAGER
from dunning.models import ForecastWeek
from dunning.services.forecasting.making import make_forecasts
from tests import factories as make
from tests.dunning.admin.conftest import boss, clerk, office, that_day
from tests.factories import AS_OF, TODAY, days_ago

__all__ = ["boss", "office", "that_day"]
PAGE = reverse("admin:dunning_forecast_weeks")


@pytest.fixture
def kept(db):
    customer = make.InvoiceFactory.create(due_on=TODAY + timedelta(days=10)).customer
    make.InvoiceFactory.create(customer=customer, currency="USD", due_on=TODAY + timedelta(days=3))
    Rate.objects.create(currency="USD", base="EUR", day=days_ago(3), rate=Decimal("0.9"))
    make_forecasts(as_of=AS_OF)


def test_the_newest_forecast_is_drawn_and_listed(kept, office) -> None:
    answer = office.get(PAGE)
    assert answer.context["forecast"].converted
    assert len(answer.context["lines"]) == len(answer.context["chart"].bars) == 13
    assert answer.context["open"] == "€1,900.00"
    text = answer.content.decode()
    assert "Made on 4 Mar 2026" in text and "No week of a kept forecast is over yet." in text


def test_a_currency_can_be_chosen_and_taken_along_as_a_file(kept, office) -> None:
    answer = office.get(PAGE, {"currency": "USD"})
    assert [words for words, _address, _chosen in answer.context["currencies"]] == ["All in EUR", "EUR", "USD"]
    assert answer.context["open"] == "US$1,000.00" or answer.context["open"] == "$1,000.00"
    rows = list(csv.DictReader(StringIO(office.get(answer.context["file"] and PAGE + answer.context["file"])
                                        .content.decode())))  # fmt: skip
    assert [row["week"] for row in rows] == [str(week) for week in range(1, 14)]
    assert {row["currency"] for row in rows} == {"USD"}


def test_earlier_forecasts_are_judged_beside_what_came(kept, office) -> None:
    ForecastWeek.objects.filter(week=1).update(expected=110, low=50, high=150, came=100, ends_on=TODAY)
    ((row, expected, came),) = office.get(PAGE).context["record"]
    assert (row.week, row.judged, row.bias, row.miss, row.inside) == (1, 1, 10, 10, 100)
    assert (expected, came) == ("€110.00", "€100.00")


def test_the_page_asks_a_fixed_number_of_queries(kept, office, django_assert_max_num_queries) -> None:
    office.get(PAGE)
    with django_assert_max_num_queries(13):
        office.get(PAGE)


def test_nothing_kept_yet_is_said(db, office) -> None:
    assert "No forecast is kept yet." in office.get(PAGE).content.decode()


def test_sums_of_all_customers_are_not_for_who_sees_only_its_own(kept) -> None:
    assert clerk("dunning.view_case").get(PAGE).status_code == 403
    assert clerk("dunning.view_forecast").get(PAGE).status_code == 200
    user = make.UserFactory.create(is_superuser=False)
    user.groups.add(Group.objects.get_or_create(name=ACCOUNT_MANAGER)[0])
    client = Client()
    client.force_login(user)
    assert client.get(PAGE).status_code == 403
