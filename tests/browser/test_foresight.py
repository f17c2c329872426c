"""The pages of figures, forecast, pilots and rules in a browser: in every look, with rows in them, and what they do."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlencode

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from playwright.sync_api import Page, expect

from dunning.models import EscalationRule, Pilot, PriorityRule, Segment
from dunning.priority import DEFAULTS
from dunning.services.cases.defaults import ensure_defaults
from dunning.services.forecasting.making import forecast_cash, keep_forecasts
from dunning.services.pilots.starting import start_pilot
from dunning.services.segments.members import assign_segments
from dunning.services.upkeep.snapshots import take_missing_snapshots
from tests.browser import seeding
from tests.browser.seeding import Seeded
from tests.browser.test_accessibility import walk


@pytest.fixture
def foreseen(seeded: Seeded) -> Seeded:
    """The firm with its nights behind it: figures, a forecast, a segment by rule, an escalation rule and a pilot."""
    others = Segment.objects.select_related("policy").get(key="")
    Segment.objects.create(key="large", name="Large", policy=others.policy, position=1, open_over=10_000)
    EscalationRule.objects.get_or_create(
        policy=others.policy, key="old", defaults={"age_over_days": 5, "minimum_delivered": 0}
    )
    assign_segments(as_of=seeding.NOW)
    take_missing_snapshots(today=seeding.NOW.date(), as_of=seeding.NOW)
    keep_forecasts(forecast_cash(as_of=seeding.NOW), as_of=seeding.NOW)
    start_pilot(segment_id=others.pk, name="Spring", seed=7, by=None, as_of=seeding.NOW)
    return seeded


def pages() -> list[str]:
    policy, segment = EscalationRule.objects.get(key="old").policy_id, Segment.objects.get(key="large")
    points = {"preview": 1}
    for kind, rule in DEFAULTS.items():
        points |= {f"{kind}_percent": rule.percent + 20, f"{kind}_threshold": rule.threshold}
    escalations = reverse("admin:dunning_policy_escalations", args=[policy])
    rule = {"rule": EscalationRule.objects.get(key="old").pk, "key": "old", "level": 1, "minimum_delivered": 0}
    return [
        reverse("admin:dunning_priorityrule_changelist"),
        reverse("admin:dunning_priorityrule_changelist") + f"?{urlencode(points)}",
        reverse("admin:dunning_priorityrule_changelist") + f"?{urlencode(points | {'silence_percent': 'much'})}",
        escalations,
        f"{escalations}?{urlencode(rule | {'age_over_days': 3, 'preview': 1})}",
        f"{escalations}?{urlencode(rule | {'age_over_days': 'old', 'preview': 1})}",
        reverse("admin:dunning_segment_changelist"),
        reverse("admin:dunning_segment_add"),
        reverse("admin:dunning_segment_change", args=[segment.pk]),
        reverse("admin:customers_snapshot_figures"),
        reverse("admin:dunning_forecast_weeks"),
        reverse("admin:dunning_pilot_board"),
        reverse("admin:dunning_cadence_week"),
        reverse("admin:dunning_cadence_week") + "?held=1",
        reverse("admin:dunning_rungchange_ladder"),
        reverse("admin:dunning_rungchange_watched"),
        reverse("admin:dunning_dispute_times"),
    ]


def test_the_pages_of_foresight_have_no_barriers(open_page: Any, manager: User, foreseen: Seeded) -> None:
    wrong = walk(open_page(manager), pages())

    assert not wrong, "\n\n".join(wrong)


def test_they_have_none_before_the_first_night(open_page: Any, manager: User) -> None:
    ensure_defaults()
    names = ("customers_snapshot_figures", "dunning_forecast_weeks", "dunning_pilot_board", "dunning_cadence_week")

    wrong = walk(open_page(manager), [reverse(f"admin:{name}") for name in names])

    assert not wrong, "\n\n".join(wrong)


def test_points_are_tried_and_kept(manager_page: Page, foreseen: Seeded) -> None:
    page = manager_page
    page.goto(reverse("admin:dunning_priorityrule_changelist"))
    page.locator("[name=silence_percent]").fill("80")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Nothing is saved yet.")

    page.get_by_role("button", name="Save these points").click()

    expect(page.locator("[name=silence_percent]")).to_have_value("80")
    expect(page.locator("body")).to_contain_text("1 rule changed")
    assert PriorityRule.objects.get(kind="silence").percent == 80


def test_a_segment_s_count_follows_what_is_typed(manager_page: Page, foreseen: Seeded) -> None:
    page = manager_page
    page.goto(reverse("admin:dunning_segment_change", args=[Segment.objects.get(key="large").pk]))
    count = page.get_by_label("How many customers")
    expect(count).to_contain_text(re.compile(r"\b1 customer would be in this segment"))

    page.get_by_label("More open than").fill("1000000")

    expect(count).to_contain_text("0 customers would be in this segment")


def test_a_pilot_that_cannot_start_keeps_what_was_typed(manager_page: Page, foreseen: Seeded) -> None:
    page = manager_page
    page.goto(reverse("admin:dunning_pilot_board"))
    page.get_by_label("Name").fill("Autumn")
    page.get_by_role("combobox", name="Segment").select_option(label="Large")

    page.get_by_role("button", name="Start a pilot").click()

    expect(page.locator("#pilot-segment-problem")).to_contain_text("There are no two customers of this segment")
    expect(page.get_by_label("Name")).to_have_value("Autumn")
    assert Pilot.objects.get().name == "Spring"
