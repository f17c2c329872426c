from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from audit.models import AuditEvent
from dunning.models import Escalation, EscalationRule
from tests import factories as make
from tests.dunning.admin.conftest import boss, clerk, office, that_day
from tests.factories import AS_OF, TODAY

__all__ = ["boss", "office", "that_day"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def policy(db):
    return make.SegmentFactory.create(key="").policy


@pytest.fixture
def rule(policy):
    return EscalationRule.objects.create(policy=policy, key="old", age_over_days=60, minimum_delivered=0)


def owing(name, *, amount=1000, overdue=30, policy):
    case = make.CaseFactory.create(debtor__name=name, policy=policy, opened_at=AS_OF - timedelta(days=90))
    make.InvoiceFactory.create(
        customer=case.debtor,
        amount=amount,
        open_amount=amount,
        due_on=TODAY - timedelta(days=overdue),
        issued_on=TODAY - timedelta(days=overdue + 30),
        known_at=AS_OF - timedelta(days=overdue + 30),
    )
    return case


def given(rule=None, **fields):
    values = {"key": "old", "level": 1, "minimum_delivered": 0} | ({"rule": rule.pk} if rule else {})
    return values | fields


def test_who_comes_and_goes_is_told_with_the_reason_and_nothing_is_written(office, policy, rule):
    owing("Older", overdue=70, policy=policy)
    owing("Younger", overdue=40, amount=5000, policy=policy)
    owing("Crumbs", overdue=150, amount=20, policy=policy)
    page = office.get(
        reverse("admin:dunning_policy_escalations", args=[policy.pk]),
        given(rule, age_over_days=30, exposure_over=2000, preview=1),
    )
    found = page.context["found"]
    assert [(row.name, row.is_new, row.is_gone) for row in found.rows] == [
        ("Younger", True, False),
        ("Older", False, True),
    ]
    assert found.rows[0].edited.reasons == ("5,000.00 EUR overdue", "40 days past due")
    assert (found.looked_at, found.today_now, found.today_edited) == (3, 1, 1)
    assert b"1 customer would be escalated today" in page.content
    rule.refresh_from_db()
    assert (rule.age_over_days, policy.version) == (60, 1)
    assert not Escalation.objects.exists()
    assert not AuditEvent.objects.filter(action__startswith="policy").exists()


def test_a_customer_that_waits_for_something_else_is_told_so(office, policy, rule):
    case = owing("Held", overdue=70, policy=policy)
    type(case).objects.filter(pk=case.pk).update(hold_until=TODAY + timedelta(days=9), hold_reason="Call first")
    page = office.get(
        reverse("admin:dunning_policy_escalations", args=[policy.pk]), given(rule, age_over_days=60, preview=1)
    )
    (row,) = page.context["found"].rows
    assert "On hold until" in row.edited.waits
    assert page.context["found"].today_edited == 0


def test_customers_under_another_policy_are_left_out(office, policy, rule):
    make.SegmentFactory.create(key="export", policy=make.PolicyFactory.create())
    case = owing("Foreign", overdue=70, policy=policy)
    type(case.debtor).objects.filter(pk=case.debtor_id).update(segment="export")
    page = office.get(
        reverse("admin:dunning_policy_escalations", args=[policy.pk]), given(rule, age_over_days=60, preview=1)
    )
    assert page.context["found"].looked_at == 0


def test_the_number_of_queries_does_not_grow_with_the_customers(office, policy, rule, django_assert_max_num_queries):
    for number in range(4):
        owing(f"Customer {number}", overdue=70, policy=policy)
    address = reverse("admin:dunning_policy_escalations", args=[policy.pk])
    office.get(address)
    with django_assert_max_num_queries(60):
        office.get(address, given(rule, age_over_days=60, sliding_days_over=5, late_chance_over=5, preview=1))


def test_saving_makes_a_new_version_of_the_policy(office, policy, rule):
    address = reverse("admin:dunning_policy_escalations", args=[policy.pk])
    office.post(address, given(rule, age_over_days=45))
    rule.refresh_from_db()
    policy.refresh_from_db()
    assert (rule.age_over_days, policy.version) == (45, 2)
    office.post(address, given(key="large", exposure_over=100))
    assert set(policy.escalation_rules.values_list("key", flat=True)) == {"old", "large"}
    page = office.post(address, given(key="large", exposure_over=1))
    assert "has a rule of this name" in page.content.decode()


def test_who_may_only_look_saves_nothing(policy, rule):
    page = clerk("dunning.view_policy")
    address = reverse("admin:dunning_policy_escalations", args=[policy.pk])
    assert page.get(address).status_code == 200
    assert page.post(address, given(rule, age_over_days=45)).status_code == 403


def test_nonsense_is_refused_beside_its_field_and_kept(office, policy, rule):
    address = reverse("admin:dunning_policy_escalations", args=[policy.pk])
    page = office.get(address, given(rule, key="bro ken", exposure_over="lots", preview=1))
    form = page.context["form"]
    assert form.errors == {"key": ["Letters, digits and hyphens."], "exposure_over": ["Enter a number."]}
    assert 'value="lots"' in page.content.decode()
    assert page.context["found"] is None


def test_who_asks_for_no_rule_sees_the_first(office, policy, rule):
    address = reverse("admin:dunning_policy_escalations", args=[policy.pk])
    assert office.get(address).context["rule"] == rule
    assert office.get(address, {"rule": "new"}).context["rule"] is None
