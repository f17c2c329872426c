"""The page of pilots: starting, reading and ending one."""

from __future__ import annotations

import pytest
from django.urls import reverse

from dunning.models import Pilot
from tests import factories as make
from tests.dunning.admin.conftest import boss, clerk, office, that_day

__all__ = ["boss", "office", "that_day"]
PAGE = reverse("admin:dunning_pilot_board")


@pytest.fixture
def segment(db):
    return make.SegmentFactory.create(level=1)


def test_a_pilot_is_started_read_and_ended_on_the_page(segment, office, boss) -> None:
    make.InvoiceFactory.create_batch(4)
    assert "No pilot was started yet." in office.get(PAGE).content.decode()
    given = {"deed": "start", "name": "Spring", "segment": segment.pk, "days": 30}
    answer = office.post(PAGE, given, follow=True)
    pilot = Pilot.objects.get()
    assert (pilot.started_by, pilot.days) == (boss, 30)
    text = answer.content.decode()
    assert "Spring" in text and "2 customers with the agent, 2 without" in text
    assert "It cannot be told: 40 customers in all are the least, 36 more than there are." in text
    office.post(PAGE, {"deed": "end", "pilot": pilot.pk, "why": "Enough."})
    pilot.refresh_from_db()
    assert (pilot.ended_by, pilot.ended_why) == (boss, "Enough.")


def test_what_cannot_be_started_is_said(segment, office) -> None:
    given = {"deed": "start", "name": "Spring", "segment": segment.pk, "days": 30}
    assert "There are no two customers" in office.post(PAGE, given, follow=True).content.decode()
    assert "needs a name" in office.post(PAGE, given | {"name": " "}, follow=True).content.decode()
    refused = office.post(PAGE, given | {"days": 14})
    assert refused.context["problems"].keys() == {"segment"}
    assert 'value="Spring"' in refused.content.decode()
    assert "<option selected>14</option>" in refused.content.decode()
    assert not Pilot.objects.exists()


def test_who_may_see_may_not_start(segment) -> None:
    make.InvoiceFactory.create_batch(4)
    reader = clerk("dunning.view_pilot")
    assert reader.get(PAGE).status_code == 200
    given = {"deed": "start", "name": "Spring", "segment": segment.pk, "days": 30}
    assert reader.post(PAGE, given).status_code == 403
    assert not Pilot.objects.exists()
    assert clerk("dunning.view_case").get(PAGE).status_code == 403


def test_the_page_asks_a_fixed_number_of_queries(segment, office, django_assert_max_num_queries) -> None:
    make.InvoiceFactory.create_batch(6)
    office.post(PAGE, {"deed": "start", "name": "Spring", "segment": segment.pk, "days": 30})
    office.get(PAGE)
    with django_assert_max_num_queries(15):
        office.get(PAGE)
