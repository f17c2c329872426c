from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from dunning.models import InvoiceScore, PriorityRule
from dunning.services.reviews.ranks import refresh_ranks
from dunning.services.reviews.signs import signs_of
from tests import factories as make
from tests.dunning.workspace.queue.conftest import review_of
from tests.factories import AS_OF, TODAY

pytestmark = pytest.mark.django_db


def scored(invoice, late_30):
    day = TODAY + timedelta(days=20)
    InvoiceScore.objects.create(
        invoice=invoice, debtor_id=invoice.debtor_id, scored_on=TODAY, late_0=1, late_10=late_30, late_30=late_30,
        expected_on=day, earliest_on=day, latest_on=day, by_model=True,
    )  # fmt: skip


def overdue(case, amount, *, late_30=None):
    invoice = make.InvoiceFactory.create(
        customer=case.debtor, amount=amount, open_amount=amount, due_on=TODAY - timedelta(days=9)
    )
    if late_30 is not None:
        scored(invoice, late_30)
    return invoice


def test_the_chance_is_weighed_by_amount_and_an_item_without_a_score_counts_in_full():
    case = make.CaseFactory.create()
    overdue(case, 300, late_30=0.2)
    overdue(case, 100)
    assert signs_of([case.pk], on=TODAY)[case.pk].chance == 0.4


def test_a_natural_person_has_no_chance():
    case = make.CaseFactory.create(debtor__natural_person=True)
    overdue(case, 300, late_30=0.2)
    assert signs_of([case.pk], on=TODAY)[case.pk].chance is None


def test_what_the_rules_count():
    case = make.CaseFactory.create(debtor__credit_limit=Decimal(200), debtor__currency="EUR", attempts=4)
    overdue(case, 300)
    make.PromiseFactory.create(case=case, promised_on=TODAY + timedelta(days=3))
    make.PromiseFactory.create(case=case, kind="claim")
    make.PromiseFactory.create(case=case, status="broken", judged_at=AS_OF - timedelta(days=10))
    make.PromiseFactory.create(case=case, status="broken", judged_at=AS_OF - timedelta(days=300))
    make.DisputeFactory.create(case=case)
    assert signs_of([case.pk], on=TODAY)[case.pk].signs == {
        "promise_near": 3,
        "payment_claimed": 1,
        "dispute_open": 1,
        "broken_promises": 1,
        "silence": 4,
        "over_limit": 50,
    }


def test_the_sweeper_ranks_by_chance_and_signs_in_a_fixed_number_of_queries(django_assert_num_queries):
    PriorityRule.objects.create(kind="silence", percent=100, threshold=1)
    reviews = [review_of("legal", case=make.CaseFactory.create(exposure=1000, attempts=2)) for _ in range(3)]
    overdue(reviews[0].case, 500, late_30=0.5)
    with django_assert_num_queries(6):
        assert refresh_ranks(as_of=AS_OF) == 3
    for review in reviews:
        review.refresh_from_db()
    assert [review.points for review in reviews] == [1000.0, 2000.0, 2000.0]
    assert refresh_ranks(as_of=AS_OF) == 0


def test_a_new_decision_on_the_case_ranks_anew():
    review = review_of("legal", case=make.CaseFactory.create(exposure=1000))
    refresh_ranks(as_of=AS_OF)
    later = AS_OF + timedelta(hours=1)
    make.PromiseFactory.create(case=review.case, promised_on=TODAY + timedelta(days=3))
    type(review.case).objects.filter(pk=review.case.pk).update(decided_at=later)
    assert refresh_ranks(as_of=later) == 1
    review.refresh_from_db()
    assert (review.points, review.signs) == (500.0, {"promise_near": 3})
