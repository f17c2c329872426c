from __future__ import annotations

import pytest
from django.urls import reverse

from audit.models import AuditEvent
from dunning.models import PriorityRule
from dunning.priority import DEFAULTS
from dunning.services.reviews.priority_rules import rules_in_use
from dunning.services.reviews.ranks import refresh_ranks
from tests import factories as make
from tests.dunning.admin.conftest import clerk
from tests.dunning.workspace.queue.conftest import at, review_of
from tests.factories import AS_OF

pytestmark = pytest.mark.django_db
PAGE = "admin:dunning_priorityrule_changelist"


def given(**changed):
    fields = {}
    for kind, rule in DEFAULTS.items():
        fields |= {f"{kind}_percent": rule.percent, f"{kind}_threshold": rule.threshold}
    return fields | changed


@pytest.fixture
def queue(db):
    """Two reviews: the second has had no answer to five messages."""
    first = review_of("legal", case=make.CaseFactory.create(exposure=1000, debtor__name="Answers"))
    second = review_of("legal", case=make.CaseFactory.create(exposure=800, attempts=5, debtor__name="Silent"))
    refresh_ranks(as_of=AS_OF)
    return first, second


def test_the_preview_says_who_rises_and_why_and_writes_nothing(office, queue, django_assert_max_num_queries):
    first, second = queue
    with django_assert_max_num_queries(20):
        page = office.get(reverse(PAGE), given(silence_percent=80) | {"preview": "1"})
    rows = page.context["moved"]
    assert [(row.review.pk, row.before, row.after) for row in rows] == [(second.pk, 2, 1), (first.pk, 1, 2)]
    assert rows[0].reasons == ("no answer to 5 messages: +20 % → +80 %",)
    assert "1 would rise and 1 fall" in page.content.decode()
    assert not PriorityRule.objects.exists()


def test_saving_ranks_the_queue_as_the_preview_said(office, queue):
    _, second = queue
    office.post(reverse(PAGE), given(silence_percent=80))
    second.refresh_from_db()
    assert second.points == 1440.0
    assert rules_in_use()["silence"].percent == 80
    assert AuditEvent.objects.filter(action="priorityrule.changed").count() == 1
    assert office.get(at() + "?all=1").context["rows"][0].reasons[-1] == "+640: no answer to 5 messages"


def test_a_percent_out_of_bounds_is_refused(office, queue):
    page = office.post(reverse(PAGE), given(silence_percent=900))
    assert page.context["form"].errors
    assert not PriorityRule.objects.exists()


def test_who_may_only_look_saves_nothing(queue):
    page = clerk("dunning.view_priorityrule", "dunning.view_review")
    assert page.get(reverse(PAGE)).status_code == 200
    assert page.post(reverse(PAGE), given(silence_percent=80)).status_code == 403
    assert not PriorityRule.objects.exists()
