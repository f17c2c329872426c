"""Rows of the ledger found by what a person types."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.core.cache import cache

from customers.access import ACCOUNT_MANAGER
from customers.search import invoices, money, parties
from customers.search.sought import take_apart
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_learned():
    cache.clear()


@pytest.fixture
def boss() -> User:
    return make.UserFactory.create(is_superuser=True)


def found(find: Any, typed: str, user: User, limit: int = 5) -> list[str]:
    return [str(row) for row in find(take_apart(typed), user=user, limit=limit)]


def test_an_invoice_is_found_by_its_number_in_any_spelling(boss):
    make.InvoiceFactory.create(number="INV-0010023")
    make.InvoiceFactory.create(number="INV-0010024")
    for typed in ("INV-0010023", "inv-0010023", "10023", "0010023", "inv 10023"):
        assert found(invoices.exact_numbers, typed, boss) == ["INV-0010023"], typed


def test_an_open_invoice_comes_before_a_settled_one(boss):
    make.InvoiceFactory.create(number="RE 2025/00123", open_amount=0, closed_how="paid", closed_on=make.TODAY)
    make.InvoiceFactory.create(number="RE 2026/00123")
    make.InvoiceFactory.create(number="RE 2026/00124")
    assert found(invoices.exact_numbers, "123", boss) == ["RE 2026/00123", "RE 2025/00123"]


def test_invoices_are_found_by_the_beginning_of_their_number(boss):
    make.InvoiceFactory.create(number="INV-20261")
    make.InvoiceFactory.create(number="INV-20262")
    assert found(invoices.begun_numbers, "inv-2026", boss) == ["INV-20261", "INV-20262"]


def test_a_slip_of_the_finger_finds_the_invoice_all_the_same(boss):
    make.InvoiceFactory.create(number="INV-0010023")
    make.InvoiceFactory.create(number="INV-0099999")
    assert found(invoices.slipped_numbers, "inv-0010032", boss) == ["INV-0010023"]


def test_invoices_are_found_by_amount_and_by_what_is_open_of_it(boss):
    make.InvoiceFactory.create(number="A", amount="1234.56", open_amount="1234.56")
    make.InvoiceFactory.create(number="B", amount="2000", open_amount="1234.56")
    make.InvoiceFactory.create(number="C", amount="1234.57", open_amount="1234.57")
    assert set(found(invoices.of_amount, "1.234,56", boss)) == {"A", "B"}


def test_invoices_are_found_by_purchase_order_without_its_prefix(boss):
    make.InvoiceFactory.create(number="A", purchase_order="PO-4500012")
    make.InvoiceFactory.create(number="B", purchase_order="PO-4500013")
    assert found(invoices.of_order, "4500012", boss) == ["A"]


def test_a_customer_is_found_by_the_beginnings_of_its_words_without_accents(boss):
    make.CustomerFactory.create(name="Müller & Søn Möbel GmbH", external_id="K-17")
    make.CustomerFactory.create(name="Meier Möbel GmbH")
    for typed in ("muller mob", "MÜLLER", "son", "möbel Müller GmbH", "k-17"):
        assert found(parties.named_customers, typed, boss) == ["Müller & Søn Möbel GmbH"], typed


def test_a_customer_is_found_by_an_alias(boss):
    make.CustomerFactory.create(name="Nordlicht Handel GmbH", aliases=["Polar Group"])
    assert found(parties.named_customers, "polar", boss) == ["Nordlicht Handel GmbH"]


def test_a_name_of_two_letters_is_found_whole(boss):
    make.CustomerFactory.create(name="BP Europa SE")
    make.CustomerFactory.create(name="Bpost")
    assert found(parties.named_customers, "bp", boss) == ["BP Europa SE"]


def test_a_misspelled_customer_is_found(boss):
    make.CustomerFactory.create(name="Nebelhorn Schiffstechnik GmbH")
    make.CustomerFactory.create(name="Ashwell & Crane Ltd")
    assert found(parties.alike_customers, "nebelhrn shiffstechnik", boss) == ["Nebelhorn Schiffstechnik GmbH"]


def test_a_customer_is_found_by_its_bank_account(boss):
    make.CustomerFactory.create(name="Nordlicht", bank_accounts=["DE02120300000000202051"])
    assert found(parties.customers_with_account, "DE02 1203 0000 0000 2020 51", boss) == ["Nordlicht"]


def test_a_contact_is_found_by_name_and_by_any_part_of_the_address(boss):
    make.ContactFactory.create(name="Maren Petersen", email="m.petersen@nebelhorn.example")
    for typed in ("petersen", "maren p", "m.petersen@nebelhorn.example", "nebelhorn"):
        assert len(found(parties.contacts, typed, boss)) == (0 if typed == "maren p" else 1), typed


def test_money_is_found_by_payer_reference_account_and_amount(boss):
    make.BankTransactionFactory.create(
        external_id="T1", payer_name="Zoë Łukasz", reference="Rechnung 4711", payer_account="GB00 DEMO", amount="99.50"
    )
    make.BankTransactionFactory.create(external_id="T2", payer_name="Other", reference="", amount="10")
    shown = ["T1 99.50 EUR"]
    assert found(money.told_payments, "lukasz", boss) == shown
    assert found(money.told_payments, "4711", boss) == shown
    assert found(money.payments_of_amount, "99,50", boss) == shown


def test_money_is_found_by_the_beginning_of_an_account(boss):
    make.BankTransactionFactory.create(external_id="T1", payer_account="DE02 1203 0000 0000 2020 51", amount="1")
    assert found(money.payments_from_account, "DE0212030000", boss) == ["T1 1.00 EUR"]


def test_an_account_manager_finds_its_own_customers_alone(boss):
    user = make.UserFactory.create()
    user.groups.add(Group.objects.get_or_create(name=ACCOUNT_MANAGER)[0])
    manager = make.AccountManagerFactory.create(user=user)
    own = make.CustomerFactory.create(name="Own Trading", account_manager=manager)
    other = make.CustomerFactory.create(name="Other Trading")
    for customer in (own, other):
        make.InvoiceFactory.create(
            number=f"INV-{customer.name}-77", customer=customer, debtor=customer, source=customer.source, amount=77,
            open_amount=77,
        )  # fmt: skip
        make.ContactFactory.create(customer=customer, name="Trading desk")
        make.BankTransactionFactory.create(payer_name="Trading", debtor=customer)
    assert found(parties.named_customers, "trading", user) == ["Own Trading"]
    assert found(parties.alike_customers, "tradding", user) == ["Own Trading"]
    assert found(invoices.of_amount, "77", user) == ["INV-Own Trading-77"]
    assert len(found(parties.contacts, "trading", user)) == len(found(money.told_payments, "trading", user)) == 1
    assert len(found(parties.contacts, "trading", boss)) == len(found(money.told_payments, "trading", boss)) == 2
