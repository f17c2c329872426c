"""The page on which a clerk clears what matching left."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from audit.models import AuditEvent
from customers.models import (
    Allocation,
    BankTransaction,
    Customer,
    Invoice,
    LearnedPayer,
    MatchProposal,
    RemittanceAdvice,
)
from customers.services.ledger_check import find_differences
from dunning.services.money.ledger_reviews import ask_about_unmatched_money
from tests import factories as make
from tests.dunning.admin.conftest import clerk
from tests.factories import AS_OF, days_ago

PAGE = reverse("admin:customers_banktransaction_unmatched")
UNDO = reverse("admin:customers_banktransaction_undo")


@pytest.fixture
def customer(db: None) -> Customer:
    return make.CustomerFactory.create(name="Alder Brewing Ltd", external_id="C-100")


@pytest.fixture
def invoice(customer: Customer) -> Invoice:
    return make.InvoiceFactory.create(customer=customer, number="INV-1", amount=Decimal("1000.00"))


def money(customer: Customer, amount: str = "1000.00", **more: Any) -> BankTransaction:
    given = {"payer_name": "ALDER BREWING", "payer_account": "GB33 BUKB 2020 1555 5555 55", **more}
    return make.BankTransactionFactory.create(source=customer.source, amount=Decimal(amount), **given)


def proposal(payment: BankTransaction, *lines: tuple[Invoice, str, str], rank: int = 1, **more: Any) -> MatchProposal:
    given = {"code": "cited", "why": "It names the invoice.", "confidence": Decimal("0.910"), **more}
    listed = [[invoice.pk, amount, kind] for invoice, amount, kind in lines]
    return MatchProposal.objects.create(transaction=payment, rank=rank, lines=listed, **given)


def book(client: Client, payment: BankTransaction, *lines: str, **given: Any) -> tuple[int, dict[str, Any]]:
    given.setdefault("seen", str(payment.unallocated_amount))
    if "proposal" not in given:
        given.setdefault("deed", "allocate")
    url = reverse("admin:customers_banktransaction_book", args=[payment.pk])
    answer = client.post(url, {"line": list(lines), **given})
    return answer.status_code, answer.json()


def undo(client: Client) -> tuple[int, dict[str, Any]]:
    answer = client.post(UNDO)
    return answer.status_code, answer.json()


def now(row: Any) -> Any:
    row.refresh_from_db()
    return row


def standing(payment: BankTransaction) -> tuple[str, Decimal, int | None]:
    payment.refresh_from_db()
    return payment.state, payment.unallocated_amount, payment.debtor_id


# What is seen


def test_the_page_shows_what_waits_with_its_sums_and_the_first_payment_beside_the_likely_debtors_items(
    office, customer, invoice
):
    daughter = make.CustomerFactory.create(name="Alder Pubs Ltd", parent=customer, source=customer.source)
    make.InvoiceFactory.create(customer=daughter, number="INV-DAUGHTER")
    make.InvoiceFactory.create(number="INV-STRANGER", customer__source=customer.source)
    payment = money(customer, reference="your invoice no 1, thank you\nkind regards", doubt="two_ways")
    money(customer, "20.00", currency="USD", booked_on=days_ago(3))
    money(customer, "30.00", state="matched", unallocated_amount=Decimal(0))
    proposal(payment, (invoice, "1000.00", "invoice"), customer=customer)
    answer = office.get(PAGE)
    body = answer.content.decode()
    assert answer.context["totals"] == [("EUR", 1, Decimal("1000.00")), ("USD", 1, Decimal("20.00"))]
    assert answer.context["chosen"] == payment.pk
    assert [item.number for item in answer.context["panel"].beside.items] == ["INV-1", "INV-DAUGHTER"]
    for words in ("91 % sure", "It names the invoice.", "your invoice no 1, thank you\nkind regards", "two ways"):
        assert words in body
    assert "INV-STRANGER" not in body


def test_confirmed_payers_bring_their_familys_items_without_a_proposal(office, customer, invoice):
    LearnedPayer.objects.create(
        creditor=customer.source.creditor,
        kind="account",
        key="GB33BUKB20201555555555",
        customer=customer,
        times=3,
        last_on=days_ago(20),
    )
    panel = office.get(PAGE, {"chosen": money(customer, payer_name="Somebody").pk}).context["panel"]
    assert [item.number for item in panel.beside.items] == ["INV-1"]
    assert "paid by this account" in office.get(PAGE).content.decode()


def test_a_remittance_advice_stands_beside_its_payment(office, customer):
    payment = money(customer)
    advice = RemittanceAdvice.objects.create(
        source=customer.source, origin="mail", external_id="ADV-7", transaction=payment, known_at=AS_OF
    )
    advice.lines.create(document="INV-1", amount=Decimal("970.00"), deduction=Decimal("30.00"), reason="freight")
    body = office.get(PAGE).content.decode()
    assert all(words in body for words in ("ADV-7", "€970.00", "kept back €30.00", "freight"))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"currency": "USD"}, ["U"]),
        ({"method": "check"}, ["C"]),
        ({"doubt": "amount"}, ["C"]),
        ({"doubt": "none", "currency": "EUR"}, ["E"]),
        ({"least": "150", "most": "250"}, ["C"]),
        ({"text": "rosebud"}, ["U"]),
        ({"text": "de02 1203"}, ["E"]),
        ({"order": "largest"}, ["U", "C", "E"]),
        ({"order": "oldest"}, ["E", "C", "U"]),
        ({"least": "nonsense", "order": "sideways", "page": "9x"}, ["U", "C", "E"]),
    ],
)
def test_the_list_is_narrowed_and_ordered_as_asked(office, customer, query, found):
    money(customer, "100.00", external_id="E", payer_account="DE021203", booked_on=days_ago(3))
    money(customer, "200.00", external_id="C", method="check", doubt="amount", booked_on=days_ago(2))
    money(customer, "300.00", external_id="U", currency="USD", reference="Rosebud", booked_on=days_ago(1))
    assert [row.external_id for row in office.get(PAGE, query).context["page"]] == found


@pytest.mark.parametrize("text", ["alder", "C-100", "nv-1", "1,000.00", "1.000,00"])
def test_items_are_found_by_customer_number_invoice_and_amount(office, customer, invoice, text):
    make.InvoiceFactory.create(number="X-2", amount=Decimal("77.00"), customer__source=customer.source)
    payment = money(customer)
    url = reverse("admin:customers_banktransaction_items", args=[payment.pk])
    body = office.get(url, {"text": text}).content.decode()
    assert "INV-1" in body and "X-2" not in body


def test_another_creditors_items_are_not_found(office, invoice):
    payment = make.BankTransactionFactory.create()
    url = reverse("admin:customers_banktransaction_items", args=[payment.pk])
    assert "INV-1" not in office.get(url, {"text": "INV-1"}).content.decode()


def test_the_page_asks_a_fixed_number_of_queries(office, customer):
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert office.get(PAGE).status_code == 200
        return len(queries)

    def some(count: int) -> None:
        for number in range(count):
            invoice = make.InvoiceFactory.create(customer=customer)
            payment = money(customer, booked_on=days_ago(number))
            proposal(payment, (invoice, "1000.00", "invoice"), customer=customer)
            advice = RemittanceAdvice.objects.create(
                source=customer.source, origin="file", external_id=str(payment.pk), transaction=payment, known_at=AS_OF
            )
            advice.lines.create(document=invoice.number)

    some(1)
    first = asked()
    some(30)
    assert asked() == first <= 18


def test_who_may_not_look_sees_nothing_and_who_may_only_look_books_nothing(customer, invoice):
    payment = money(customer)
    assert clerk().get(PAGE).status_code == 403
    reader = clerk("customers.view_banktransaction")
    body = reader.get(PAGE).content.decode()
    assert "ALDER BREWING" in body and 'data-do="allocate"' not in body
    url = reverse("admin:customers_banktransaction_book", args=[payment.pk])
    assert reader.post(url, {"deed": "unrelated", "seen": "1000.00"}).status_code == 403
    assert reader.post(UNDO).status_code == 403
    assert reader.get(url).status_code == 405
    assert standing(payment) == ("unmatched", Decimal("1000.00"), None)


# What is booked


def test_a_proposal_is_booked_with_its_credit_note_and_the_next_payment_comes_with_the_answer(
    office, customer, invoice
):
    note = make.CreditNoteFactory.create(customer=customer, number="CN-1", amount=Decimal("-100.00"))
    payment, other = money(customer, "900.00"), money(customer, "50.00", payer_name="Next in line")
    chosen = proposal(payment, (invoice, "1000.00", "invoice"), (note, "-100.00", "credit_note"), customer=customer)
    code, told = book(office, payment, proposal=chosen.pk, next=other.pk)
    assert (code, told["said"], told["chosen"]) == (200, "€900.00 from ALDER BREWING is on 2 items.", other.pk)
    assert "Next in line" in told["panel"] and "€50.00" in told["totals"]
    assert standing(payment) == ("matched", Decimal("0.00"), customer.pk)
    assert (now(invoice).closed_how, now(note).closed_how) == ("paid", "credited")
    assert find_differences() == []


def test_a_short_payment_closes_the_invoice_with_a_discount_and_a_fee_beside_the_money(office, customer, invoice):
    payment = money(customer, "965.00")
    lines = (f"{invoice.pk}:965.00:invoice", f"{invoice.pk}:30.00:discount", f"{invoice.pk}:5.00:bank_fee")
    assert book(office, payment, *lines)[1]["said"] == "€965.00 from ALDER BREWING is on one item."
    assert now(invoice).closed_how == "paid"
    assert standing(payment) == ("matched", Decimal("0.00"), customer.pk)
    kinds = Allocation.objects.order_by("pk").values_list("kind", "amount")
    assert list(kinds) == [
        ("invoice", Decimal("965.00")), ("discount", Decimal("30.00")), ("bank_fee", Decimal("5.00")),
    ]  # fmt: skip


def test_money_is_split_over_two_debtors_and_the_rest_is_on_account_of_one(office, customer, invoice):
    other = make.InvoiceFactory.create(customer__source=customer.source, amount=Decimal("500.00"))
    payment = money(customer, "1600.00")
    lines = (f"{invoice.pk}:1000.00:invoice", f"{other.pk}:400.00:invoice")
    told = book(office, payment, *lines, account=other.debtor_id)[1]
    assert told["said"].endswith(f"is on 2 items. €200.00 is on account of {other.debtor}.")
    assert standing(payment) == ("on_account", Decimal("200.00"), other.debtor_id)
    assert now(other).open_amount == Decimal("100.00")


@pytest.mark.parametrize("debtors", [1, 2])
def test_a_rest_that_is_nobodys_yet_waits_on(office, customer, invoice, debtors):
    lines = [f"{invoice.pk}:600.00:invoice"]
    if debtors == 2:
        other = make.InvoiceFactory.create(customer__source=customer.source)
        lines.append(f"{other.pk}:100.00:invoice")
    payment = money(customer, "1000.00")
    code, told = book(office, payment, *lines, account="wait")
    left = Decimal("1000.00") - 600 - 100 * (debtors - 1)
    assert (code, told["waits"], told["chosen"]) == (200, True, payment.pk)
    assert standing(payment) == ("unmatched", left, None)


def test_a_payment_is_put_on_account_of_who_pays_or_set_aside(office, customer):
    head = make.CustomerFactory.create(source=customer.source, name="Alder Holding")
    Customer.objects.filter(pk=customer.pk).update(debtor=head, parent=head)
    kept, strange = money(customer, "70.00"), money(customer, "9.99", payer_name="Tax office")
    told = book(office, kept, deed="account", account=customer.pk)[1]
    assert told["said"] == "€70.00 from ALDER BREWING is on account of Alder Holding."
    assert standing(kept) == ("on_account", Decimal("70.00"), head.pk)
    told = book(office, strange, deed="unrelated")[1]
    assert told["said"] == "€9.99 from Tax office is set aside as no customer's payment."
    assert standing(strange) == ("unrelated", Decimal("9.99"), None)


@pytest.mark.parametrize(
    ("lines", "given", "sentence"),
    [
        (["{}:1000.01:invoice"], {}, "1000.01 cannot go on INV-1, of which 1000.00 is open."),
        (["{}:900.00:invoice"], {"amount": "800.00"}, "Transaction T1 has 800.00 EUR left, not 900.00."),
        (["{}:-5.00:invoice"], {}, "Tick the invoices that it pays; credit notes alone take no money."),
        ([], {}, "Tick the invoices that it pays; credit notes alone take no money."),
        (["{}:5.00:gift"], {}, "A payment is booked as money, discount or bank fee."),
        (
            ["{}:10.00:invoice", "{}:-1.00:discount"],
            {},
            "A discount or a bank fee is taken from an invoice, above zero.",
        ),
        (["{}:NaN:invoice"], {}, "“NaN” is not an amount."),
        (["{}:10.005:invoice"], {}, "10.005 is finer than the ledger's hundredths."),
        (["{}:1:000:invoice"], {}, "The ticked lines could not be read; nothing was booked."),
        (["x:1.00:invoice"], {}, "The posted numbers could not be read; nothing was booked."),
        (["999999:1.00:invoice"], {}, "There is no invoice with the id 999999."),
        (["{}:10.00:invoice"], {"account": "999999"}, "There is no such customer of this creditor."),
        (["{}:10.00:invoice"], {"currency": "USD"}, "INV-1 is in EUR, transaction T1 in USD."),
        ([], {"deed": "account"}, "Choose on whose account it is kept."),
        ([], {"deed": "burn"}, "Nothing was chosen that could be booked."),
        ([], {"proposal": "12"}, "This proposal was made anew meanwhile: look at it again."),
        (["{}:10.00:invoice"], {"seen": "nothing"}, "“nothing” is not an amount."),
    ],
)
def test_what_cannot_be_booked_gets_a_sentence_and_changes_nothing(office, customer, invoice, lines, given, sentence):
    row = {name: given.pop(name) for name in ("amount", "currency") if name in given}
    payment = money(customer, external_id="T1", **row)
    before = standing(payment)
    code, told = book(office, payment, *(line.format(invoice.pk) for line in lines), **given)
    assert (code, told["refused"]) == (409, sentence)
    assert standing(payment) == before
    assert not Allocation.objects.exists() and not LearnedPayer.objects.exists()
    assert not AuditEvent.objects.filter(action="payment.cleared").exists()


def test_another_creditors_invoice_and_customer_are_refused(office, customer):
    strange, payment = make.InvoiceFactory.create(number="INV-9"), money(customer)
    assert book(office, payment, f"{strange.pk}:5.00:invoice")[1]["refused"] == "INV-9 is owed to another creditor."
    told = book(office, payment, deed="account", account=strange.debtor_id)[1]
    assert told["refused"] == "There is no such customer of this creditor."


def test_the_second_of_two_clerks_is_told_who_was_faster(office, customer, invoice):
    payment = money(customer, "400.00")
    other = clerk("customers.view_banktransaction", "customers.add_allocation")
    assert book(other, payment, f"{invoice.pk}:400.00:invoice")[0] == 200
    name = AuditEvent.objects.get(action="payment.cleared").user.username
    code, told = book(office, payment, f"{invoice.pk}:400.00:invoice", seen="400.00")
    assert (code, told["refused"]) == (
        409, f"{name} was faster: this payment is allocated already. Nothing was booked now.",
    )  # fmt: skip
    assert now(invoice).open_amount == Decimal("600.00")


def test_what_waits_is_compared_with_what_the_clerk_saw(office, customer, invoice):
    payment = money(customer, "400.00")
    BankTransaction.objects.filter(pk=payment.pk).update(unallocated_amount=Decimal("300.00"))
    told = book(office, payment, f"{invoice.pk}:100.00:invoice", seen="400.00")[1]
    assert told["refused"].startswith(
        "It was booked meanwhile: this payment is unmatched already. 300.00 EUR of it wait"
    )


def test_the_review_of_a_waiting_payment_leads_to_the_page(office, customer):
    payment = money(customer)
    ask_about_unmatched_money(as_of=AS_OF)
    body = office.get(reverse("admin:dunning_review_change", args=[payment.reviews.get().pk])).content.decode()
    assert f"{PAGE}?chosen={payment.pk}" in body
    assert office.get(PAGE, {"chosen": payment.pk}).context["panel"].payment == payment


def test_a_payment_that_waits_no_more_is_shown_without_buttons(office, customer):
    payment = money(customer, state="unrelated")
    body = office.get(PAGE, {"chosen": payment.pk}).content.decode()
    assert "This one waits no more: no customer" in body and 'data-do="allocate"' not in body
    assert office.get(PAGE, {"chosen": "999999"}).context["panel"] is None
    assert office.get(reverse("admin:customers_banktransaction_panel", args=[999999])).status_code == 404


def test_money_that_went_back_is_shown_and_takes_no_invoices(office, customer, invoice):
    payment = money(customer, "-50.00", external_id="T1")
    assert "-€50.00" in office.get(PAGE).content.decode()
    told = book(office, payment, f"{invoice.pk}:50.00:invoice")[1]
    assert told["refused"] == "Transaction T1 has -50.00 EUR left, not 50.00."
    told = book(office, payment, deed="account", account=customer.pk)[1]
    assert told["refused"] == "Transaction T1 has nothing left to put on account."


# What is undone


def test_an_undo_turns_the_booking_around_and_the_payment_waits_as_before(office, customer, invoice):
    payment = money(customer, "1250.00")
    book(office, payment, f"{invoice.pk}:1000.00:invoice")
    assert standing(payment) == ("on_account", Decimal("250.00"), customer.pk)
    code, told = undo(office)
    assert (code, told["said"], told["undoable"]) == (200, "Undone: €1,250.00 waits again.", 0)
    assert f'data-row="{payment.pk}"' in told["row"]
    assert standing(payment) == ("unmatched", Decimal("1250.00"), None)
    assert (now(invoice).closed_how, invoice.open_amount) == ("", Decimal("1000.00"))
    assert list(Allocation.objects.order_by("pk").values_list("amount", flat=True)) == [1000, -1000]
    assert find_differences() == []


def test_undo_walks_back_one_booking_after_the_other_and_then_says_that_there_is_nothing(office, customer, invoice):
    first, second = money(customer, "100.00"), money(customer, "200.00")
    book(office, first, deed="account", account=customer.pk)
    book(office, second, deed="unrelated")
    assert undo(office)[1]["chosen"] == second.pk
    assert undo(office)[1]["chosen"] == first.pk
    assert standing(first) == ("unmatched", Decimal("100.00"), None)
    assert standing(second) == ("unmatched", Decimal("200.00"), None)
    assert undo(office) == (
        409, {"refused": "There is nothing to undo: you booked nothing since you logged in.", "undoable": 0},
    )  # fmt: skip


def test_a_payment_that_moved_on_is_not_undone(office, customer, invoice):
    payment = money(customer, "400.00", external_id="T1")
    book(office, payment, deed="account", account=customer.pk)
    BankTransaction.objects.filter(pk=payment.pk).update(unallocated_amount=Decimal("300.00"))
    assert undo(office)[1]["refused"] == "Transaction T1 has moved on since; take its later rows back first."


def test_the_same_payment_is_booked_undone_and_booked_again(office, customer, invoice):
    payment = money(customer)
    for _ in range(2):
        assert book(office, payment, f"{invoice.pk}:1000.00:invoice")[0] == 200
        assert undo(office)[0] == 200
    assert book(office, payment, f"{invoice.pk}:1000.00:invoice")[0] == 200
    assert standing(payment) == ("matched", Decimal("0.00"), customer.pk)
    assert LearnedPayer.objects.filter(kind="account").get().times == 1
