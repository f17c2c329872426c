"""What a customer sees behind the link, and that looking changes nothing."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from audit.models import AuditEvent
from customers.models import Document
from dunning.models import VisitCount
from dunning.services.disputes.disputes import open_dispute
from tests.dunning.portal.conftest import Opened, sent
from tests.factories import (
    AS_OF,
    TODAY,
    BankTransactionFactory,
    CaseFactory,
    ContactFactory,
    CreditNoteFactory,
    CustomerFactory,
    DocumentFactory,
    InvoiceFactory,
    days_ago,
)


def test_the_page_shows_what_is_due_and_the_next_step(page: Opened) -> None:
    text = page.get().content.decode()

    assert "€2,000.00" in text and "INV-1" in text and "INV-2" in text
    assert "Days overdue: 10" in text
    assert "Tell us when you will pay" in text
    assert "IBAN DE02 1203 0000 0000 2020 51" in text
    assert page.case.creditor.name in text


def test_credits_and_money_on_account_are_taken_off_and_shown(page: Opened) -> None:
    debtor = page.case.debtor
    CreditNoteFactory.create(customer=debtor, number="CN-7")
    BankTransactionFactory.create(
        source=debtor.source, debtor=debtor, amount=Decimal("50"), unallocated_amount=Decimal("50")
    )

    text = page.get().content.decode()

    assert "€1,850.00" in text and "CN-7" in text and "-€100.00" in text and "-€50.00" in text


def test_currencies_stand_apart(page: Opened) -> None:
    InvoiceFactory.create(customer=page.case.debtor, number="USD-1", currency="USD", amount=Decimal("70"))

    text = page.get().content.decode()

    assert "€2,000.00" in text and "US$70.00" in text and "2,070" not in text


def test_disputed_invoices_are_marked_and_not_asked_for(page: Opened) -> None:
    open_dispute(case_id=page.case.pk, invoices=[page.invoices[0].pk], reason="pricing", as_of=AS_OF)

    text = page.get().content.decode()

    assert "Being looked into" in text
    assert '<span class="cp-figure"><bdi>€1,000.00</bdi></span>' in text


def test_looking_writes_nothing_but_the_count_of_visits(page: Opened) -> None:
    before = AuditEvent.objects.count()

    for name in ("account", "promise", "dispute", "contact", "question"):
        assert page.get(name).status_code == 200

    assert AuditEvent.objects.count() == before
    assert VisitCount.objects.count() == 2
    assert page.client.head(page.address()).status_code == 200


def test_nothing_is_kept_found_or_passed_on(page: Opened) -> None:
    answer = page.get()

    assert "no-store" in answer["Cache-Control"]
    assert "noindex" in answer["X-Robots-Tag"]
    assert answer["Referrer-Policy"] == "same-origin"
    assert (
        "script-src" not in answer["Content-Security-Policy"]
        and "default-src 'none'" in answer["Content-Security-Policy"]
    )
    text = answer.content.decode()
    assert "<script" not in text and "style=" not in text and "onclick" not in text


def test_an_invoice_with_a_paper_can_be_downloaded(page: Opened) -> None:
    paper = DocumentFactory.create(customer=page.case.debtor, invoice=page.invoices[0])

    assert f"/document/{paper.pk}/" in page.get().content.decode()
    answer = page.get("document", paper.pk)

    assert b"".join(answer.streaming_content) == b"%PDF-1.4 test"
    assert answer["Content-Type"] == "application/pdf" and "attachment" in answer["Content-Disposition"]


@pytest.mark.parametrize("kind", [Document.Kind.CONTRACT, Document.Kind.OTHER, Document.Kind.STATEMENT])
def test_other_papers_stay_with_us(page: Opened, kind: str) -> None:
    paper = DocumentFactory.create(customer=page.case.debtor, invoice=page.invoices[0], kind=kind)

    assert page.get("document", paper.pk).status_code == 404


def test_the_papers_of_another_debtor_do_not_exist(page: Opened, open_page) -> None:
    other = open_page(invoices=("B-1",))
    paper = DocumentFactory.create(customer=other.case.debtor, invoice=other.invoices[0])

    assert page.get("document", paper.pk).status_code == 404
    assert other.get("document", paper.pk).status_code == 200


def test_the_statement_is_a_pdf_made_for_the_moment(page: Opened) -> None:
    answer = page.get("statement")

    assert answer.content.startswith(b"%PDF-") and "attachment" in answer["Content-Disposition"]
    assert not Document.objects.exists()


def test_two_debtors_never_see_each_other(page: Opened, open_page) -> None:
    other = open_page(invoices=("OTHER-9",), name="Somebody Else SA")

    text, others = page.get().content.decode(), other.get().content.decode()

    assert "OTHER-9" not in text and "Somebody Else" not in text
    assert "INV-1" not in others and page.case.debtor.name not in others


def test_a_childs_contact_sees_what_it_bought_and_its_mail_was_about(page: Opened) -> None:
    parent = page.case.debtor
    child = CustomerFactory.create(source=parent.source, debtor=parent, name="Child Ltd")
    sibling = CustomerFactory.create(source=parent.source, debtor=parent, name="Sibling Ltd")
    for customer, number in ((child, "CHILD-1"), (child, "CHILD-2"), (sibling, "SIB-1")):
        InvoiceFactory.create(customer=customer, number=number)
    CreditNoteFactory.create(customer=parent, number="CN-1")
    contact = ContactFactory.create(customer=child)
    facts = {"invoices": [{"number": "CHILD-1"}, {"number": "SIB-1"}]}
    message, _ = sent(page.case, contact, step_key="other", facts=facts, send_on=days_ago(1))
    page.message = message

    text = page.get().content.decode()

    assert "CHILD-1" in text and "€1,000.00" in text and "Child Ltd" in text
    for hidden in ("CHILD-2", "SIB-1", "INV-1", "CN-1", parent.name, "Sibling", "€2,000.00", "€900.00"):
        assert hidden not in text


def test_items_of_a_child_that_is_not_to_be_written_to_stay_out(page: Opened) -> None:
    child = CustomerFactory.create(source=page.case.debtor.source, debtor=page.case.debtor, insolvent=True)
    InvoiceFactory.create(customer=child, number="CHILD-1")

    assert "CHILD-1" not in page.get().content.decode()


def test_no_internal_note_appears(page: Opened) -> None:
    page.case.hold_reason = "Secret note"
    page.case.save()

    assert "Secret note" not in page.get().content.decode()


def test_names_and_numbers_are_shown_as_text(open_page) -> None:
    page = open_page(name="<script>alert(1)</script>", invoices=("<img src=x>",))

    text = page.get().content.decode()

    assert "<script>alert" not in text and "<img" not in text and "&lt;script&gt;" in text


@pytest.mark.parametrize("count", [2, 40])
def test_the_queries_do_not_grow_with_the_invoices(open_page, django_assert_max_num_queries, count: int) -> None:
    page = open_page(invoices=tuple(f"N-{number}" for number in range(count)))

    with django_assert_max_num_queries(18):
        assert page.get().status_code == 200


def test_a_long_account_is_cut_and_says_so(open_page) -> None:
    page = open_page(invoices=tuple(f"N-{number:03}" for number in range(205)))

    text = page.get().content.decode()

    assert "Further open items: 5." in text and "N-199" in text and "N-204" not in text


def test_a_case_of_another_creditor_is_another_account(page: Opened) -> None:
    other = CaseFactory.create(debtor=page.case.debtor, creditor=CustomerFactory.create().source.creditor)
    InvoiceFactory.create(customer=page.case.debtor, number="INV-3", due_on=TODAY + timedelta(days=9))
    message, _ = sent(other, page.contact, step_key="other", send_on=days_ago(1))
    page.message = message

    assert "INV-" not in page.get().content.decode()
