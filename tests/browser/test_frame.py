"""What every page has: it opens without a fault, in light and dark, on a desk and on a telephone."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from tests.browser.accessibility import lightness
from tests.browser.seeding import Seeded


def test_the_first_page_opens_without_a_fault(manager_page: Page, seeded: Seeded) -> None:
    answer = manager_page.goto("/admin/")

    assert answer is not None
    assert answer.status == 200
    assert len(seeded.reviews) >= 10
    assert len(seeded.drafts) >= 5
    assert manager_page.title().endswith("Dunwell")


@pytest.mark.parametrize("dark", [False, True])
def test_the_theme_that_somebody_chose_wins_over_that_of_the_system(dark: bool, open_page: Any, manager: User) -> None:
    page = open_page(manager, dark=dark)
    page.emulate_media(color_scheme="light" if dark else "dark")
    page.goto("/admin/preferences/")

    expect(page.locator("html")).to_have_class(re.compile(r"\bdark\b" if dark else r"\blight\b"))
    assert lightness(page, "#main") < 0.3 if dark else lightness(page, "#main") > 0.9
