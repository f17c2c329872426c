from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from audit.models import AuditEvent
from customers.models import AccountManager
from tests import factories as make


@pytest.fixture
def office(db) -> Client:
    client = Client()
    client.force_login(make.UserFactory.create(username="boss", is_superuser=True))
    return client


def test_what_people_keep_by_hand_is_on_the_audit_trail(office):
    add = reverse("admin:customers_accountmanager_add")
    office.post(add, {"name": "Anna", "email": "anna@creditor.example"})
    manager = AccountManager.objects.get()
    change = reverse("admin:customers_accountmanager_change", args=[manager.pk])
    office.post(change, {"name": "Anna Berg", "email": "anna@creditor.example"})
    office.post(reverse("admin:customers_accountmanager_delete", args=[manager.pk]), {"post": "yes"})
    events = AuditEvent.objects.order_by("pk")
    assert [event.action for event in events] == [
        "accountmanager.added",
        "accountmanager.changed",
        "accountmanager.deleted",
    ]
    assert {event.user.username for event in events} == {"boss"}
    assert events[1].data == {"name": "Anna Berg"}


def test_saving_without_a_change_leaves_no_trace(office):
    manager = make.AccountManagerFactory.create()
    change = reverse("admin:customers_accountmanager_change", args=[manager.pk])
    office.post(change, {"name": manager.name, "email": manager.email})
    assert not AuditEvent.objects.exists()


@pytest.mark.parametrize(
    ("term", "found"),
    [("INV-77", ["INV-77001"]), ("alder", ["INV-77001"]), ("77001", []), ("x" * 200, []), ("%", []), ("_NV", [])],
)
def test_a_search_of_invoices_finds_beginnings_of_numbers_and_names(office, term, found):
    make.InvoiceFactory.create(number="INV-77001", customer__name="Alder Creek Brewing")
    answer = office.get(reverse("admin:customers_invoice_changelist"), {"q": term})
    assert answer.status_code == 200
    assert [invoice.number for invoice in answer.context["cl"].result_list] == found
