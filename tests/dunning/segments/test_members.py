from __future__ import annotations

from datetime import timedelta

import pytest

from audit.models import AuditEvent
from customers.models import Customer
from dunning.models import DebtorFigures, Look
from dunning.services.cases.policies import rules_for_segment
from dunning.services.segments.members import assign_moved, assign_segments, count_members
from tests import factories as make
from tests.dunning.priority.test_signs import scored
from tests.factories import AS_OF, TODAY

pytestmark = pytest.mark.django_db


def segment(key, **conditions):
    return make.SegmentFactory.create(key=key, name=key, **conditions)


def customer(open=1000, *, overdue=10, chance=None, **given):
    debtor = make.CustomerFactory.create(**given)
    invoice = make.InvoiceFactory.create(
        customer=debtor,
        amount=open,
        open_amount=open,
        due_on=TODAY - timedelta(days=overdue),
        issued_on=TODAY - timedelta(days=overdue + 30),
    )
    if chance is not None:
        scored(invoice, chance)
    return debtor


def segments_of(*customers):
    rows = Customer.objects.in_bulk([one.pk for one in customers])
    return [rows[one.pk].segment for one in customers]


def test_the_first_segment_whose_conditions_all_hold_takes_the_customer():
    segment("large", position=2, open_over=5000)
    segment("large-abroad", position=1, open_over=5000, countries=["FR"])
    small, large, abroad = customer(100), customer(9000), customer(9000, country="FR")
    assert assign_segments(as_of=AS_OF) == 2
    assert segments_of(small, large, abroad) == ["", "large", "large-abroad"]
    assert assign_segments(as_of=AS_OF) == 0


def test_the_customers_own_segment_wins():
    segment("large", open_over=5000)
    own = customer(9000, segment="export")
    assert assign_segments(as_of=AS_OF) == 0
    assert segments_of(own) == ["export"]


def test_who_no_longer_meets_the_conditions_falls_back_to_all_others():
    large = segment("large", open_over=5000)
    one = customer(9000)
    assign_segments(as_of=AS_OF)
    large.open_over = 50_000
    large.save()
    assert assign_segments(as_of=AS_OF) == 1
    one.refresh_from_db()
    assert (one.segment, one.segment_by_rule) == ("", False)


def test_risk_age_and_tier():
    segment("risk", position=1, chance_over=50)
    segment("old", position=2, overdue_days_over=60)
    segment("key", position=3, tiers=["key_account"])
    risky, natural = customer(chance=0.8), customer(chance=0.8, natural_person=True)
    old, key = customer(overdue=90), customer(tier="key_account")
    assign_segments(as_of=AS_OF)
    assert segments_of(risky, natural, old, key) == ["risk", "", "old", "key"]
    assert DebtorFigures.objects.get(pk=natural.pk).chance is None


def test_any_of_the_tags_will_do():
    segment("resellers", tags=["wholesale", "partner"])
    one, other, none = customer(tags=["vip", "partner"]), customer(tags=["vip"]), customer()
    assign_segments(as_of=AS_OF)
    assert segments_of(one, other, none) == ["resellers", "", ""]


def test_a_move_is_on_the_audit_trail_and_the_round_looks_again():
    large = segment("large", open_over=5000)
    one = customer(9000)
    Look.objects.create(debtor=one, creditor=one.source.creditor, next_look_at=AS_OF + timedelta(days=9))
    assign_segments(as_of=AS_OF)
    event = AuditEvent.objects.get(action="customer.segment_changed")
    assert (event.debtor_id, event.data) == (one.pk, {"from": "", "to": "large"})
    assert Look.objects.get().next_look_at < AS_OF
    one.refresh_from_db()
    assert rules_for_segment(one.segment) == large.policy


def test_only_moved_customers_are_worked_out_before_a_round():
    segment("large", open_over=5000)
    still, moved = customer(9000), customer(9000)
    for one in (still, moved):
        Customer.objects.filter(pk=one.pk).update(ledger_version=3)
    Look.objects.create(debtor=still, creditor=still.source.creditor, ledger_version=3)
    assert assign_moved(as_of=AS_OF) == 1
    assert segments_of(still, moved) == ["", "large"]


def test_the_number_of_queries_is_fixed(django_assert_max_num_queries):
    segment("large", open_over=5000)
    segment("old", overdue_days_over=60)
    for _ in range(5):
        customer(9000)
    with django_assert_max_num_queries(12):
        assert assign_segments(as_of=AS_OF) == 5


def test_counts_before_saving():
    segment("abroad", position=1, countries=["FR"])
    customer(9000), customer(9000, country="FR"), customer(9000, segment="export"), customer(100)
    assign_segments(as_of=AS_OF)
    wanted = make.SegmentFactory.build(key="large", position=5, open_over=5000, policy=make.PolicyFactory.create())
    found = count_members(wanted, on=TODAY)
    assert (found.meet, found.own, found.earlier, found.taken, found.coming) == (3, 1, 1, 1, 1)
