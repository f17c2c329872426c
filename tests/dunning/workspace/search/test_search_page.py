"""The search box: what it finds for whom, in which order, and that nothing typed into it can harm."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse

from customers.search import bounds
from customers.search.lookups import Lookup
from dunning.workspace.search.everything import Kind, search_everything
from tests import factories as make

pytestmark = pytest.mark.django_db
PAGE = reverse("search")


@pytest.fixture(autouse=True)
def nothing_learned():
    cache.clear()


@pytest.fixture
def office() -> Client:
    client = Client()
    client.force_login(make.UserFactory.create(is_superuser=True))
    return client


def clerk(*permissions: str) -> Client:
    user = make.UserFactory.create()
    for permission in permissions:
        app, _, codename = permission.partition(".")
        user.user_permissions.add(Permission.objects.get(content_type__app_label=app, codename=codename))
    client = Client()
    client.force_login(user)
    return client


def groups(client: Client, typed: str) -> dict[str, list[str]]:
    found = client.get(PAGE, {"q": typed}).context["found"]
    return {group.title: [str(result.title) for result in group.results] for group in found.groups}


def an_account() -> tuple:
    customer = make.CustomerFactory.create(name="Nebelhorn Technik GmbH", external_id="K-1")
    case = make.CaseFactory.create(debtor=customer)
    invoice = make.InvoiceFactory.create(
        number="INV-0010023", customer=customer, debtor=customer, source=customer.source, amount="1234.56",
        open_amount="1234.56",
    )  # fmt: skip
    return customer, case, invoice


def test_the_very_number_comes_first_and_leads_to_the_case(office):
    _customer, case, invoice = an_account()
    make.IncomingMailFactory.create(case=case, debtor=case.debtor, body_text="About INV-0010023: paid.")
    found = office.get(PAGE, {"q": "10023"}).context["found"]
    best = found.groups[0]
    assert (best.title, best.results[0].figure) == ("Exactly this", "€1,234.56")
    assert best.results[0].url == reverse("admin:dunning_case_change", args=[case.pk]) + f"#item-{invoice.pk}"


def test_a_settled_invoice_leads_to_its_own_page(office):
    invoice = make.InvoiceFactory.create(number="INV-7", open_amount=0, closed_how="paid", closed_on=make.TODAY)
    found = office.get(PAGE, {"q": "INV-7"}).context["found"]
    assert found.groups[0].results[0].url == reverse("admin:customers_invoice_change", args=[invoice.pk])


def test_a_customer_leads_to_its_case(office):
    _customer, case, _invoice = an_account()
    found = office.get(PAGE, {"q": "nebelhorn"}).context["found"]
    assert found.groups[0].results[0].url == reverse("admin:dunning_case_change", args=[case.pk])


def test_the_whole_name_without_its_legal_form_still_comes_first(office):
    an_account()
    assert list(groups(office, "Nebelhorn Technik GmbH"))[0] == "Exactly this"


def test_words_of_a_mail_are_marked_in_an_excerpt_and_its_markup_is_only_text(office):
    make.IncomingMailFactory.create(body_text="> old\nThe <script>alert(1)</script> crates arrived broken & wet.")
    html = office.get(PAGE, {"q": "crates", "box": 1}).content.decode()
    assert "<mark>crates</mark> arrived broken &amp; wet." in html
    assert "<script>alert" not in html


def test_pages_are_found_by_their_names_and_by_what_people_call_them(office):
    assert "Import a file" in groups(office, "import")["Pages"][0].replace("<mark>", "").replace("</mark>", "")
    assert any("Unmatched" in title for title in groups(office, "clear")["Pages"])


def test_a_page_that_the_person_may_not_open_is_not_offered():
    assert "Pages" not in groups(clerk("customers.view_customer"), "policies")


def test_each_kind_needs_its_own_right():
    _customer, case, _invoice = an_account()
    make.IncomingMailFactory.create(case=case, debtor=case.debtor, body_text="Nebelhorn pays.")
    assert list(groups(clerk("customers.view_customer"), "nebelhorn")) == ["Customers"]
    assert list(groups(clerk("dunning.view_incomingmail"), "nebelhorn")) == ["Mails received"]
    assert groups(clerk(), "nebelhorn") == {}


def test_without_the_right_to_cases_a_result_leads_to_its_own_page():
    customer, _case, _invoice = an_account()
    found = clerk("customers.view_customer").get(PAGE, {"q": "nebelhorn"}).context["found"]
    assert found.groups[0].results[0].url == reverse("admin:customers_customer_change", args=[customer.pk])


def test_nobody_searches_without_a_login(client):
    assert client.get(PAGE, {"q": "nebelhorn"}).url.startswith(reverse("admin:login"))


def test_the_box_is_on_every_page_of_the_admin(office):
    assert 'id="search-box"' in office.get(reverse("admin:customers_customer_changelist")).content.decode()


@pytest.mark.parametrize(
    "typed",
    [
        "%", "_%_", "'", '"', "a' OR 1=1 --", "'; DROP TABLE dunning_case; --", "\\", "x:*", "a & | ! b", "<->", "()",
        "🙂🙂🙂", "in\x00v", "\x00", "%s %(a)s", "{}", "٣٤٥", "日本語の請求書", "a" * 300, "1" * 300, "- - -",
        "the of and", "NaN", "1e5", "9" * 25, "\u202eabc", "ab" * 150 + " 12", "::", "$$", "a\tb\nc",
    ],
)  # fmt: skip
def test_whatever_is_typed_the_page_answers(office, typed):
    an_account()
    for given in ({"q": typed}, {"q": typed, "box": "1"}):
        assert office.get(PAGE, given).status_code == 200


def test_one_letter_asks_for_more(office):
    assert "Two letters or more" in office.get(PAGE, {"q": "a"}).content.decode()


def test_nothing_found_is_said(office):
    assert "Nothing is found for “zzzqqq”." in office.get(PAGE, {"q": "zzzqqq"}).content.decode()


def test_what_takes_too_long_is_left_out_and_said_so(office, monkeypatch):
    an_account()

    def slow(sought, user, limit):
        return [Lookup("SELECT 1 FROM pg_sleep(2)")]

    kind = Kind("Slow ones", "customers.invoice", slow, lambda sought, limit, found: [])
    monkeypatch.setattr("dunning.workspace.search.everything.FOR_WORDS", (kind,))
    monkeypatch.setattr(bounds, "_SET", "SET statement_timeout = 20")
    html = office.get(PAGE, {"q": "nebelhorn"}).content.decode()
    assert "Too much is like this to look through in time: Slow ones." in html


def test_the_connection_is_as_it_was_after_a_search(office):
    office.get(PAGE, {"q": "nebelhorn"})
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('statement_timeout'), current_setting('enable_seqscan')")
        assert cursor.fetchone() == ("0", "on")


def test_a_search_asks_as_much_for_many_rows_as_for_few(rf, django_assert_max_num_queries):
    request = rf.get(PAGE)
    request.user = make.UserFactory.create(is_superuser=True)
    an_account()
    for _ in range(12):
        case = make.CaseFactory.create(debtor=make.CustomerFactory.create(name="Nebelhorn Technik GmbH"))
        make.IncomingMailFactory.create(case=case, debtor=case.debtor, body_text="Nebelhorn pays.")
    # 2 for the bounds, 1 for the words, 4 for the forms of numbers, 2 for keys, 1 a kind found, 1 for cases.
    with django_assert_max_num_queries(16):
        search_everything("nebelhorn", request=request, limit=5)
    with django_assert_max_num_queries(17):
        search_everything("1234.56", request=request, limit=5)
