from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.cache import cache
from django.urls import reverse

from dunning.models import Message
from tests import factories as make
from tests.dunning.admin.conftest import clerk
from tests.factories import days_ago

WEEK = "admin:dunning_cadence_week"


@pytest.fixture(autouse=True)
def nothing_kept():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def segment(db):
    return make.SegmentFactory.create(policy__gap_days=10)


def debtor(name: str, days_late: int, **more: object):
    made = make.CustomerFactory.create(name=name, external_id=name[:4], ledger_version=1, **more)
    make.ContactFactory.create(customer=made)
    make.InvoiceFactory.create(customer=made, number="INV-1", due_on=days_ago(days_late), amount=Decimal(1000))
    return made


def test_the_page_says_what_would_go_out_to_whom_and_why(segment, office):
    debtor("Alder Brewing", 35)
    answer = office.get(reverse(WEEK))
    body = answer.content.decode()
    assert [(line.customer.name, line.amount, line.how) for line in answer.context["lines"]] == [
        ("Alder Brewing", "€1,000.00", "alone, within the limits of its rung"),
    ]
    assert "is 35 days past due. The step “first” is due; 1,000.00 EUR is asked for." in body
    assert "no case yet" in body
    assert not Message.objects.exists()


def test_who_is_held_back_stands_on_a_page_of_its_own(segment, office):
    debtor("Alder Brewing", 35)
    debtor("Birch Foods", 35, do_not_contact=True)
    answer = office.get(reverse(WEEK), {"held": 1})
    lines = [(line.customer.name, line.waits_for) for line in answer.context["lines"]]
    assert lines == [("Birch Foods", "Do not contact, or given away")]
    assert (answer.context["messages_total"], answer.context["held_total"]) == (1, 1)
    assert answer.context["reasons"] == [("stopped", "Do not contact, or given away", 1)]


def test_a_watched_segment_says_that_nothing_leaves(segment, office):
    segment.rungs.update(level=0)
    debtor("Alder Brewing", 35)
    assert office.get(reverse(WEEK)).context["lines"][0].how == "is only watched: nothing leaves"


def test_one_cadence_alone_is_shown_with_a_link_to_it(segment, office):
    debtor("Alder Brewing", 35)
    other = make.CadenceFactory.create(key="other", name="Other")
    cadence = segment.policy.cadence
    assert len(office.get(reverse(WEEK), {"cadence": cadence.key}).context["lines"]) == 1
    assert office.get(reverse(WEEK), {"cadence": other.key}).context["lines"] == []


def test_one_day_alone_is_shown(segment, office):
    debtor("Alder Brewing", 35)
    assert len(office.get(reverse(WEEK), {"day": "2026-03-04"}).context["lines"]) == 1
    assert office.get(reverse(WEEK), {"day": "2026-03-05"}).context["lines"] == []


def test_the_file_has_every_row_and_no_formula(segment, office):
    debtor("=Alder Brewing", 35)
    answer = office.get(reverse(WEEK), {"csv": 1})
    assert answer["Content-Disposition"] == 'attachment; filename="week-2026-03-04.csv"'
    rows = answer.content.decode().splitlines()
    assert rows[0] == "day,customer,name,case,step,stage,amount,why,how or until"
    assert rows[1] == (
        "2026-03-04,'=Ald,'=Alder Brewing,,first,first,1000.00 EUR,"
        '"Invoice INV-1 is 35 days past due. The step “first” is due; 1,000.00 EUR is asked for.",'
        '"alone, within the limits of its rung"'
    )


def test_the_plan_is_kept_until_it_is_asked_for_anew(segment, office):
    debtor("Alder Brewing", 35)
    office.get(reverse(WEEK))
    debtor("Birch Foods", 35)
    assert office.get(reverse(WEEK)).context["messages_total"] == 1
    assert office.get(reverse(WEEK), {"fresh": 1}).context["messages_total"] == 2


def test_a_page_of_rows_takes_a_fixed_number_of_queries(segment, office, django_assert_max_num_queries):
    for number in range(60):
        debtor(f"Customer {number}", 35)
    office.get(reverse(WEEK))
    with django_assert_max_num_queries(10):
        answer = office.get(reverse(WEEK), {"page": 2})
    assert len(answer.context["lines"]) == 10


def test_who_may_not_see_messages_does_not_see_the_plan(segment):
    assert clerk("dunning.view_cadence").get(reverse(WEEK)).status_code == 403
