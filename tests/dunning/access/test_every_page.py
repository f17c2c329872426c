"""Every page of the installation for everybody: who is let in stands in `access_table`."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from fnmatch import fnmatchcase
from functools import cache
from typing import Any

import pytest
import time_machine
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.db import connection, transaction
from django.template.response import SimpleTemplateResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from customers.models import AccountManager
from dunning.access import ACCOUNT_MANAGER, AUDITOR, CLERK, MANAGER, OPERATIONS, customer_path
from tests import factories as make
from tests.dunning.access.access_table import TABLE
from tests.dunning.access.addresses import Address, every_address, model_of, named, rows_of
from tests.dunning.admin.rows import some_rows
from tests.factories import AS_OF

ROLES = {
    "nobody": "",
    "clerk": CLERK,
    "manager": MANAGER,
    "own": ACCOUNT_MANAGER,
    "foreign": ACCOUNT_MANAGER,
    "ops": OPERATIONS,
    "auditor": AUDITOR,
}
# What an address carries beside the key of its own row -> the model whose key it is.
KEYS = {
    "case_id": "dunning.Case",
    "mail_id": "dunning.IncomingMail",
    "run_id": "customers.ImportRun",
    "transaction_id": "customers.BankTransaction",
    "review_id": "dunning.Review",
    "dispute_id": "dunning.Dispute",
    "customer_id": "customers.Customer",
    "policy_id": "dunning.Policy",
    "view_id": "dunning.QueueView",
    "pk": "dunning.Attachment",
}
WORDS = {
    "token": "wrong",
    "answer": "hold",
    "what": "promise",
    "file_id": 1,
    "document_id": 1,
    "language": "en",
    "wording": "sign_off.line",
    "variant": 0,
    "app_label": "dunning",
    "content_type_id": 1,
    "name": "anything",
}
# A person's own: everybody may change these.
OWN_PAGES = (
    "start", "preferences", "two_factor:*", "admin:login", "admin:logout", "admin:password_change*",
    "admin:dunning_review_queue_pulse", "admin:dunning_review_queue_*_view", "admin:customers_snapshot_weekly",
    "portal:*", "customer_page:*",
)  # fmt: skip
READS = ("SELECT", "SAVEPOINT", "RELEASE", "ROLLBACK", "SHOW", "WITH", "DECLARE", "FETCH", "SET")


def _lines() -> list[list[str]]:
    return [line.split() for line in TABLE.splitlines() if line.strip() and not line.startswith("#")]


@cache
def table() -> list[tuple[str, dict[str, str]]]:
    """Pattern and what each role gets, in the order in which lines count."""
    head, *lines = _lines()
    return [(line[0], dict(zip(head[1:], line[1:], strict=True))) for line in lines]


def line_of(address: Address) -> dict[str, str]:
    for pattern, line in table():
        if fnmatchcase(address.name, pattern):
            return line
    raise AssertionError(f"Nobody said who may see {address.name} ({address.route}): add a line to access_table.py.")


@pytest.fixture
def that_day() -> Iterator[None]:
    with time_machine.travel(AS_OF, tick=False):
        yield


@pytest.fixture
def quickly(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Who is let in is decided before a page is rendered; how pages look is tested elsewhere."""

    def rendered(response: SimpleTemplateResponse) -> SimpleTemplateResponse:
        response.content = b""
        return response

    monkeypatch.setattr(SimpleTemplateResponse, "render", rendered)
    logging.disable(logging.ERROR)  # of some thousand refusals
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture
def accounts(db: None, that_day: None, quickly: None) -> None:
    """Two accounts with a row of everything; the first is Anna's, the last somebody else's."""
    some_rows(2)
    make.SegmentFactory.create(key="export")  # the one for all others may not be deleted


def person(role: str) -> Client:
    client = Client()
    if ROLES[role]:
        user = make.UserFactory.create()
        user.groups.add(Group.objects.get(name=ROLES[role]))
        if ROLES[role] == ACCOUNT_MANAGER:
            manager = AccountManager.objects.order_by("pk").first()
            AccountManager.objects.filter(pk=manager.pk).update(user=user)
        client.force_login(user)
    return client


def keys(address: Address, account: str) -> dict[str, Any]:
    """The values of the address, from the rows of `own` or `foreign`."""
    found: dict[str, Any] = {}
    for name in address.parameters:
        if name in KEYS:
            row = rows_of(account, named(KEYS[name]))
            found[name] = row.pk if row else 1
        elif name == "object_id" or (name == "id" and model_of(address)):
            model = model_of(address)
            row = rows_of(account, model) if model else None
            found[name] = row.pk if row else 1
        else:
            assert name in WORDS, f"{address.name} has an unknown part <{name}>: add it to KEYS or WORDS."
            found[name] = WORDS[name]
    return found


def _writes(sql: str) -> bool:
    """Figures that are kept for the next visitor are nobody's change."""
    return not sql.lstrip("( \n\t").upper().startswith(READS) and "dunning_prepared" not in sql


def deeds_of(address: Address) -> list[Any]:
    model = model_of(address)
    return list(getattr(admin.site._registry[model], "deeds", ())) if model else []


