"""The search boxes of large lists: what they find, and that no list reads another table whole for it."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dunning.models import Review
from tests import factories as make


@pytest.fixture(autouse=True)
def nothing_learned():
    cache.clear()


def listed(client, model: str, typed: str) -> list[str]:
    answer = client.get(reverse(f"admin:{model}_changelist"), {"q": typed})
    return sorted(str(row) for row in answer.context["cl"].result_list)


def test_invoices_are_listed_by_number_order_amount_and_customer(office):
    customer = make.CustomerFactory.create(name="Nebelhorn Möbel GmbH")
    make.InvoiceFactory.create(
        number="INV-0077", customer=customer, debtor=customer, source=customer.source, purchase_order="PO-4500",
        amount="987.65", open_amount="987.65",
    )  # fmt: skip
    make.InvoiceFactory.create(number="INV-0078")
    for typed in ("INV-0077", "77", "PO-4500", "987,65", "mobel"):
        assert listed(office, "customers_invoice", typed) == ["INV-0077"], typed


def test_settled_invoices_of_a_customer_are_listed_too(office):
    customer = make.CustomerFactory.create(name="Nebelhorn Möbel GmbH")
    make.InvoiceFactory.create(
        number="A", customer=customer, debtor=customer, source=customer.source, open_amount=0, closed_how="paid",
        closed_on=make.TODAY,
    )  # fmt: skip
    assert listed(office, "customers_invoice", "nebelhorn") == ["A"]


def test_customers_contacts_money_promises_and_disputes_are_listed_by_words(office):
    customer = make.CustomerFactory.create(name="Nebelhorn Möbel GmbH")
    case = make.CaseFactory.create(debtor=customer)
    make.ContactFactory.create(customer=customer, name="Maren", email="m@nebel.example")
    make.BankTransactionFactory.create(external_id="T1", payer_name="Nebelhorn", amount=5)
    promise = make.PromiseFactory.create(case=case, debtor=customer, quote="On Friday.")
    dispute = make.DisputeFactory.create(case=case, debtor=customer, quote="Broken crates.")
    assert listed(office, "customers_customer", "möb nebel") == ["Nebelhorn Möbel GmbH"]
    assert listed(office, "customers_contact", "maren") == ["Maren <m@nebel.example>"]
    assert listed(office, "customers_contact", "möbel") == ["Maren <m@nebel.example>"]
    assert listed(office, "customers_banktransaction", "nebelhorn") == ["T1 5.00 EUR"]
    assert listed(office, "dunning_promise", "friday") == listed(office, "dunning_promise", "möbel") == [str(promise)]
    for typed in ("crates", "möbel"):
        page = office.get(reverse("admin:dunning_dispute_changelist"), {"q": typed})
        assert [row.dispute for row in page.context["rows"]] == [dispute]


@pytest.mark.parametrize("typed", ["%", "'", "🙂", "zzzq", "a" * 300, "in\x00v"])
def test_whatever_is_typed_the_lists_answer(office, typed):
    for model in ("customers_invoice", "customers_customer", "dunning_promise"):
        assert listed(office, model, typed) == []


def test_a_searched_list_asks_as_much_for_many_rows_as_for_few(office):
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            listed(office, "customers_invoice", "nebelhorn")
        return len(asked)

    counts = []
    for _ in range(2):
        for _more in range(3):
            customer = make.CustomerFactory.create(name="Nebelhorn GmbH")
            make.InvoiceFactory.create(customer=customer, debtor=customer, source=customer.source)
        queries()
        counts.append(queries())
    assert counts[0] == counts[1] <= 14


def test_cases_escalations_and_arrangements_are_listed_by_words_of_the_customer(office):
    customer = make.CustomerFactory.create(name="ООО Небесный Рог", external_id="K-77")
    case = make.CaseFactory.create(debtor=customer)
    make.CaseFactory.create()
    escalation = make.EscalationFactory.create(case=case, debtor=customer, sent_to="max@example.com")
    arrangement = make.ArrangementFactory.create(case=case, debtor=customer)
    for typed in ("рог небес", "k-77"):
        assert listed(office, "dunning_case", typed) == [str(case)], typed
        assert listed(office, "dunning_escalation", typed) == [str(escalation)], typed
        assert listed(office, "dunning_arrangement", typed) == [str(arrangement)], typed
    assert listed(office, "dunning_escalation", "max@") == [str(escalation)]


def test_mails_both_ways_and_readings_are_listed_by_their_words_and_their_customer(office):
    customer = make.CustomerFactory.create(name="Nebelhorn Möbel GmbH")
    case = make.CaseFactory.create(debtor=customer)
    message = make.MessageFactory.create(
        case=case, debtor=customer, subject="Your account", to_email="kim@nebel.example", body_text="About the crates."
    )
    mail = make.IncomingMailFactory.create(
        case=case, debtor=customer, from_email="kim@nebel.example", body_text="We paid on Friday."
    )
    reading = make.ReadingFactory.create(mail=mail)
    for typed in ("crates", "kim@nebel.example", "möbel", "account"):
        assert listed(office, "dunning_message", typed) == [str(message)], typed
    for typed in ("friday", "kim@nebel.example", "möbel"):
        assert listed(office, "dunning_incomingmail", typed) == [str(mail)], typed
        assert listed(office, "dunning_reading", typed) == [str(reading)], typed
    assert listed(office, "dunning_message", "zzzq") == []


def test_what_waits_is_listed_by_customer_and_by_why(office):
    case = make.CaseFactory.create(debtor__name="トヨタ自動車株式会社")
    review = Review.objects.create(
        kind="attempts", case=case, subject_case=case, why="They did not pay because of rain.",
        opened_at=make.AS_OF, deadline=make.TODAY,
    )  # fmt: skip
    for typed in ("自動車", "because of rain"):
        assert listed(office, "dunning_review", typed) == [str(review)], typed
    assert listed(office, "dunning_review", "snow") == []
