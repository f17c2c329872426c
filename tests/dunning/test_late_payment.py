"""Late-payment costs reach a text only by policy, stage, country and known tables; never for a natural person."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agent.guardrails.fact_checks import check_facts
from dunning.account_facts import account_facts
from dunning.facts_json import facts_digest, facts_from_json, facts_to_json
from dunning.models import Case, Policy
from dunning.services.outbox.approvals import approve_message
from dunning.services.outbox.delivery import send_due_messages
from dunning.services.outbox.drafting import draft_due_messages
from tests import factories as make
from tests.factories import AS_OF, TODAY, days_ago

pytestmark = pytest.mark.django_db


def late_case(*, stage: str = "firm", country: str = "DE", debtor: dict | None = None, **policy: object) -> Case:
    """A case of a German creditor with one message of a stage; the policy names interest from the firm step on."""
    customer = make.CustomerFactory.create(country=country, time_zone="Europe/Berlin", **(debtor or {}))
    case = make.CaseFactory.create(debtor=customer)
    Policy.objects.update(late_fee="interest")
    Policy.objects.update(**policy)
    if stage:
        make.MessageFactory.create(case=case, stage=stage, status="draft", step_key=stage)
    return Case.objects.get(pk=case.pk)


def owe(case: Case, amount: str = "1000.00", **more: object):
    return make.InvoiceFactory.create(customer=case.debtor, amount=Decimal(amount), **({"due_on": days_ago(12)} | more))


def fee(case: Case, *, days: int = 0) -> Decimal | None:
    return account_facts(case, as_of=AS_OF + timedelta(days=days)).allowed.late_fee


def test_interest_runs_from_the_day_after_the_due_date_to_today():
    case = late_case()
    owe(case)  # due on Friday, 20 February: 12 days at 1.27 % + 9 points
    assert fee(case) == Decimal("3.38")  # 1,000 × 10.27 % × 12 ÷ 365 = 3.3764
    assert fee(case, days=1) == Decimal("3.66")


def test_a_due_date_on_a_sunday_counts_as_the_monday_after():
    case = late_case()
    owe(case, due_on=date(2026, 2, 22))
    assert fee(case) == Decimal("2.53")  # nine days from Tuesday, 24 February


def test_interest_of_several_invoices_is_one_sum_and_other_currencies_stay_out():
    case = late_case()
    owe(case)
    owe(case, "2000.00")
    owe(case, "5000.00", currency="USD")
    assert fee(case) == Decimal("10.13")  # 3.38 + 6.75


def test_fixed_sums_are_counted_by_late_invoice():
    case = late_case(late_fee="flat")
    owe(case)
    owe(case, "50.00")
    owe(case, "70.00", due_on=TODAY + timedelta(days=3))
    assert fee(case) == Decimal(80)


def test_credits_are_taken_off_the_oldest_invoice_first():
    case = late_case(late_fee="flat")
    owe(case, "100.00", due_on=days_ago(40))
    owe(case, "500.00")
    make.CreditNoteFactory.create(customer=case.debtor, amount=Decimal("-150.00"))
    assert fee(case) == Decimal(40)
    Policy.objects.update(late_fee="interest")
    assert fee(Case.objects.get(pk=case.pk)) == Decimal("1.52")  # 450 × 10.27 % × 12 ÷ 365 = 1.5194


def test_what_is_disputed_or_promised_bears_no_costs():
    case = late_case(late_fee="flat")
    make.DisputeFactory.create(case=case, invoices=[owe(case)])
    make.PromiseFactory.create(case=case, invoices=[owe(case)])
    assert fee(case) is None


def test_without_leave_by_the_policy_nothing_is_named_and_nothing_is_asked_of_the_database():
    case = late_case(late_fee="none")
    owe(case)
    with CaptureQueriesContext(
        connection,
    ) as without:
        assert fee(case) is None
    Policy.objects.update(late_fee="interest")
    case = Case.objects.get(pk=case.pk)
    with CaptureQueriesContext(connection) as allowed:
        assert fee(case) is not None
    assert sum("dunning_message" in query["sql"] for query in without.captured_queries) == 0
    assert sum("dunning_message" in query["sql"] for query in allowed.captured_queries) == 1


@pytest.mark.parametrize(("stage", "named"), [("", False), ("follow_up", False), ("firm", True), ("final", True)])
def test_costs_are_named_from_the_stage_of_the_policy_on(stage, named):
    case = late_case(stage=stage)
    owe(case)
    assert (fee(case) is not None) == named


@pytest.mark.parametrize("status", ["rejected", "superseded", "shadow", "failed"])
def test_a_message_that_never_leaves_brings_no_case_to_its_stage(status):
    case = late_case()
    owe(case)
    case.messages.update(status=status)
    assert fee(case) is None


def test_a_stage_of_an_earlier_episode_does_not_count():
    case = late_case()
    owe(case)
    case.messages.update(created_at=case.episode_started_at - timedelta(days=1))
    assert fee(case) is None


def test_a_natural_person_never_hears_of_costs_between_businesses():
    case = late_case(debtor={"natural_person": True})
    owe(case)
    assert fee(case) is None


def test_only_countries_of_the_policy_hear_of_costs():
    case = late_case(late_fee_countries=["AT", "FR"])
    owe(case)
    assert fee(case) is None


def test_the_law_is_our_own_or_that_of_the_customers_country():
    case = late_case(country="FR")
    owe(case)
    assert fee(case) == Decimal("3.38")  # German law: 10.27 %
    Policy.objects.update(late_fee_law="debtor")
    assert fee(Case.objects.get(pk=case.pk)) == Decimal("3.99")  # French law: 12.15 %, 3.9945


@pytest.mark.parametrize("country", ["US", "BR", ""])
def test_where_the_law_is_unknown_no_costs_are_named(country):
    case = late_case(country=country, late_fee_law="debtor")
    owe(case)
    assert fee(case) is None


def test_one_unknown_rate_leaves_the_whole_sum_out():
    case = late_case()
    owe(case)
    owe(case, due_on=date(2018, 3, 1), issued_on=date(2018, 2, 1), known_at=AS_OF)
    Policy.objects.update(go_live_age_days=9999)
    assert fee(Case.objects.get(pk=case.pk)) is None


def test_interest_that_grows_leaves_an_approval_in_force_and_withdrawn_leave_does_not():
    case = late_case()
    owe(case)
    today, tomorrow = (account_facts(case, as_of=AS_OF + timedelta(days=days)) for days in (0, 1))
    assert today.allowed.late_fee != tomorrow.allowed.late_fee
    assert facts_digest(today) == facts_digest(tomorrow)
    Policy.objects.update(late_fee="none")
    assert facts_digest(account_facts(Case.objects.get(pk=case.pk), as_of=AS_OF)) != facts_digest(today)


def test_a_norwegian_account_gets_a_new_day_of_payment():
    case = late_case(country="NO", late_fee="none")
    owe(case)
    facts = account_facts(case, as_of=AS_OF)
    assert facts.new_due == date(2026, 3, 18)
    assert facts_from_json(facts_to_json(facts)) == facts
    assert facts_digest(account_facts(case, as_of=AS_OF + timedelta(days=1))) == facts_digest(facts)


def test_where_nothing_is_asked_for_no_new_day_is_set():
    case = late_case(country="NO", late_fee="none")
    owe(case, due_on=TODAY + timedelta(days=9))
    assert account_facts(case, as_of=AS_OF).new_due is None


def test_other_countries_get_no_new_day():
    case = late_case(country="SE", late_fee="none")
    owe(case)
    assert account_facts(case, as_of=AS_OF).new_due is None


def codes(text: str, facts) -> list[str]:
    return [found.code for found in check_facts(subject="", body=text, language="en", facts=facts)]


def test_the_guard_knows_the_new_day_and_the_costs_and_nothing_else():
    case = late_case(country="NO")
    owe(case)
    facts = replace(account_facts(case, as_of=AS_OF), language="en")
    assert codes("Please pay by 18 March 2026 at the latest.", facts) == []
    assert codes("Please pay by 19 March 2026 at the latest.", facts) == ["wrong_fact"]
    assert codes("By law, interest of EUR 3.38 has been added so far.", facts) == []
    assert "wrong_fact" in codes("By law, interest of EUR 4.38 has been added so far.", facts)


def test_a_reminder_that_leaves_a_day_later_names_that_days_costs_and_deadline():
    case = late_case(stage="", country="NO", debtor={"language": "en"}, late_fee_from_stage="first")
    owe(case)
    make.ContactFactory.create(customer=case.debtor)
    message = make.MessageFactory.create(case=case)
    draft_due_messages(as_of=AS_OF)
    message.refresh_from_db()
    assert "18 March 2026" in message.body_text
    assert "3,38" in message.body_text
    if message.status == "awaiting_approval":
        approve_message(message_id=message.pk, by=make.UserFactory.create(), as_of=AS_OF)

    send_due_messages(as_of=AS_OF + timedelta(days=1))

    message.refresh_from_db()
    assert message.status == "sent", message.problem
    assert "19 March 2026" in message.body_text
    assert "3,66" in message.body_text
    assert "18 March" not in message.body_text
