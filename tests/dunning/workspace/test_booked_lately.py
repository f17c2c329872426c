"""What matching booked by itself, looked over by a clerk; returns by hand; proposals booked from their review."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from customers.models import AutomaticBooking, BankTransaction, Customer, Invoice, MatchProposal
from customers.services.allocation import AllocationLine, allocate_payment
from dunning.models import Review
from dunning.services.money.ledger_reviews import ask_about_unmatched_money
from dunning.services.money.matched import match_and_follow
from tests import factories as make
from tests.dunning.admin.conftest import clerk, do, page, said
from tests.dunning.workspace.test_unmatched_money import PAGE, book, money, now, proposal, standing, undo
from tests.factories import AS_OF, days_ago

BOOKED = reverse("admin:customers_banktransaction_booked")
EARLY = {"known_at": AS_OF - timedelta(hours=3)}


@pytest.fixture
def customer(db: None) -> Customer:
    return make.CustomerFactory.create(name="Alder Brewing Ltd", external_id="C-100")


@pytest.fixture
def invoice(customer: Customer) -> Invoice:
    return make.InvoiceFactory.create(customer=customer, number="INV-20417", amount=Decimal("1000.00"))


def matched(customer: Customer, invoice: Invoice, **more: Any) -> BankTransaction:
    payment = money(customer, str(invoice.amount), reference=f"Invoice {invoice.number}", **more)
    match_and_follow(as_of=AS_OF - timedelta(hours=2))
    assert now(payment).state == "matched"
    return payment


def shown(office: Any, **query: Any) -> list[str]:
    return [row.transaction.external_id for row in office.get(BOOKED, query).context["page"]]


def test_the_list_says_what_was_booked_on_what_and_why(office, customer, invoice):
    matched(customer, invoice, **EARLY)
    body = office.get(BOOKED).content.decode()
    why = AutomaticBooking.objects.get().why
    for words in ("INV-20417", "Alder Brewing Ltd", "€1,000.00", "named in the text", why, "Take back"):
        assert words in body
    assert 'href="/admin/customers/banktransaction/unmatched/booked/"' in office.get(PAGE).content.decode()


def test_the_list_is_narrowed_by_word_reason_debtor_and_days(office, customer, invoice):
    other = make.InvoiceFactory.create(
        number="R-77123", amount=Decimal("77.00"), customer__source=customer.source, customer__name="Birch Foods"
    )
    matched(customer, invoice, external_id="A", **EARLY)
    matched(other.customer, other, external_id="B", payer_name="BIRCH", **EARLY)
    AutomaticBooking.objects.filter(transaction__external_id="B").update(
        code="part", booked_at=AS_OF - timedelta(days=9)
    )
    assert shown(office) == ["A"]
    assert shown(office, days="30") == ["A", "B"]
    assert shown(office, days="30", code="part") == ["B"]
    assert shown(office, days="30", text="r-77123") == ["B"]
    assert shown(office, days="30", text="alder") == ["A"]
    assert shown(office, days="30", debtor=other.debtor_id) == ["B"]
    assert shown(office, days="nonsense", debtor="x", text="\x00") == ["A"]


def test_one_click_takes_a_booking_back_and_the_list_says_so(office, customer, invoice):
    payment = matched(customer, invoice, **EARLY)
    answer = do(office, payment, "take-back", next=BOOKED)
    assert (answer.status_code, answer.headers["Location"]) == (302, BOOKED)
    assert said(answer) == ["Taken back: €1,000.00 waits for a person now."]
    assert standing(payment) == ("unmatched", Decimal("1000.00"), None)
    assert now(invoice).open_amount == Decimal("1000.00")
    assert "taken back" in office.get(BOOKED).content.decode()
    panel = office.get(PAGE, {"chosen": payment.pk}).content.decode()
    assert "Left to a person: taken back." in panel and "Match again" in panel
    assert said(do(office, payment, "take-back")) == ["“Take back” is not possible any more."]


def test_a_clerk_has_matching_look_again(office, customer, invoice):
    payment = matched(customer, invoice, **EARLY)
    do(office, payment, "take-back")
    assert said(do(office, payment, "match-again"))[-1] == "Matching has booked it."
    assert now(invoice).closed_how == "paid"


def test_who_may_only_look_takes_nothing_back(customer, invoice):
    payment = matched(customer, invoice, **EARLY)
    reader = clerk("customers.view_banktransaction")
    assert "Take back</button>" not in reader.get(BOOKED).content.decode()
    assert do(reader, payment, "take-back").status_code == 403
    assert clerk().get(BOOKED).status_code == 403
    assert now(payment).state == "matched"


def test_the_list_asks_a_fixed_number_of_queries(office, customer):
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert office.get(BOOKED).status_code == 200
        return len(queries)

    def some(count: int) -> None:
        for _ in range(count):
            matched(customer, make.InvoiceFactory.create(customer=customer), **EARLY)

    some(1)
    first = asked()
    some(12)
    assert asked() == first <= 14


# Money that went back


def test_likely_originals_stand_beside_a_return_those_of_the_payer_first_the_newest_above(office, customer, invoice):
    same = {"state": "on_account", "payer_name": "ALDER BREWING"}
    money(customer, "50.00", external_id="STRANGER", payer_name="Birch", payer_account="X", booked_on=days_ago(1))
    money(customer, "50.00", external_id="OLD", booked_on=days_ago(30), **same)
    money(customer, "50.00", external_id="NEW", booked_on=days_ago(3), **same)
    money(customer, "50.01", external_id="OTHER AMOUNT", **same)
    gone = money(customer, "50.00", external_id="GONE", **same)
    money(customer, "-50.00", external_id="BACK 1", returns=gone, state="matched", unallocated_amount=0)
    back = money(customer, "-50.00", external_id="BACK 2")
    answer = office.get(PAGE, {"chosen": back.pk})
    assert [row.external_id for row in answer.context["panel"].originals] == ["NEW", "OLD", "STRANGER"]
    assert "It came back" in answer.content.decode()


def test_a_return_is_booked_against_the_payment_that_came_back_and_undone(office, customer, invoice):
    make.SegmentFactory.create()
    paid = matched(customer, invoice, **EARLY)
    back = money(customer, "-1000.00", payer_name="Somebody")
    code, told = book(office, back, deed="return", original=paid.pk)
    assert (code, told["said"]) == (200, "€1,000.00 from Somebody went back: what it had settled is open again.")
    assert (now(invoice).open_amount, now(back).returns, back.state) == (Decimal("1000.00"), paid, "matched")
    assert Review.objects.filter(kind="returned_payment", closed_at=None).count() == 1
    assert undo(office)[0] == 200
    assert (now(invoice).closed_how, now(back).returns, back.state) == ("paid", None, "unmatched")
    assert not Review.objects.filter(kind="returned_payment", closed_at=None).exists()


@pytest.mark.parametrize(
    ("original", "sentence"),
    [
        ({"amount": "40.00"}, "BACK is not PAID as a whole; a part needs a person."),
        ({"currency": "USD"}, "BACK is not PAID as a whole; a part needs a person."),
        (None, "There is no such payment that could have come back."),
    ],
)
def test_a_return_that_fits_no_payment_is_refused(office, customer, original, sentence):
    back = money(customer, "-50.00", external_id="BACK")
    given = {"amount": "50.00", **(original or {})}
    paid = money(customer, given.pop("amount"), external_id="PAID", **given) if original else None
    assert book(office, back, deed="return", original=paid.pk if paid else 999999)[1]["refused"] == sentence
    assert standing(back) == ("unmatched", Decimal("-50.00"), None)


def test_another_creditors_payment_did_not_come_back(office, customer):
    back = money(customer, "-50.00", external_id="BACK")
    strange = make.BankTransactionFactory.create(external_id="STRANGE", amount=Decimal("50.00"))
    told = book(office, back, deed="return", original=strange.pk)[1]
    assert told["refused"] == "STRANGE was paid to another creditor."


# From the review


@pytest.fixture
def review(customer: Customer, invoice: Invoice) -> Review:
    payment = money(customer)
    twin = make.InvoiceFactory.create(customer=customer, number="INV-20418")
    proposal(payment, (invoice, "1000.00", "invoice"), customer=customer)
    proposal(payment, (twin, "1000.00", "invoice"), rank=2, why="The amount fits.", confidence=Decimal("0.080"))
    ask_about_unmatched_money(as_of=AS_OF)
    return Review.objects.get()


def test_a_review_shows_the_two_best_explanations_with_reasons_and_confidence(office, review):
    body = office.get(page(review)).content.decode()
    for words in ("91 % sure", "It names the invoice.", "INV-20417", "8 % sure", "The amount fits.", "INV-20418"):
        assert words in body
    assert body.count("Book this") == 2


def test_an_explanation_is_booked_from_the_review(office, review, invoice):
    second = MatchProposal.objects.get(rank=2)
    answer = do(office, review, "book", proposal=second.pk)
    assert said(answer) == ["€1,000.00 from ALDER BREWING is on one item."]
    assert (now(review).outcome, now(invoice).closed_how) == ("allocated", "")
    assert "Book this" not in office.get(page(review)).content.decode()


def test_an_explanation_made_anew_meanwhile_is_not_booked(office, review, invoice):
    do(office, review, "book", proposal=999999)
    assert (now(review).closed_at, now(invoice).closed_how) == (None, "")


def test_who_may_not_book_sees_the_explanations_alone(review, invoice):
    reader = clerk("dunning.view_review")
    body = reader.get(page(review)).content.decode()
    assert "91 % sure" in body and "Book this" not in body
    assert do(reader, review, "book", proposal=MatchProposal.objects.get(rank=1).pk).status_code == 403
    assert now(invoice).closed_how == ""


def test_an_explanation_whose_invoice_was_settled_meanwhile_cannot_be_booked(office, review, invoice, customer):
    allocate_payment(
        transaction_id=money(customer, "500.00").pk, lines=[AllocationLine(invoice.pk, Decimal("500.00"))], as_of=AS_OF
    )
    body = office.get(page(review)).content.decode()
    assert "settled meanwhile" in body and body.count("Book this") == 1
