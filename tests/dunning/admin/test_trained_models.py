"""What was learned, and how right it was."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse
from django.utils.formats import date_format

from agent.models import TrainedModel
from tests.dunning.admin.conftest import boss, office, that_day
from tests.dunning.admin.rows import FIGURES
from tests.factories import AS_OF

__all__ = ["boss", "office", "that_day"]
pytestmark = pytest.mark.django_db


def trained(**columns: Any) -> TrainedModel:
    card = {"settled": 31_000, "debtors": 900, "known_until": "2026-03-01", "measured_from": "2026-01-10"}
    defaults = {"kind": "risk", "trained_at": AS_OF, "data": b"trees", "figures": FIGURES, "card": card}
    return TrainedModel.objects.create(**defaults | columns)


def test_the_list_says_what_is_used_and_how_near_it_was(office) -> None:
    trained(refused="The debtors' own medians are nearer: 2.10 days off, the model 2.75.")
    trained(installed_at=AS_OF, replaced_at=AS_OF)
    trained(installed_at=AS_OF)
    page = office.get(reverse("admin:agent_trainedmodel_changelist")).content.decode()
    for words in (
        "In use",
        f"Used until {date_format(AS_OF, 'DATE_FORMAT')}",
        "Not used: The debtors&#x27; own medians are nearer",
        "2.75",
        "79.9 %",
    ):
        assert words in page, words


def test_its_page_says_what_it_learned_from_and_what_came_of_its_chances(office) -> None:
    model = trained(installed_at=AS_OF)
    page = office.get(reverse("admin:agent_trainedmodel_change", args=[model.pk])).content.decode()
    assert "31,000 payments of 900 customers, as known on March 1, 2026" in page
    assert "More than 0 days late: foretold 40.0 %, was 39.0 %, AUC 0.845" in page
    assert "More than 30 days late: foretold 1.0 %, was 2.0 %, AUC –" in page


def test_a_model_without_figures_is_shown_all_the_same(office) -> None:
    model = trained(figures={}, card={})
    page = office.get(reverse("admin:agent_trainedmodel_change", args=[model.pk]))
    assert page.status_code == 200 and "–" in page.content.decode()
