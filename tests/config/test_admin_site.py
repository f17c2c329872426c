"""The sidebar is kept for all who see the same one, and nobody is shown another's."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dunning.access import ACCOUNT_MANAGER, CLERK, MANAGER
from dunning.models import Review
from tests import factories as make
from tests.factories import AS_OF, TODAY

CASES, INVOICES = "admin:dunning_case_changelist", "admin:customers_invoice_changelist"


@pytest.fixture(autouse=True)
def nothing_kept():
    cache.clear()


def person(role: str = "", language: str = "en", **fields: object) -> Client:
    user = make.UserFactory.create(is_staff=True, **fields)
    user.groups.set(Group.objects.filter(name=role))
    client = Client(headers={"accept-language": language})
    client.force_login(user)
    return client


def sidebar(client: Client, name: str = CASES) -> str:
    said = client.get(reverse(name)).content.decode()
    found = re.search(r'<div id="nav-sidebar-apps".*?<div class="mt-auto">.*?</nav>', said, re.DOTALL)
    assert found
    return found[0].partition("openUserLinks")[0]


def active(client: Client, name: str) -> list[str]:
    return re.findall(r'href="([^"]*)" class="[^"]* active"', sidebar(client, name))


def test_the_second_person_gets_what_the_first_one_got(db):
    one, other = person(MANAGER), person(MANAGER)
    first = sidebar(one)
    assert reverse(INVOICES) in first
    with CaptureQueriesContext(connection) as asked:
        again = sidebar(other)
    assert again == first
    assert len(asked) <= 13


def test_each_role_gets_its_own(db):
    users = reverse("admin:auth_user_changelist")
    figures = reverse("admin:customers_snapshot_figures")
    boss, clerk, own = sidebar(person(is_superuser=True)), sidebar(person(CLERK)), sidebar(person(ACCOUNT_MANAGER))
    assert users in boss and users not in clerk and users not in own
    assert figures in boss and figures in clerk and figures not in own


def test_a_right_that_is_taken_away_is_gone_from_the_next_page(db):
    user = make.UserFactory.create(is_staff=True)
    user.groups.set(Group.objects.filter(name__in=(MANAGER, ACCOUNT_MANAGER)))
    client = Client()
    client.force_login(user)
    figures = reverse("admin:customers_snapshot_figures")
    assert figures in sidebar(client)
    user.groups.remove(Group.objects.get(name=MANAGER))
    assert figures not in sidebar(client)


def test_each_page_marks_itself_and_each_language_has_its_words(db):
    client = person(MANAGER)
    assert active(client, CASES) == [reverse(CASES)]
    assert active(client, INVOICES) == [reverse(INVOICES)]
    assert active(client, "admin:index") == [reverse("admin:index")]
    assert active(client, "admin:customers_banktransaction_unmatched") == [
        reverse("admin:customers_banktransaction_unmatched")
    ]
    german = sidebar(person(MANAGER, language="de"))
    assert "Rechnungen" in german and "Invoices" not in german


def test_the_count_beside_the_queue_is_of_now(db):
    client = person(MANAGER)
    before = sidebar(client)
    case = make.CaseFactory.create()
    Review.objects.create(kind="refusal", why="Why?", case=case, subject_case=case, opened_at=AS_OF, deadline=TODAY)
    after = sidebar(client)
    assert re.sub(r"\s", "", after).count(">1</span>") == 1 and ">1</span>" not in re.sub(r"\s", "", before)
