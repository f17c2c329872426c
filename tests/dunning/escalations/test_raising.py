from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from dunning.models import Case, Escalation, Review
from dunning.services.escalations.escalations import close_moot_escalations, raise_escalation, track_unmet_rules
from tests.factories import AS_OF, TODAY, AccountManagerFactory, CaseFactory, CreditorFactory, EscalationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> Case:
    return CaseFactory.create(debtor__account_manager=AccountManagerFactory.create(email="anna@creditor.example"))


def escalate(case: Case, *, exposure: str = "12000.00", days: int = 0, heads_up: bool = False) -> Escalation | None:
    return raise_escalation(
        case=case,
        rule_key="large",
        level=1,
        heads_up=heads_up,
        reason_text="More than 10,000 € is over 30 days late.",
        exposure=Decimal(exposure),
        as_of=AS_OF + timedelta(days=days),
    )


def test_it_goes_to_the_account_manager_with_three_business_days_to_answer(case: Case) -> None:
    escalation = escalate(case)
    assert escalation is not None
    assert (escalation.sent_to, escalation.deadline) == ("anna@creditor.example", date(2026, 3, 9))
    assert escalation.notified_at is None


def test_without_an_account_manager_it_goes_to_the_ar_manager() -> None:
    escalation = escalate(CaseFactory.create())
    assert escalation is not None
    assert escalation.sent_to == "manager@creditor.example"


def test_without_anybody_a_review_opens() -> None:
    creditor = CreditorFactory.create(ar_manager_email="")
    escalation = escalate(CaseFactory.create(debtor__source__creditor=creditor))
    review = Review.objects.get()
    assert (review.kind, review.escalation, review.to_manager) == ("escalation", escalation, True)


def test_the_same_rule_is_raised_once(case: Case) -> None:
    assert escalate(case) is not None
    assert escalate(case, days=60) is None
    assert Escalation.objects.count() == 1


def test_twice_the_exposure_arms_it_again(case: Case) -> None:
    first = escalate(case)
    assert escalate(case, exposure="23999.99") is None
    assert escalate(case, exposure="24000.00") is not None
    assert first is not None
    first.refresh_from_db()
    assert first.armed_again_at == AS_OF


def test_thirty_days_unmet_arm_it_again(case: Case) -> None:
    escalation = escalate(case)
    debtors = [case.debtor_id]
    assert escalation is not None
    assert track_unmet_rules(debtors, met={}, as_of=AS_OF) == 0
    escalation.refresh_from_db()
    assert escalation.unmet_since == TODAY
    assert track_unmet_rules(debtors, met={}, as_of=AS_OF + timedelta(days=29)) == 0
    assert escalate(case, days=29) is None
    assert track_unmet_rules(debtors, met={}, as_of=AS_OF + timedelta(days=30)) == 1
    assert escalate(case, days=31) is not None


def test_a_rule_met_again_starts_its_thirty_days_anew(case: Case) -> None:
    escalation = escalate(case)
    assert escalation is not None
    track_unmet_rules([case.debtor_id], met={}, as_of=AS_OF)
    track_unmet_rules([case.debtor_id], met={case.debtor_id: {("large", 1)}}, as_of=AS_OF + timedelta(days=9))
    escalation.refresh_from_db()
    assert escalation.unmet_since is None


def test_nothing_overdue_needs_no_answer(case: Case) -> None:
    escalation = EscalationFactory.create(case=case)
    assert close_moot_escalations([case.debtor_id], as_of=AS_OF) == 1
    escalation.refresh_from_db()
    assert escalation.status == "expired"
