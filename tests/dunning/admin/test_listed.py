"""Pages of large lists: which rows they show, what their filters offer, and that no cell asks again."""

from __future__ import annotations

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from unfold.templatetags.unfold_list import results

from customers.admin.list_columns import columns_of
from customers.admin.read_only import ReadOnlyAdmin
from customers.models import Customer
from dunning.access import ACCOUNT_MANAGER, MANAGER
from tests import factories as make
from tests.dunning.admin.rows import some_rows

CUSTOMERS, CASES = "admin:customers_customer_changelist", "admin:dunning_case_changelist"


def person(role: str) -> tuple[Client, object]:
    user = make.UserFactory.create(is_staff=True)
    user.groups.set(Group.objects.filter(name=role))
    client = Client()
    client.force_login(user)
    return client, user


def rows(client: Client, name: str, **query: object) -> list[str]:
    answer = client.get(reverse(name), query)
    return [str(getattr(row, "debtor", row) or row) for row in answer.context["cl"].result_list]


def choices(client: Client, name: str, title: str) -> list[str]:
    specs = client.get(reverse(name)).context["cl"].filter_specs
    cl = client.get(reverse(name)).context["cl"]
    return [str(choice["display"]) for spec in specs if spec.title == title for choice in spec.choices(cl)]


def test_pages_follow_each_other_in_the_order_of_the_list(db):
    for number in range(55, 0, -1):
        make.CustomerFactory.create(name=f"Customer {number:02}")
    client, _user = person(MANAGER)
    names = [f"Customer {number:02}" for number in range(1, 56)]
    assert rows(client, CUSTOMERS) == names[:50]
    assert rows(client, CUSTOMERS, p=2) == names[50:]
    assert rows(client, CUSTOMERS, o="-0") == names[:4:-1]


def test_a_list_keeps_its_filter_beside_its_search(db):
    for name, country in (("Nebelhorn", "AT"), ("Nebelwald", "DE"), ("Weser", "AT")):
        make.CustomerFactory.create(name=name, country=country)
    client, _user = person(MANAGER)
    assert rows(client, CUSTOMERS, q="nebel", country="AT") == ["Nebelhorn"]


def test_countries_are_offered_as_customers_have_them(db):
    for country in ("GB", "AT", "GB", "", "DE"):
        make.CustomerFactory.create(country=country)
    client, _user = person(MANAGER)
    assert choices(client, CUSTOMERS, "country") == ["All", "", "AT", "DE", "GB"]
    Customer.objects.all().delete()
    assert choices(client, CUSTOMERS, "country") == ["All"]


def test_an_account_manager_is_offered_its_own_customers_countries(db):
    client, user = person(ACCOUNT_MANAGER)
    make.CustomerFactory.create(country="AT", account_manager=make.AccountManagerFactory.create(user=user))
    make.CustomerFactory.create(country="DE")
    assert choices(client, CUSTOMERS, "country") == ["All", "AT"]


def test_cases_are_filtered_by_what_comes_next(db):
    for action in ("wait", "send", ""):
        make.CaseFactory.create(action=action, debtor__name=action or "undecided")
    client, _user = person(MANAGER)
    assert choices(client, CASES, "action") == [
        "All", "Send", "Wait", "Escalate", "Review", "Close", "Not decided yet",
    ]  # fmt: skip
    assert rows(client, CASES, action="wait") == ["wait"]
    assert rows(client, CASES, action="") == ["undecided"]


def test_a_page_s_rows_are_read_once_and_by_their_keys(db):
    make.CaseFactory.create()
    client, _user = person(MANAGER)
    client.get(reverse(CASES))
    with CaptureQueriesContext(connection) as asked:
        client.get(reverse(CASES))
    of_cases = [query["sql"] for query in asked if 'FROM "dunning_case"' in query["sql"]]
    assert len(of_cases) == 1
    inner = of_cases[0].partition(" IN (SELECT ")[2]
    assert "JOIN" not in inner and "LIMIT 50" in inner
    assert '"customers_customer"."aliases"' not in of_cases[0]


@pytest.mark.parametrize("query", ["", "?o=0", "?_popup=1"])
@pytest.mark.parametrize("language", ["en", "de-at"])
def test_cells_are_those_of_the_theme(language, query, db):
    """Letter by letter: what is said, what it links to, and how it is laid out."""
    some_rows()
    client = Client(headers={"accept-language": language})
    client.force_login(make.UserFactory.create(is_superuser=True))
    compared = 0
    for model, page in admin.site._registry.items():
        if isinstance(page, ReadOnlyAdmin):
            address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist") + query
            answer = client.get(address)
            if answer.context is None or "cl" not in answer.context:
                continue  # a page of its own stands in the list's place
            cl = answer.context["cl"]
            theirs = ["".join(row).replace("\n", "") for row in results(cl)]
            ours = ["".join(column.cell(row) for column in columns_of(cl)).replace("\n", "") for row in cl.result_list]
            assert ours == theirs, model
            compared += len(ours)
    assert compared > 40


def test_a_name_is_never_read_as_html(db):
    customer = make.CustomerFactory.create(name="<script>1</script> & Söhne")
    make.CaseFactory.create(debtor=customer, reason_text="<i>", action="wait")
    client, _user = person(MANAGER)
    for name in (CUSTOMERS, CASES):
        said = client.get(reverse(name)).content.decode()
        assert "&lt;script&gt;1&lt;/script&gt; &amp; Söhne" in said and "<script>1" not in said
    assert "Wait: &lt;i&gt;" in said
