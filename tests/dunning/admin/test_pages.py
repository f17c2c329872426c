"""Every page of the admin, with rows of everything: it opens, it is closed to others, it asks a constant number."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib import admin
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dunning.models import Case, PriorityRule
from tests import factories as make
from tests.dunning.admin.conftest import clerk
from tests.dunning.admin.rows import some_rows
from tests.factories import days_ago

# One page holds all of its rows.
ONE_PAGE = (PriorityRule,)
MODELS = sorted(set(admin.site._registry) - set(ONE_PAGE), key=lambda model: model._meta.label)
QUEUE = [model for model in MODELS if model._meta.app_label == "django_q"]
# Session, user and stop, the savepoints of the page, the choices of its filters, the rows themselves.
MOST_QUERIES = 11


def address(model: Any, page: str, *args: Any) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def newest(model: Any) -> Any:
    return model._default_manager.order_by("-pk").first()


def queries(client: Client, url: str) -> int:
    client.get(url, follow=True)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url, follow=True).status_code == 200
    return len(asked)


def test_every_list_and_page_opens_for_whoever_has_every_right(office):
    some_rows()
    found = {}
    for model in MODELS:
        found[model] = [office.get(address(model, "changelist"), follow=True).status_code]
        if model not in QUEUE:
            found[model].append(office.get(address(model, "change", newest(model).pk)).status_code)
    assert {model: codes for model, codes in found.items() if set(codes) != {200}} == {}


def test_every_list_and_page_is_closed_to_staff_without_the_right(db):
    some_rows(1)
    client, found = clerk(), {}
    for model in MODELS:
        pages = [address(model, "changelist"), address(model, "add")]
        if model not in QUEUE:
            row = newest(model)
            pages += [address(model, "change", row.pk), address(model, "delete", row.pk)]
        found[model] = {client.get(page).status_code for page in pages}
    assert {model: codes for model, codes in found.items() if codes != {403}} == {}


def test_nobody_sees_anything_without_a_login(client, db):
    some_rows(1)
    for model in MODELS:
        assert client.get(address(model, "changelist")).url.startswith(reverse("admin:login"))


def test_every_list_asks_as_much_for_many_rows_as_for_few(office):
    some_rows(3)
    few = {model: queries(office, address(model, "changelist")) for model in MODELS}
    some_rows(6, start=3)
    many = {model: queries(office, address(model, "changelist")) for model in MODELS}
    assert many == few
    assert {model: count for model, count in many.items() if count > MOST_QUERIES} == {}


def test_no_filter_of_a_large_list_reads_its_whole_table_for_choices():
    """A column without choices of its own is listed by SELECT DISTINCT over every row."""
    found = []
    for model in MODELS:
        site = admin.site._registry[model]
        for name in site.list_filter if not site.show_full_result_count else ():
            field = model._meta.get_field(name) if isinstance(name, str) else None
            if field is not None and not (
                field.is_relation or field.choices or field.get_internal_type() == "BooleanField"
            ):
                found.append(f"{model._meta.label}.{name}")
    assert found == []


def test_the_case_page_asks_as_much_for_a_long_history_as_for_a_short_one(office):
    some_rows(1)
    case = Case.objects.get()
    url, invoice = address(Case, "change", case.pk), case.debtor.owed_invoices.get()
    make.MessageFactory.create(case=case, status="sent", send_on=days_ago(40))
    short = queries(office, url)
    for day in range(1, 7):
        make.MessageFactory.create(case=case, status="sent", send_on=days_ago(day))
        make.IncomingMailFactory.create(case=case)
        make.PromiseFactory.create(case=case, invoices=[invoice])
        make.DisputeFactory.create(case=case)
    assert queries(office, url) == short <= 52


def test_every_button_that_asks_shows_its_form_and_needs_its_own_right(office):
    some_rows(1)
    for model in MODELS:
        for deed in getattr(admin.site._registry[model], "deeds", ()):
            row = newest(model)
            url = address(model, "do", row.pk, deed.name)
            if deed.when(row) and deed.asks:
                assert office.get(url).status_code == 200, deed
            viewer = clerk(f"{model._meta.app_label}.view_{model._meta.model_name}")
            assert (viewer.get(url).status_code, viewer.post(url).status_code) == (403, 403), deed


@pytest.mark.parametrize("label", ["dunning.Case", "dunning.Message", "customers.Invoice", "audit.AuditEvent"])
def test_rows_that_services_own_can_neither_be_added_nor_changed_nor_deleted(label, office):
    some_rows(1)
    model = next(model for model in MODELS if model._meta.label == label)
    row = newest(model)
    assert office.get(address(model, "add")).status_code == 403
    assert office.post(address(model, "change", row.pk), {}).status_code == 403
    assert office.post(address(model, "delete", row.pk), {"post": "yes"}).status_code == 403


def test_the_history_of_a_row_is_its_audit_trail(office):
    some_rows(2)
    case = newest(Case)
    answer = office.get(address(Case, "history", case.pk), follow=True)
    assert [event.subject_id for event in answer.context["cl"].result_list] == [case.pk]
