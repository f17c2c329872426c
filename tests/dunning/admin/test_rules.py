from __future__ import annotations

import pytest
from django.forms.models import model_to_dict
from django.test import Client
from django.urls import reverse

from audit.models import AuditEvent
from dunning.models import Cadence, Policy, Rung, Segment
from dunning.services.cases.policies import rules_for_segment, rules_version
from tests import factories as make
from tests.dunning.admin.conftest import clerk, do, page, said

STEP_FIELDS = ("id", "cadence", "position", "key", "anchor", "offset", "stage", "purpose")
DEADLINE_FIELDS = ("id", "policy", "reason", "business_days")
RULE_FIELDS = ("id", "policy", "key", "level", "age_over_days", "minimum_delivered", "exposure_over")


@pytest.fixture
def segment(db) -> Segment:
    return make.SegmentFactory.create()


def rows(prefix: str, listed, fields, *, extra: dict[str, object] | None = None) -> dict[str, object]:
    """A posted inline: rows that are there, and perhaps a new one."""
    posted: dict[str, object] = {}
    for index, row in enumerate(listed):
        values = model_to_dict(row, fields=fields) | {"id": row.pk}
        posted |= {f"{prefix}-{index}-{name}": value for name, value in values.items() if value is not None}
    count = len(listed)
    if extra:
        posted |= {f"{prefix}-{count}-{name}": value for name, value in extra.items()}
    return posted | {f"{prefix}-INITIAL_FORMS": count, f"{prefix}-TOTAL_FORMS": count + bool(extra)}


def policy_form(policy: Policy, **changed: object) -> dict[str, object]:
    """As a browser posts it: what has a default of its own carries its first value along."""
    computed = {"transit_days": '{"wire": 3, "check": 7}', "escalation_cc": ""}
    values = model_to_dict(policy) | computed | {f"initial-{name}": value for name, value in computed.items()}
    shown = {name: value for name, value in values.items() if value is not None and value is not False}
    escalations = rows("escalation_rules", policy.escalation_rules.all(), RULE_FIELDS)
    return shown | escalations | rows("dispute_deadlines", policy.dispute_deadlines.all(), DEADLINE_FIELDS) | changed


def cadence_form(cadence: Cadence, **changed: object) -> dict[str, object]:
    form = {"name": cadence.name, "is_current": "on"} | rows("steps", cadence.steps.all(), STEP_FIELDS)
    return form | changed


def save(client: Client, row, form: dict[str, object]) -> None:
    answer = client.post(page(row), form)
    assert answer.status_code == 302, answer.context["errors"]
    row.refresh_from_db()


def test_saving_a_policy_makes_a_new_version_so_that_the_round_looks_again(segment, office):
    policy, before = segment.policy, rules_version(segment.policy)
    save(office, policy, policy_form(policy, gap_days=6))
    assert (policy.gap_days, policy.version) == (6, 2)
    assert rules_version(rules_for_segment("")) != before
    event = AuditEvent.objects.get(action="policy.changed")
    assert (event.user.username, event.data) == ("boss", {"version": 2, "gap_days": "6"})


def test_a_policy_saved_as_it_was_stays_at_its_version(segment, office):
    save(office, segment.policy, policy_form(segment.policy))
    assert segment.policy.version == 1
    assert not AuditEvent.objects.exists()


def test_an_escalation_rule_added_counts_as_a_change_of_its_policy(segment, office):
    policy, rule = segment.policy, {"key": "old-and-large", "level": 2, "age_over_days": 45, "minimum_delivered": 1}
    save(office, policy, policy_form(policy) | rows("escalation_rules", [], RULE_FIELDS, extra=rule))
    assert (policy.version, policy.escalation_rules.get().key) == (2, "old-and-large")
    assert AuditEvent.objects.get().data == {"version": 2, "escalationrule": "old-and-large"}


def newest(cadence: Cadence) -> Cadence:
    return Cadence.objects.get(key=cadence.key, is_current=True)


def test_a_changed_step_makes_a_new_version_and_keeps_its_key(segment, office):
    cadence, before = segment.policy.cadence, rules_version(segment.policy)
    save(office, cadence, cadence_form(cadence, **{"steps-0-offset": 5, "steps-0-cc": "account_manager, ap@x.example"}))
    made, old = newest(cadence), cadence.steps.first()
    first = made.steps.first()
    assert (made.version, first.key, first.offset, first.cc) == (2, "first", 5, ["account_manager", "ap@x.example"])
    assert (cadence.version, cadence.is_current, old.key, old.offset, old.cc) == (1, False, "first", 3, [])
    assert [step.key for step in made.steps.all()] == ["first", "follow_up", "firm", "final"]
    assert (rules_for_segment("").cadence_id, made.made_by.username) == (made.pk, "boss")
    assert rules_version(rules_for_segment("")) != before
    event = AuditEvent.objects.get(action="cadence.changed")
    assert (event.data["version"], event.data["steps"][0]) == (2, "first (+5 from due)")


