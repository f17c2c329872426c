"""The customer page in a real browser: accessible, without script, on a telephone, from right to left."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page

from customers.models import Contact
from dunning.customer_links import page_address, token_of
from dunning.models import CustomerLink, Dispute, Message, Policy, Promise
from tests.browser.conftest import OpenPage
from tests.browser.seeding import NOW, Seeded


@pytest.fixture
def address(seeded: Seeded) -> str:
    """Of a mail that left."""
    Policy.objects.update(customer_page=True)
    message = (
        Message.objects.filter(
            status__in=("sent", "delivered"), contact__state=Contact.State.ACTIVE, case__debtor=seeded.talker
        )
        .order_by("pk")
        .first()
    )
    assert message is not None and message.contact is not None
    message.body_text += page_address(message.pk)
    message.save()
    CustomerLink.objects.create(
        message=message,
        debtor=message.debtor,
        contact=message.contact,
        made_at=NOW,
        expires_at=NOW + timedelta(days=60),
    )
    return f"/account/{token_of(message.pk)}/"


def in_language(language: str) -> None:
    Message.objects.update(language=language)


PAGES = ("", "promise/", "dispute/", "contact/", "question/", "done/promise/")


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("phone", [False, True])
def test_every_page_is_accessible_and_fits(
    open_page: OpenPage, address: str, axe: Callable[[Page], None], phone: bool, dark: bool
) -> None:
    page = open_page(phone=phone, dark=dark)

    for name in PAGES:
        page.goto(address + name)
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("language", ["ar", "he"])
def test_from_right_to_left_it_is_laid_out_so(
    open_page: OpenPage, address: str, axe: Callable[[Page], None], language: str
) -> None:
    in_language(language)
    page = open_page(phone=True)
    for name in PAGES:
        page.goto(address + name)
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.goto(address)
    heading, box = page.locator("h1").bounding_box(), page.locator(".cp-hero").bounding_box()

    assert heading and box and abs(heading["x"] + heading["width"] - box["x"] - box["width"]) < 40


def test_a_day_of_payment_is_given_by_keyboard_and_without_script(open_page: OpenPage, address: str) -> None:
    page = open_page(java_script_enabled=False)
    page.goto(address)
    page.get_by_role("link", name="Tell us when you will pay").press("Enter")
    page.get_by_label("Day of payment").fill((NOW + timedelta(days=5)).date().isoformat())
    page.get_by_role("button", name="Send").press("Enter")

    assert page.get_by_role("heading", name="Thank you").is_visible()
    assert Promise.objects.filter(mail__mailbox="customer page").exists()


def test_what_is_missing_is_said_beside_its_field(
    open_page: OpenPage, address: str, watch, axe: Callable[[Page], None]
) -> None:
    watch.allow("422")
    page = open_page(phone=True)
    page.goto(f"{address}dispute/")
    page.get_by_role("button", name="Send").click()

    assert page.get_by_role("alert").inner_text() == "Please check what is marked."
    assert "Please choose a reason." in page.locator("main").inner_text()
    axe(page)


def test_a_dispute_with_a_photograph_is_sent_from_a_telephone(open_page: OpenPage, address: str) -> None:
    page = open_page(phone=True)
    page.goto(f"{address}dispute/")
    page.get_by_role("checkbox").first.check()
    page.get_by_label("Reason").select_option("quality")
    page.get_by_label("In your words").fill("It came broken.")
    photo = {"name": "photo.png", "mimeType": "image/png", "buffer": b"\x89PNG\r\n\x1a\n1234"}
    page.get_by_label("File").set_input_files(photo)
    page.get_by_role("button", name="Send").click()

    assert page.get_by_role("heading", name="Thank you").is_visible()
    dispute = Dispute.objects.get(mail__mailbox="customer page")
    assert dispute.mail is not None and dispute.mail.attachments.get().name == "photo.png"


def test_a_closed_link_says_so_and_is_accessible(open_page: OpenPage, watch, axe: Callable[[Page], None]) -> None:
    watch.allow("404")
    page = open_page()
    page.goto("/account/forged/")

    assert page.get_by_role("heading", name="This page is not available").is_visible()
    axe(page)


def test_no_page_weighs_much(open_page: OpenPage, address: str) -> None:
    page = open_page()
    weights: list[int] = []
    page.on("response", lambda answer: weights.append(len(answer.body())))
    page.goto(address)
    page.wait_for_load_state("networkidle")

    assert sum(weights) < 40_000
