from __future__ import annotations

from decimal import Decimal

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.template import Context, Template
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from dunning.models import Preference, WeeklyReport
from dunning.workspace.preferences.middleware import put_on
from tests.factories import AS_OF

PAGE = "/admin/preferences/"


def test_a_person_chooses_german_and_the_answer_comes_in_german(office: Client, boss: User) -> None:
    answer = office.post(PAGE, {"language": "de", "formats": "", "time_zone": "", "start_page": "cases"}, follow=True)

    assert answer.context["request"].LANGUAGE_CODE  # the page went through the locale middleware
    assert 'lang="de"' in answer.content.decode()
    assert Preference.objects.get(user=boss).start_page == "cases"
    assert office.get(reverse("start")).url == reverse("admin:dunning_case_changelist")


def test_the_week_s_figures_can_be_switched_off_and_on(office: Client, boss: User) -> None:
    given = {"language": "", "formats": "", "time_zone": "", "start_page": "today"}
    office.post(PAGE, given)
    assert WeeklyReport.objects.get(user=boss).wanted is False

    office.post(PAGE, given | {"weekly_report": "on"})
    assert WeeklyReport.objects.get(user=boss).wanted is True


def test_a_time_zone_that_is_none_is_refused(office: Client, boss: User) -> None:
    answer = office.post(PAGE, {"time_zone": "Europe/Atlantis", "start_page": "today"})

    assert answer.status_code == 200
    assert not Preference.objects.exists()


@pytest.mark.parametrize(
    ("language", "formats", "amount", "day", "moment"),
    [
        ("en", "", "€1,234.50", "March 4, 2026", "03/04/2026"),
        ("en", "GB", "€1,234.50", "4 March 2026", "04/03/2026"),
        ("en", "DE", "1.234,50\xa0€", "4 March 2026", "04.03.2026"),
        ("de", "", "1.234,50\xa0€", "4. März 2026", "04.03.2026"),
        ("de", "CH", "EUR\xa01’234.50", "4. März 2026", "04.03.2026"),
        ("de", "US", "€1,234.50", "4. März 2026", "03/04/2026"),
    ],
)
def test_amounts_and_days_are_written_as_chosen(
    language: str, formats: str, amount: str, day: str, moment: str
) -> None:
    shown = Template(
        "{% load workspace_money %}{% money amount 'EUR' %}"
        "|{{ at|date:'DATE_FORMAT' }}|{{ at|date:'SHORT_DATE_FORMAT' }}"
    )
    with translation.override("en"):
        put_on(Preference(language=language, formats=formats))
        written = shown.render(Context({"amount": Decimal("1234.5"), "at": AS_OF}))

    assert written.split("|") == [amount, day, moment]


def test_times_are_shown_in_the_person_s_zone() -> None:
    with translation.override("en"), timezone.override("UTC"):
        put_on(Preference(time_zone="Asia/Tokyo"))

        assert timezone.localtime(AS_OF).strftime("%H:%M %Z") == "19:00 JST"


def test_preferences_cost_a_page_no_query(office: Client, boss: User) -> None:
    office.get(PAGE)
    with CaptureQueriesContext(connection) as without:
        office.get(PAGE)
    Preference.objects.create(user=boss, language="de")
    with CaptureQueriesContext(connection) as queries:
        office.get(PAGE)

    assert len(queries) == len(without)