def got(client: Client, url: str, *, post: bool = False) -> str:
    """In the table's words. A page that takes posts alone is posted to; whatever it does is taken back."""
    with transaction.atomic():
        answer = client.post(url) if post else client.get(url)
        if answer.status_code == 405 and not post:
            answer = client.post(url)
        transaction.set_rollback(True)
    if answer.status_code == 302 and answer.url.startswith(reverse("admin:login")):
        return "login"
    to_start = answer.status_code == 302 and answer.url == reverse("admin:index")
    if answer.status_code == 404 or (to_start and any(char.isdigit() for char in url)):
        return "gone"  # Django leads from a row that is not there to the start
    return "no" if answer.status_code == 403 else "ok"


def has_rows(address: Address) -> bool:
    """Whether the test's rows have what the address shows: some_rows knows no jobs, evidence or earlier pages."""
    model = model_of(address)
    changing = address.name.endswith(("_change", "_history", "_delete"))
    return changing and model is not None and rows_of("own", model) is not None


def visits(address: Address, role: str) -> Iterator[tuple[str, str]]:
    """Each address to try with what it should give; a deed's page once for each deed."""
    expected = line_of(address)[role]
    values = keys(address, "own" if role == "own" else "foreign")
    if not address.name.endswith("_do"):
        yield address.filled(values), expected
        return
    if expected != "deed":  # those have a test of their own
        for deed in deeds_of(address):
            yield address.filled(values | {"name": deed.name}), expected


def test_every_page_is_in_the_table(db: None) -> None:
    for address in every_address():
        line_of(address)


@pytest.mark.parametrize("role", ROLES)
def test_everybody_gets_to_the_pages_that_the_table_says(role: str, accounts: None) -> None:
    client, wrong = person(role), []
    for address in every_address():
        if address.name == "admin:logout":
            continue
        for url, expected in visits(address, role):
            found = got(client, url)
            if found == "gone" and expected in ("ok", "no") and any(char.isdigit() for char in url):
                right = not has_rows(address)  # there is nothing to be seen
            elif found == "no" and expected == "gone":
                right = True  # refused all the same
            elif expected == "gone" and role == "foreign" and not address.parameters:
                right = found == "ok"  # a list, narrowed to what is theirs
            else:
                right = found == expected
            if not right:
                wrong.append(f"{address.name} {url}: {found}, not {expected}")
    assert not wrong, "\n" + "\n".join(wrong)


@pytest.mark.parametrize("role", [role for role in ROLES if role not in ("nobody", "foreign")])
def test_a_deed_is_open_to_whoever_has_its_right(role: str, accounts: None) -> None:
    client, wrong = person(role), []
    user = User.objects.get(pk=client.session["_auth_user_id"])
    for address in every_address():
        if not address.name.endswith("_do"):
            continue
        page = address.filled(keys(address, "own") | {"name": "anything"})
        row_is_seen = got(client, page.replace("do/anything/", "change/")) == "ok"
        for deed in deeds_of(address):
            found = got(client, page.replace("anything", deed.name))
            may = row_is_seen and user.has_perm(deed.permission)
            if (found != "no") != may and found != "gone":
                wrong.append(f"{address.name} {deed.name}: {found}")
    assert not wrong, "\n" + "\n".join(wrong)


def test_an_auditor_changes_nothing_wherever_it_posts(accounts: None) -> None:
    client, wrong = person("auditor"), []
    for address in every_address():
        if any(fnmatchcase(address.name, pattern) for pattern in OWN_PAGES):
            continue
        values = keys(address, "own")
        urls = [address.filled(values | {"name": deed.name}) for deed in deeds_of(address)]
        for url in urls if address.name.endswith("_do") else [address.filled(values)]:
            with CaptureQueriesContext(connection) as asked:
                found = got(client, url, post=True)
            writes = [query["sql"][:120] for query in asked if _writes(query["sql"])]
            if writes:
                wrong.append(f"{address.name} {url}: {found}, {writes[0]}")
    assert not wrong, "\n" + "\n".join(wrong)


def test_lists_show_an_account_manager_its_own_customers_alone(accounts: None) -> None:
    client, wrong = person("own"), []
    for model in admin.site._registry:
        name = f"{model._meta.app_label}_{model._meta.model_name}"
        answer = client.get(reverse(f"admin:{name}_changelist"))
        listed = (getattr(answer, "context_data", None) or {}).get("cl")
        if listed and customer_path(model):
            foreign = rows_of("foreign", model)
            if foreign in list(listed.result_list) or not listed.result_list:
                wrong.append(name)
    assert wrong == []


def test_every_model_with_a_page_that_leads_to_a_customer_says_how() -> None:
    """Else an account manager would see everybody's rows of it."""
    to_customers = {"customers.Customer", "dunning.Case", "customers.Invoice"}
    missing = []
    for model in admin.site._registry:
        targets = {field.related_model._meta.label for field in model._meta.fields if field.related_model}
        if targets & to_customers and not customer_path(model):
            missing.append(model._meta.label)
    assert missing == []
