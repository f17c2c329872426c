from __future__ import annotations

import pytest

from customers.models import AccountManager, Contact, Customer
from tests.factories import InvoiceFactory

pytestmark = pytest.mark.django_db

FULL = (
    "customer_id,name,parent_id,country,language,currency,payment_terms_days,email,contact_name,account_manager_email,"
    "aliases,bank_accounts\n"
)


def test_a_customer_lands_with_contact_manager_language_and_time_zone(land) -> None:
    line = (
        "C1,Acme GmbH,,DE,,EUR,30,ap@acme.example,Paula Payer,Anna@creditor.example,Acme|ACME Group,"
        "DE89 3704 0044 0532 0130 00"
    )
    land("customers", line, header=FULL)
    customer = Customer.objects.get()
    assert (customer.name, customer.country, customer.language, customer.time_zone, customer.payment_terms_days) == (
        "Acme GmbH", "DE", "de", "Europe/Berlin", 30,
    )  # fmt: skip
    assert customer.aliases == ["Acme", "ACME Group"]
    assert customer.bank_accounts == ["DE89 3704 0044 0532 0130 00"]
    assert customer.account_manager == AccountManager.objects.get(email="anna@creditor.example")
    contact = Contact.objects.get()
    assert (contact.name, contact.email, contact.role, contact.state) == (
        "Paula Payer", "ap@acme.example", "payables", "active",
    )  # fmt: skip


def test_the_same_customers_twice_change_nothing(land) -> None:
    lines = ["C1,Acme GmbH,,DE,EUR,30,ap@acme.example,Paula,am@creditor.example", "C2,Store,C1,DE,EUR,,,,"]
    land("customers", *lines)
    before = list(Customer.objects.order_by("pk").values())
    report = land("customers", *lines)
    assert (report.counts.created, report.counts.updated, report.counts.unchanged) == (0, 0, 2)
    assert list(Customer.objects.order_by("pk").values()) == before
    assert Contact.objects.count() == 1


def test_tags_are_kept_in_lower_case_and_blank_cells_leave_them(land) -> None:
    land("customers", "C1,Acme,Wholesale|VIP", "C2,Store,", header="customer_id,name,tags\n")
    land("customers", "C1,Acme,", header="customer_id,name,tags\n")
    assert dict(Customer.objects.values_list("external_id", "tags")) == {"C1": ["wholesale", "vip"], "C2": []}


def test_a_blank_cell_erases_nothing(land) -> None:
    land("customers", "C1,Acme GmbH,,DE,EUR,30,ap@acme.example,Paula,am@creditor.example")
    report = land("customers", "C1,Acme AG,,,,,,,")
    customer = Customer.objects.get()
    assert report.counts.updated == 1
    assert (customer.name, customer.country, customer.payment_terms_days, customer.account_manager.email) == (
        "Acme AG", "DE", 30, "am@creditor.example",
    )  # fmt: skip


def test_parents_are_found_below_and_in_the_ledger(land) -> None:
    land("customers", "C1,Acme,,DE,EUR,,,,")
    land("customers", "C3,Kiosk,C2,DE,EUR,,,,", "C2,Store,C1,DE,EUR,,,,")
    parents = dict(Customer.objects.values_list("external_id", "parent__external_id"))
    assert parents == {"C1": None, "C2": "C1", "C3": "C2"}
    assert set(Customer.objects.values_list("debtor", flat=True)) == {None}


def test_a_parent_that_moves_counts_as_a_change(land) -> None:
    land("customers", "C1,Acme,,DE,EUR,,,,", "C2,Store,,DE,EUR,,,,")
    report = land("customers", "C1,Acme,,DE,EUR,,,,", "C2,Store,C1,DE,EUR,,,,")
    assert (report.counts.updated, report.counts.unchanged) == (1, 1)


def test_circles_of_parents_are_rejected(land) -> None:
    report = land("customers", "C1,A,C2,DE,EUR,,,,", "C2,B,C1,DE,EUR,,,,", "C3,C,C1,DE,EUR,,,,", "C4,D,,DE,EUR,,,,")
    assert [(reject.row, reject.why) for reject in report.rejects] == [
        (2, "parent id “C2” makes customer “C1” a parent of itself"),
        (3, "parent id “C1” makes customer “C2” a parent of itself"),
        (4, "parent id “C1” is neither in this file nor a known customer"),
    ]
    assert list(Customer.objects.values_list("external_id", flat=True)) == ["C4"]


