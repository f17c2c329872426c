"""What every page has: it opens without a fault, in light and dark, on a desk and on a telephone."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.browser.seeding import Seeded


def test_the_first_page_opens_without_a_fault(manager_page: Page, seeded: Seeded) -> None:
    answer = manager_page.goto("/admin/")

    assert answer is not None
    assert answer.status == 200
    assert len(seeded.reviews) >= 10
    assert len(seeded.drafts) >= 5
    assert manager_page.title().endswith("Dunwell")
