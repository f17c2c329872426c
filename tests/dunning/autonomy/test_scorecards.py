from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dunning.models import Activity, Policy, Rung, Scorecard
from dunning.services.autonomy.evidence import words_changed
from dunning.services.autonomy.scorecards import compute_scorecards, latest_scorecards
from tests import factories as make
from tests.dunning.autonomy.conftest import evidence
from tests.factories import AS_OF, TODAY

pytestmark = pytest.mark.django_db


def card(segment, stage: str = "first") -> Scorecard:
    return latest_scorecards()[segment.pk, "reminder", stage]


def test_it_counts_what_became_of_the_newest_texts_of_each_cell(case, segment):
    evidence(case, "unchanged", 6)
    evidence(case, "alone", 2)
    evidence(case, "edited", changed_share=0.1)
    evidence(case, "edited", changed_share=0.4)
    evidence(case, "rejected", status="rejected", reason="Wrong tone.")
    evidence(case, "blocked", status="blocked", blocked_at=AS_OF, codes=["broken_tone"])
    evidence(case, "blocked", status="blocked", blocked_at=AS_OF, codes=["wrong_fact", "broken_tone"])
    evidence(case, "waiting", 5, status="awaiting_approval")
    evidence(case, "unchanged", 1, stage="firm")
    assert compute_scorecards(as_of=AS_OF) == 2
    found = card(segment)
    assert (found.unchanged, found.alone, found.edited, found.rejected) == (6, 2, 2, 1)
    assert (found.decided, found.unchanged_share, found.changed_share) == (11, 8 / 11, 0.25)
    assert (found.blocked, found.blocked_on_facts, found.blocked_lately) == (2, 1, 2)
    assert (found.day, found.level) == (TODAY, Rung.Level.AUTONOMOUS)
    assert card(segment, "firm").decided == 1


def test_only_the_newest_of_the_policys_window_count(case, segment):
    Policy.objects.update(evidence_window=4, step_up_decided=4, step_down_window=2)
    evidence(case, "rejected", 3, status="rejected", from_=AS_OF - timedelta(days=9))
    evidence(case, "blocked", status="blocked", blocked_at=AS_OF, from_=AS_OF - timedelta(days=8))
    evidence(case, "unchanged", 3, from_=AS_OF - timedelta(days=5))
    compute_scorecards(as_of=AS_OF)
    found = card(segment)
    assert (found.unchanged, found.rejected, found.blocked, found.blocked_lately) == (3, 0, 1, 0)


def test_evidence_from_before_the_rungs_last_change_speaks_of_another_rung(case, segment):
    evidence(case, "unchanged", 3, from_=AS_OF - timedelta(days=5))
    evidence(case, "unchanged", 2, from_=AS_OF - timedelta(days=1))
    Rung.objects.filter(kind="reminder").update(changed_at=AS_OF - timedelta(days=2))
    compute_scorecards(as_of=AS_OF)
    assert card(segment).unchanged == 2


def test_only_cells_in_which_something_moved_get_a_row_and_days_stay_comparable(case, segment):
    evidence(case, "unchanged", 2)
    evidence(case, "unchanged", stage="firm")
    assert compute_scorecards(as_of=AS_OF) == 2
    tomorrow = AS_OF + timedelta(days=1)
    assert compute_scorecards(as_of=tomorrow) == 0
    evidence(case, "rejected", status="rejected", from_=tomorrow)
    assert compute_scorecards(as_of=tomorrow) == 1
    days = Scorecard.objects.filter(stage="first").order_by("day").values_list("day", "unchanged", "rejected")
    assert list(days) == [(TODAY, 2, 0), (TODAY + timedelta(days=1), 2, 1)]


def test_computed_twice_on_a_day_there_is_one_row(case, segment):
    evidence(case, "unchanged", 2)
    compute_scorecards(as_of=AS_OF)
    evidence(case, "unchanged", from_=AS_OF)
    compute_scorecards(as_of=AS_OF + timedelta(hours=1))
    assert Scorecard.objects.get().unchanged == 3


def test_a_reply_counts_for_the_last_message_before_it(case, segment):
    first, second = evidence(case, "unchanged", 2, from_=AS_OF - timedelta(days=3))
    make.IncomingMailFactory.create(
        case=case, debtor=case.debtor, received_at=AS_OF - timedelta(days=1), automatic="auto_reply"
    )
    make.IncomingMailFactory.create(case=case, debtor=case.debtor, received_at=AS_OF - timedelta(hours=2))
    compute_scorecards(as_of=AS_OF)
    first.refresh_from_db(), second.refresh_from_db()
    assert (first.replied_at, second.replied_at) == (None, AS_OF - timedelta(hours=2))
    assert card(segment).replies == 1


def test_a_reply_after_the_policys_days_counts_for_nothing(case, segment):
    Policy.objects.update(evidence_days=2)
    evidence(case, "unchanged", from_=AS_OF - timedelta(days=3))
    make.IncomingMailFactory.create(case=case, debtor=case.debtor, received_at=AS_OF)
    compute_scorecards(as_of=AS_OF)
    assert card(segment).replies == 0


def test_a_watched_text_is_matched_by_a_call_or_an_own_message_within_the_days(case, segment):
    evidence(case, "shadow", level=0, status="shadow", from_=AS_OF - timedelta(days=20))
    Activity.objects.create(case=case, kind="call", text="Called.", happened_at=AS_OF - timedelta(days=17))
    evidence(case, "shadow", level=0, status="shadow", from_=AS_OF - timedelta(days=4))
    Activity.objects.create(case=case, kind="note", text="A note.", happened_at=AS_OF - timedelta(days=3))
    compute_scorecards(as_of=AS_OF)
    assert (card(segment).shadows, card(segment).shadows_matched) == (2, 1)
    make.MessageFactory.create(
        case=case, kind="manual", status="sent", created_at=AS_OF - timedelta(days=1), step_key="", send_on=TODAY
    )
    compute_scorecards(as_of=AS_OF)
    assert card(segment).shadows_matched == 2


def test_two_queries_however_many_texts_and_segments(case, segment):
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            compute_scorecards(as_of=AS_OF)
        return len(queries)

    evidence(case, "unchanged", 1)
    assert asked() == 2
    make.SegmentFactory.create(key="large")
    evidence(case, "unchanged", 30)
    evidence(case, "edited", 5, stage="firm", changed_share=0.2)
    assert asked() == 2


@pytest.mark.parametrize(
    ("before", "after", "share"),
    [
        ("Please pay invoice 4711 today", "Please pay invoice 4711 today", 0.0),
        ("Please pay invoice 4711 today", "Please  pay invoice\n4711 today", 0.0),
        ("Please pay invoice 4711 today", "Kindly pay invoice 4711 today", 0.2),
        ("Please pay invoice 4711", "Please pay invoice 4711 by Friday noon latest", 0.5),
        ("one two", "three four five", 1.0),
        ("", "", 0.0),
    ],
)
def test_the_share_of_words_changed(before, after, share):
    assert words_changed(before, after) == share