def test_a_step_added_and_one_taken_away_are_of_the_new_version_alone(segment, office):
    cadence = segment.policy.cadence
    step = {"key": "call", "position": 5, "anchor": "due", "offset": 45, "stage": "final", "purpose": "final"}
    form = (
        cadence_form(cadence) | rows("steps", cadence.steps.all(), STEP_FIELDS, extra=step) | {"steps-1-DELETE": "on"}
    )
    save(office, cadence, form)
    assert [step.key for step in newest(cadence).steps.all()] == ["first", "firm", "final", "call"]
    assert [step.key for step in cadence.steps.all()] == ["first", "follow_up", "firm", "final"]


def test_a_cadence_saved_as_it_was_stays_at_its_version(segment, office):
    cadence = segment.policy.cadence
    save(office, cadence, cadence_form(cadence))
    assert (cadence.version, cadence.is_current, Cadence.objects.count()) == (1, True, 1)


def test_an_older_version_is_shown_but_not_changed(segment, office):
    cadence = segment.policy.cadence
    save(office, cadence, cadence_form(cadence, by_age="on"))
    body = office.get(page(cadence)).content.decode()
    assert "This version has been replaced" in body and "Save" not in body
    assert office.post(page(cadence), cadence_form(cadence, name="Other")).status_code == 403


def test_a_cadence_is_copied_under_a_key_of_its_own(segment, office):
    cadence = segment.policy.cadence
    copying = reverse("admin:dunning_cadence_do", args=[cadence.pk, "copy"])
    office.post(copying, {"key": "gentle", "name": "Gentle"})
    copy = Cadence.objects.get(key="gentle")
    assert (copy.name, copy.version, copy.is_current, copy.policies.count()) == ("Gentle", 1, True, 0)
    assert [(step.key, step.offset) for step in copy.steps.all()] == [
        ("first", 3), ("follow_up", 10), ("firm", 20), ("final", 30),
    ]  # fmt: skip
    again = office.post(copying, {"key": "gentle", "name": "Gentle"})
    assert said(again)[-1:] == ["There is a cadence with the key “gentle” already."]
    assert Cadence.objects.count() == 2


def test_running_cases_are_moved_to_the_newest_version_on_demand(segment, office):
    case, old = make.CaseFactory.create(), segment.policy.cadence
    save(office, old, cadence_form(old, **{"steps-0-offset": 5}))
    made = newest(old)
    assert "Move running cases here" in office.get(page(made)).content.decode()
    assert said(do(office, made, "move-cases")) == ["One running case goes on with version 2."]
    case.refresh_from_db()
    assert (case.cadence_id, case.version) == (made.pk, 2)
    assert AuditEvent.objects.get(action="cadence.cases_moved").data == {"cases": 1}


def test_a_step_that_nobody_can_write_is_refused_with_what_there_is(segment, office):
    cadence = segment.policy.cadence
    answer = office.post(page(cadence), cadence_form(cadence, **{"steps-0-purpose": "poem"}))
    assert "Nobody can write “poem”" in answer.content.decode()
    cadence.refresh_from_db()
    assert cadence.version == 1


def test_a_rung_is_raised_on_its_segments_page(segment, office):
    rungs = list(segment.rungs.order_by("pk"))
    form = {"key": "", "name": "All others", "policy": segment.policy_id}
    form |= rows("rungs", rungs, ("id", "segment", "kind", "level")) | {"rungs-0-level": Rung.Level.SUGGEST}
    save(office, segment, form)
    rungs[0].refresh_from_db()
    assert rungs[0].level == Rung.Level.SUGGEST
    assert AuditEvent.objects.get().action == "segment.changed"


def test_the_segment_for_all_others_cannot_be_deleted(segment, office):
    answer = office.post(reverse("admin:dunning_segment_delete", args=[segment.pk]), {"post": "yes"})
    assert answer.status_code == 403


def test_rules_are_shown_but_not_saved_without_the_right(segment):
    client = clerk("dunning.view_policy", "dunning.view_escalationrule")
    assert client.get(page(segment.policy)).status_code == 200
    assert client.post(page(segment.policy), policy_form(segment.policy, gap_days=6)).status_code == 403
    segment.policy.refresh_from_db()
    assert segment.policy.version == 1


def test_the_policy_page_shows_the_statutory_rates_of_the_day(segment, office):
    body = office.get(page(segment.policy)).content.decode()
    assert "Late-payment costs" in body
    assert "§ 288 Abs. 2 und 5 BGB" in body
    # Switzerland's rate stands in the law itself.
    assert "<th>CH</th><td>5.00 %</td><td>unknown</td>" in body


def test_late_payment_costs_are_allowed_by_country(segment, office):
    policy = segment.policy
    allowed = {"late_fee": "interest", "late_fee_from_stage": "final", "late_fee_countries": "de,at"}
    save(office, policy, policy_form(policy, **allowed))
    assert (policy.late_fee, policy.late_fee_from_stage, policy.late_fee_countries) == (
        "interest",
        "final",
        ["DE", "AT"],
    )


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"late_fee_countries": "DE,QQ"}, "late_fee_countries"),
        ({"send_from_hour": 17, "send_until_hour": 8}, "send_until_hour"),
        ({"send_until_hour": 25}, "send_until_hour"),
    ],
)
def test_a_policy_with_an_unknown_country_or_impossible_hours_is_not_saved(segment, office, changed, field):
    answer = office.post(page(segment.policy), policy_form(segment.policy, **changed))
    assert answer.status_code == 200
    assert field in answer.context["adminform"].form.errors
