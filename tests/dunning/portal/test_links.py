"""Who the page opens for: a signed link of a mail that left, for as long as its contact may be written to."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from customers.models import Contact
from dunning.customer_links import (
    html_with_signed_link,
    message_id_from_token,
    page_address,
    signed_address,
    token_of,
    with_signed_link,
)
from dunning.models import CustomerLink, Message, Review
from dunning.services.contacts.suppressions import suppress
from dunning.services.customer_page import visits as customer_visits
from dunning.services.customer_page.links import make_customer_links, revoke_customer_links
from dunning.services.customer_page.visits import Limit, forget_visits
from dunning.services.reviews.reviews import open_review
from tests.dunning.portal.conftest import Opened
from tests.factories import AS_OF, TODAY, UserFactory


def closed(page: Opened) -> bool:
    answer = page.get()
    return answer.status_code == 404 and "INV-" not in answer.content.decode()


def test_the_address_in_our_texts_opens_nothing_for_a_customer(page: Opened) -> None:
    address = page_address(page.message.pk)

    assert page.client.get(address.removeprefix(settings.PUBLIC_URL)).status_code == 404
    assert page.get().status_code == 200


def test_forged_cut_and_foreign_links_show_one_and_the_same_page(page: Opened, open_page) -> None:
    other = open_page(invoices=("B-1",))
    true, foreign = token_of(page.message.pk), token_of(other.message.pk)
    mixed = true.partition(".")[0] + "." + foreign.partition(".")[2]
    CustomerLink.objects.filter(pk=other.link.pk).update(expires_at=AS_OF)
    tried = (true[:-1], mixed, "x", "bc", "." * 70, "b" * 79, token_of(10**17), "%00", foreign, "bcd.efg")

    answers = [Client().get(reverse("customer_page:account", args=[token])) for token in tried]

    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1


def test_a_forged_and_an_old_link_cost_the_same_queries(page: Opened, django_assert_num_queries) -> None:
    CustomerLink.objects.update(expires_at=AS_OF)

    for token in (token_of(page.message.pk), "bcd.forged"):
        with django_assert_num_queries(2):
            Client().get(reverse("customer_page:account", args=[token]))


def test_the_link_expires(page: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: AS_OF + timedelta(days=60) - timedelta(seconds=1))
    assert page.get().status_code == 200
    monkeypatch.setattr(timezone, "now", lambda: AS_OF + timedelta(days=60))
    assert closed(page)


def test_the_page_closes_with_its_policy(page: Opened) -> None:
    page.case.policy.customer_page = False
    page.case.policy.save()
    assert closed(page)


@pytest.mark.parametrize("columns", [{"do_not_contact": True}, {"insolvent": True}, {"exit": "legal"}])
def test_the_page_closes_for_who_is_not_to_be_written_to(page: Opened, columns: dict[str, object]) -> None:
    for name, value in columns.items():
        setattr(page.case.debtor, name, value)
    page.case.debtor.save()
    assert closed(page)


@pytest.mark.parametrize("state", [Contact.State.LEFT, Contact.State.SUGGESTED])
def test_the_page_closes_for_a_contact_that_left(page: Opened, state: str) -> None:
    page.contact.state = state
    page.contact.save()
    assert closed(page)


def test_the_link_goes_with_its_contact(page: Opened) -> None:
    page.contact.delete()
    assert closed(page) and not CustomerLink.objects.exists()


def test_the_page_closes_for_a_suppressed_address_and_opens_again(page: Opened) -> None:
    suppress(page.contact.email.upper(), why="opt_out", as_of=AS_OF, until=TODAY)
    assert closed(page)


def test_a_contact_with_a_new_address_needs_a_new_mail(page: Opened) -> None:
    page.contact.email = "new@customer.example"
    page.contact.save()
    assert closed(page)


@pytest.mark.parametrize("kind", [Review.Kind.LEGAL, Review.Kind.INSOLVENCY, Review.Kind.OPT_OUT])
def test_the_page_closes_while_a_person_looks_at_something_grave(page: Opened, kind: str) -> None:
    open_review(kind, why="?", subject=page.case, case=page.case, deadline=TODAY, as_of=AS_OF)
    assert closed(page)


@pytest.mark.parametrize("status", ["bounced", "failed", "superseded", "approved", "draft"])
def test_only_a_mail_that_arrived_opens_it(page: Opened, status: str) -> None:
    Message.objects.update(status=status)
    assert closed(page)


def test_a_debtor_that_no_longer_pays_for_itself_is_another_account(page: Opened, open_page) -> None:
    page.case.debtor.debtor = open_page(invoices=("P-1",)).case.debtor
    page.case.debtor.save()
    assert closed(page)


def test_a_person_can_close_a_link(page: Opened) -> None:
    clerk = UserFactory.create()

    assert revoke_customer_links(CustomerLink.objects.all(), by=clerk, as_of=AS_OF, reason="Lost telephone") == 1
    assert closed(page)
    assert revoke_customer_links(CustomerLink.objects.all(), by=clerk, as_of=AS_OF) == 0


def test_only_what_leaves_carries_the_signed_link(page: Opened) -> None:
    key = page.message.pk
    text, html = f"See {page_address(key)} now", f"<p>See {page_address(key)} now</p>"

    assert with_signed_link(text, key) == f"See {signed_address(key)} now"
    assert html_with_signed_link(html, key).count(signed_address(key)) == 2
    assert with_signed_link(text, key + 1) == text
    assert message_id_from_token(token_of(key)) == key


def test_a_link_is_made_for_a_mail_that_has_one_and_for_no_other(page: Opened) -> None:
    CustomerLink.objects.all().delete()
    page.message.case.policy.customer_page_days = 7
    other = Message(pk=page.message.pk + 1, case=page.case, debtor=page.case.debtor, contact=page.contact)

    assert make_customer_links([page.message, other], as_of=AS_OF) == 1

    link = CustomerLink.objects.get()
    assert (link.message, link.contact, link.expires_at) == (page.message, page.contact, AS_OF + timedelta(days=7))


def test_too_many_visits_by_one_link_are_turned_away(page: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dunning.portal.customer.protection.READING", None)
    limit = Limit("read", of_link=3, of_address=9, span=timedelta(minutes=10))
    counts = [
        customer_visits.too_many_visits(limit, link_id=1, address=f"192.0.2.{turn}", as_of=AS_OF) for turn in range(4)
    ]
    later = AS_OF + timedelta(minutes=10)

    assert counts == [False, False, False, True]
    assert not customer_visits.too_many_visits(limit, link_id=2, address="192.0.2.9", as_of=AS_OF)
    assert not customer_visits.too_many_visits(limit, link_id=1, address="192.0.2.9", as_of=later)


def test_one_address_that_tries_many_links_is_turned_away(page: Opened) -> None:
    answers = [Client().get(f"/account/try{turn}/").status_code for turn in range(241)]

    assert set(answers[:240]) == {404} and answers[240] == 429
    assert page.get().status_code == 429
    assert page.client.get(page.address(), REMOTE_ADDR="192.0.2.7").status_code == 200


def test_counts_of_visits_are_forgotten_after_a_day(page: Opened) -> None:
    page.get()
    assert forget_visits(as_of=AS_OF + timedelta(hours=23)) == 0
    assert forget_visits(as_of=AS_OF + timedelta(hours=25)) == 2


def test_a_clerk_sees_the_page_and_cannot_act(page: Opened) -> None:
    clerk = UserFactory.create(is_superuser=True)
    page.client.force_login(clerk)
    address = page_address(page.message.pk).removeprefix(settings.PUBLIC_URL)

    shown = page.client.get(address)
    posted = page.client.post(f"{address}question/", {"words": "Hello"})

    assert shown.status_code == 200 and "Preview" in shown.content.decode() and "INV-1" in shown.content.decode()
    assert posted.status_code == 404


def test_a_clerk_without_the_right_sees_nothing(page: Opened) -> None:
    page.client.force_login(UserFactory.create())

    assert page.client.get(page_address(page.message.pk).removeprefix(settings.PUBLIC_URL)).status_code == 404


def test_a_person_closes_a_link_on_its_page_and_sees_the_preview_there(page: Opened) -> None:
    page.client.force_login(UserFactory.create(is_superuser=True))
    address = reverse("admin:dunning_customerlink_change", args=[page.link.pk])

    assert page.client.get(reverse("admin:dunning_customerlink_changelist")).status_code == 200
    shown = page.client.get(address).content.decode()
    assert "See the page as this customer does" in shown and token_of(page.message.pk) not in shown

    deed = reverse("admin:dunning_customerlink_do", args=[page.link.pk, "close"])
    assert page.client.post(deed, {"reason": "Lost telephone"}).status_code == 302
    assert CustomerLink.objects.get().revoked_at == AS_OF
