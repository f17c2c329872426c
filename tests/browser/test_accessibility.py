"""WCAG 2.2 AA by axe-core: the pages of the day in every look, each page of the admin in two; all of it by keyboard."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.urls import NoReverseMatch, reverse
from playwright.sync_api import Page, expect

from tests.browser.accessibility import in_words, lightness, violations
from tests.browser.conftest import DESKTOP, PHONE, Watch
from tests.browser.seeding import Seeded

# The tests' own start script is refused in the sandboxed frames of letters and mails, as every script is.
FRAMES_RUN_NOTHING = "Blocked script execution in 'about:srcdoc'"
# A look is put on while the page stands, as by the switch of themes; colours that change slowly change at once.
PUT_ON = """theme => {
    if (!document.adoptedStyleSheets.length) {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync("*, ::before, ::after { transition: none !important }");
        document.adoptedStyleSheets = [sheet];
    }
    document.documentElement.classList.remove("light", "dark");
    document.documentElement.classList.add(theme);
    return new Promise(requestAnimationFrame);
}"""


@dataclass(frozen=True)
class Look:
    phone: bool = False
    dark: bool = False

    def __str__(self) -> str:
        return f"{'dark' if self.dark else 'light'} {'phone' if self.phone else 'desk'}"


LIGHT, DARK_PHONE = Look(), Look(phone=True, dark=True)
LOOKS = (LIGHT, Look(dark=True), DARK_PHONE, Look(phone=True))


def daily_pages(seeded: Seeded) -> list[str]:
    return [
        "/admin/",
        reverse("admin:dunning_review_queue"),
        reverse("admin:dunning_case_change", args=[seeded.case(seeded.talker).pk]),
        reverse("admin:dunning_case_change", args=[seeded.case(seeded.escalated).pk]),
        reverse("admin:customers_banktransaction_unmatched"),
        reverse("admin:dunning_dispute_changelist"),
        reverse("admin:customers_snapshot_figures"),
        reverse("search") + "?q=Alder",
        reverse("admin:dunning_installation_setup"),
        reverse("admin:dunning_installation_sample"),
        reverse("admin:dunning_installation_do", args=[1, "stop"]),
        reverse("preferences"),
        reverse("portal:answer", args=[seeded.token]),
    ]


def admin_pages() -> Iterator[str]:
    """The list of every model, and the page of its newest row."""
    for model in admin.site._registry:
        place = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        row = model._default_manager.order_by("-pk").first()
        try:
            yield reverse(f"{place}_changelist")
            if row is not None:
                yield reverse(f"{place}_change", args=[row.pk])
        except NoReverseMatch:  # a model whose pages are hidden
            continue


def walk(page: Page, addresses: list[str], *, looks: Iterable[Look] = LOOKS) -> list[str]:
    """What is wrong on these pages in these looks, in words: answers, widths, violations. Each is opened once."""
    wrong = []
    for address in addresses:
        page.set_viewport_size(DESKTOP)
        page.emulate_media(color_scheme="light")
        answer = page.goto(address)
        if answer is None or answer.status != 200:
            wrong.append(f"{address} answered {answer.status if answer else 'nothing'}")
            continue
        for look in looks:
            wrong += [f"{address} ({look})\n{words}" for words in faults(page, look)]
    return wrong


def faults(page: Page, look: Look) -> Iterator[str]:
    page.set_viewport_size(PHONE if look.phone else DESKTOP)
    theme: Literal["dark", "light"] = "dark" if look.dark else "light"
    page.emulate_media(color_scheme=theme)
    page.evaluate(PUT_ON, theme)
    too_wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    if too_wide > 1:
        yield f"{too_wide} pixels too wide"
    yield from map(in_words, violations(page))


def test_the_pages_of_the_day_have_no_barriers(open_page: Any, manager: User, seeded: Seeded) -> None:
    wrong = walk(open_page(manager), daily_pages(seeded))

    assert not wrong, "\n\n".join(wrong)


def test_no_page_of_the_admin_has_barriers(open_page: Any, manager: User, watch: Watch, seeded: Seeded) -> None:
    watch.allow(FRAMES_RUN_NOTHING)

    wrong = walk(open_page(manager), list(dict.fromkeys(admin_pages())), looks=(LIGHT, DARK_PHONE))

    assert not wrong, "\n\n".join(wrong)


def test_the_login_has_no_barriers(open_page: Any) -> None:
    wrong = walk(open_page(), ["/admin/login/"])

    assert not wrong, "\n\n".join(wrong)


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_each_look_is_on(look: Look, open_page: Any, manager: User) -> None:
    page = open_page(manager)
    page.goto("/admin/preferences/")

    assert not list(faults(page, look))

    assert lightness(page, "#main") < 0.3 if look.dark else lightness(page, "#main") > 0.9
    assert page.evaluate("innerWidth") == (PHONE if look.phone else DESKTOP)["width"]


def test_the_first_stop_of_the_keyboard_leads_past_the_sidebar(manager_page: Page) -> None:
    manager_page.goto("/admin/preferences/")
    manager_page.keyboard.press("Tab")
    assert manager_page.evaluate("document.activeElement.className") == "skip-link"

    manager_page.keyboard.press("Enter")
    manager_page.keyboard.press("Tab")
    assert manager_page.evaluate("document.activeElement.closest('#content') !== null")


def test_the_person_s_menu_opens_and_closes_by_keyboard(manager_page: Page) -> None:
    manager_page.goto("/admin/preferences/")
    button = manager_page.locator("button[aria-haspopup='true']", has_text="Mara")
    button.focus()
    manager_page.keyboard.press("Enter")
    expect(manager_page.get_by_role("link", name="Two-factor login")).to_be_visible()

    manager_page.keyboard.press("Escape")
    expect(manager_page.get_by_role("link", name="Two-factor login")).to_be_hidden()
