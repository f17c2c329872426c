"""The queue in a real browser: ten things cleared without a mouse, and a few on a telephone."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from dunning.models import GivenAnswer, Message, Review
from dunning.services.reviews.reviews import open_review
from tests.browser.conftest import Watch
from tests.browser.seeding import Seeded
from tests.factories import DisputeFactory

QUEUE = "/admin/dunning/review/queue/"


@pytest.fixture(autouse=True)
def frames_run_nothing(watch: Watch) -> None:
    """The tests' own start script is refused in the letters' sandboxed frames, as every script is."""
    watch.allow("Blocked script execution in 'about:srcdoc'")


def rows(page: Page):  # type: ignore[no-untyped-def]
    return page.locator("[data-row]")


def opened(page: Page) -> str:
    """The review beside the list is the one marked in it."""
    current = page.locator("[data-row][aria-current]")
    expect(current).to_have_count(1)
    key = current.get_attribute("data-row") or ""
    expect(page.locator(f'[data-review="{key}"]')).to_be_visible()
    return key


def test_ten_things_are_cleared_by_keyboard(manager_page: Page, seeded: Seeded, axe: Callable[[Page], None]) -> None:
    page = manager_page
    page.goto(QUEUE)
    count = len(seeded.reviews)
    assert count >= 10
    expect(rows(page)).to_have_count(count)
    first = opened(page)
    axe(page)
    page.keyboard.press("j")
    second = opened(page)
    assert second != first
    page.keyboard.press("k")
    assert opened(page) == first

    cleared = []
    for left in range(count - 1, count - 11, -1):
        key = opened(page)
        button = page.locator("[data-key]").first
        press = button.get_attribute("data-key") or ""
        asks = button.get_attribute("data-asks")
        if asks == "case":  # a stray mail: nobody's
            press, asks = "r", "reason"
        page.keyboard.press(press)
        if asks == "reason":
            page.keyboard.type("Not needed.")
            page.keyboard.press("Enter")
        expect(rows(page)).to_have_count(left)
        expect(page.locator(f'[data-row="{key}"]')).to_have_count(0)
        cleared.append(int(key))
    last = str(cleared[-1])
    page.keyboard.press("u")
    expect(page.locator(f'[data-row="{last}"]')).to_have_count(1)
    assert opened(page) == last
    assert not GivenAnswer.objects.filter(review=last).exists()

    page.wait_for_timeout(12_000)
    done = Review.objects.filter(pk__in=cleared[:-1])
    assert done.filter(closed_at=None).count() == 0, list(GivenAnswer.objects.values("review", "problem"))
    assert Review.objects.get(pk=last).closed_at is None


def test_a_draft_is_edited_in_place_snoozed_and_given_to_oneself(manager_page: Page, seeded: Seeded) -> None:
    page = manager_page
    draft = Review.objects.filter(kind="approval", closed_at=None).first()
    assert draft is not None
    page.goto(f"{QUEUE}?kind=approval&open={draft.pk}")
    assert opened(page) == str(draft.pk)
    page.keyboard.press("e")
    text = page.locator("[data-editor] textarea")
    expect(text).to_be_focused()
    text.fill(text.input_value().replace("\n\n", "\n\nWe hope that all is well with you.\n\n", 1))
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text(re.compile(r"Saved\. The check found"))).to_be_visible()
    assert "all is well" in Message.objects.get(pk=draft.message_id).body_text
    page.keyboard.press("c")
    expect(page.get_by_text("It is yours.")).to_be_visible()
    key = opened(page)
    page.keyboard.press("s")
    page.keyboard.press("1")
    expect(page.locator(f'[data-row="{key}"]')).to_have_count(0)
    page.keyboard.press("u")
    expect(page.locator(f'[data-row="{key}"]')).to_have_count(1)
    assert Review.objects.get(pk=key).snoozed_until is None


def test_a_day_is_asked_for_where_an_answer_takes_one_and_amounts_on_the_page_of_the_dispute(
    manager_page: Page, seeded: Seeded
) -> None:
    page = manager_page
    case, given = seeded.case(seeded.escalated), {"why": "Says no.", "deadline": seeded.world.day(2)}
    dispute = DisputeFactory.create(case=case, invoices=list(seeded.escalated.invoices.all()))
    review = open_review("dispute", subject=dispute, case=case, as_of=seeded.world.now, **given)
    page.goto(f"{QUEUE}?open={review.pk}")
    opened(page)
    page.locator("[data-key]", has_text="Partly valid").click()
    expect(page).to_have_url(re.compile(r"/dispute/\d+/change/#partly"))
    expect(page.locator("#settle input[value=partly]")).to_be_checked()
    expect(page.locator("#settle [data-for=partly] input").first).to_be_visible()

    review = open_review("refusal", subject=case, case=case, as_of=seeded.world.now, **given)
    page.goto(f"{QUEUE}?open={review.pk}")
    opened(page)
    page.keyboard.press(page.locator("[data-asks=until]").first.get_attribute("data-key") or "")
    day = page.get_by_label("Until which day")
    expect(day).to_be_focused()
    day.fill(seeded.world.day(9).isoformat())
    with page.expect_response(re.compile(r"/answer/$")):
        page.keyboard.press("Enter")
    expect(page.locator(f'[data-row="{review.pk}"]')).to_have_count(0)
    assert GivenAnswer.objects.get(review=review).until == seeded.world.day(9)


def test_like_is_approved_with_like_after_a_look(
    manager_page: Page, seeded: Seeded, axe: Callable[[Page], None]
) -> None:
    page = manager_page
    page.goto(f"{QUEUE}?kind=approval")
    count = Review.objects.filter(kind="approval", closed_at=None).count()
    opened(page)
    page.keyboard.press("Shift+X")
    page.keyboard.press("b")
    dialog = page.locator("[data-bulk-dialog]")
    expect(dialog.get_by_role("heading", level=2)).to_contain_text(str(count))
    axe(page)
    dialog.get_by_role("button", name="Approve").click()
    expect(rows(page)).to_have_count(0)
    page.keyboard.press("z")
    expect(rows(page)).to_have_count(count)
    assert not GivenAnswer.objects.exists()


def test_two_people_see_each_other_and_the_slower_is_told(open_page, manager, clerk, seeded: Seeded) -> None:  # type: ignore[no-untyped-def]
    clerk.is_superuser = True
    clerk.save()
    first, second = open_page(manager), open_page(clerk)
    first.goto(QUEUE)
    key = opened(first)
    first.wait_for_timeout(500)
    second.goto(QUEUE)
    assert opened(second) == key
    expect(second.locator("article [data-here]")).to_have_text("Mara has this open")
    first.keyboard.press("s")
    first.keyboard.press("2")
    expect(first.locator(f'[data-row="{key}"]')).to_have_count(0)


def test_work_on_a_telephone(phone_page: Page, seeded: Seeded, axe: Callable[[Page], None]) -> None:
    page = phone_page
    page.goto(QUEUE)
    expect(rows(page).first).to_be_visible()
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= 390
    axe(page)
    row = page.locator('[data-row][data-kind="approval"]').first
    key = row.get_attribute("data-row")
    row.locator("[data-link]").tap()
    expect(page.locator(f'[data-review="{key}"]')).to_be_visible()
    expect(rows(page).first).to_be_hidden()
    axe(page)
    page.get_by_role("button", name="List").tap()
    expect(rows(page).first).to_be_visible()
    page.locator(f'[data-row="{key}"] [data-link]').tap()
    page.get_by_role("button", name="Approve").tap()
    expect(page.locator(f'[data-row="{key}"]')).to_have_count(0)
    page.get_by_role("button", name="Undo").tap()
    expect(page.locator(f'[data-row="{key}"]')).to_have_count(1)