def test_a_circle_through_the_ledger_is_rejected(land) -> None:
    land("customers", "C1,A,,DE,EUR,,,,", "C2,B,C1,DE,EUR,,,,")
    report = land("customers", "C1,A,C2,DE,EUR,,,,")
    assert report.rejects[0].why == "parent id “C2” makes customer “C1” a parent of itself"
    assert Customer.objects.get(external_id="C1").parent is None


def test_an_unknown_parent_is_rejected(land) -> None:
    report = land("customers", "C1,A,C9,DE,EUR,,,,")
    assert report.rejects[0].why == "parent id “C9” is neither in this file nor a known customer"


def test_several_addresses_make_several_contacts_and_known_ones_keep_their_state(land) -> None:
    land("customers", "C1,A,,DE,EUR,,one@a.example;two@a.example,Paula,")
    Contact.objects.filter(email="two@a.example").update(state="left")
    land("customers", "C1,A,,DE,EUR,,one@a.example;TWO@a.example,Paula,")
    assert list(Contact.objects.order_by("email").values_list("email", "name", "state")) == [
        ("one@a.example", "Paula", "active"),
        ("two@a.example", "", "left"),
    ]


def test_a_changed_customer_bumps_who_pays_for_it(land) -> None:
    land("customers", "C1,A,,DE,EUR,,,,", "C2,B,C1,DE,EUR,,,,")
    parent = Customer.objects.get(external_id="C1")
    Customer.objects.filter(external_id="C2").update(debtor=parent)
    report = land("customers", "C2,Better,C1,DE,EUR,,,,")
    parent.refresh_from_db()
    assert (report.debtor_ids, parent.ledger_version) == ((parent.pk,), 1)


def test_contacts_land_for_known_customers_only(land, acme) -> None:
    header = "customer_id,name,email,role\n"
    report = land(
        "contacts",
        "C1,Max,max@acme.example,manager",
        "C9,Who,who@nowhere.example,",
        "C1,Max,MAX@acme.example,",
        "C1,Paula Better,ap@acme.example,",
        header=header,
    )
    assert (report.counts.created, report.counts.updated) == (1, 1)
    assert [(reject.row, reject.column, reject.why) for reject in report.rejects] == [
        (3, "customer_id", "customer id “C9” is not known in ledger; import its customer first"),
        (4, "email", "e-mail address “MAX@acme.example” stands for this customer in row 2 already"),
    ]
    assert Contact.objects.get(email="max@acme.example").role == "manager"
    assert Contact.objects.get(email="ap@acme.example").name == "Paula Better"
    assert land("contacts", "C1,Max,max@acme.example,manager", header=header).counts.unchanged == 1


def test_customers_of_two_sources_may_share_their_ids(land, acme) -> None:
    from tests.factories import LedgerSourceFactory

    other = LedgerSourceFactory.create(name="other")
    land("customers", "C1,Elsewhere,,DE,EUR,,,,", source=other)
    assert Customer.objects.filter(external_id="C1").count() == 2
    InvoiceFactory.create(customer=Customer.objects.get(source=other))


def test_a_parent_named_as_payer_is_asked_for_its_childrens_open_invoices(land) -> None:
    header = "customer_id,name,parent_id,paid_by\n"
    report = land("customers", "C1,Acme,,", "C2,Store,C1,C1", "C3,Kiosk,C1,", header=header)
    invoice = InvoiceFactory.create(customer=Customer.objects.get(external_id="C3"))

    later = land("customers", "C1,Acme,,", "C2,Store,C1,C1", "C3,Kiosk,C1,C1", header=header)

    payers = dict(Customer.objects.values_list("external_id", "debtor__external_id"))
    assert payers == {"C1": None, "C2": "C1", "C3": "C1"}
    invoice.refresh_from_db()
    assert invoice.debtor.external_id == "C1"
    assert (report.counts.created, report.counts.updated, report.counts.unchanged) == (3, 0, 0)
    assert (later.counts.created, later.counts.updated, later.counts.unchanged) == (0, 1, 2)
