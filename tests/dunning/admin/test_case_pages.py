from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from audit.models import AuditEvent
from dunning.models import Activity, Arrangement, Case, Dispute, Message, Promise
from tests import factories as make
from tests.dunning.admin.conftest import clerk, do, page, said
from tests.factories import AS_OF, TODAY


@pytest.fixture
def invoice(db):
    return make.InvoiceFactory.create(customer=make.CaseFactory.create().debtor)


@pytest.fixture
def case(invoice) -> Case:
    return Case.objects.get()


def test_the_top_of_the_page_says_what_is_owed_and_what_comes_next(case, office):
    make.InvoiceFactory.create(customer=case.debtor, currency="USD", amount=Decimal("50.00"))
    make.ContactFactory.create(customer=case.debtor, email="paula@customer.example")
    Case.objects.update(
        action="wait", reason_text="The step “firm” follows on Monday.", until=AS_OF + timedelta(days=2)
    )
    html = office.get(page(case)).content.decode()
    for words in ("€1,000.00", "$50.00", "The step “firm” follows on Monday.", "Wait", "paula@customer.example"):
        assert words in html


def test_a_promise_is_recorded_by_hand(case, invoice, office):
    response = do(
        office, case, "promise", kind="promise", invoices=[invoice.pk], promised_on="2026-03-06", given_on="2026-03-04"
    )
    promise = Promise.objects.get()
    assert (promise.promised_on, promise.amount, promise.currency) == (date(2026, 3, 6), None, "EUR")
    assert said(response) == ["Recorded; the case stays quiet about it until March 11, 2026."]
    event = AuditEvent.objects.get(action="promise.recorded")
    assert (event.actor, event.user.username) == ("person", "boss")


def test_the_refusal_of_a_promise_is_a_sentence_and_keeps_what_was_typed(case, invoice, office):
    invoice.open_amount, invoice.closed_how = 0, "paid"
    invoice.save()
    response = do(office, case, "promise", kind="promise", given_on="2026-03-04", quote="Friday for sure")
    assert said(response) == ["Nothing is open in EUR."]
    assert "Friday for sure" in response.content.decode()
    assert not Promise.objects.exists()


def test_the_invoice_of_another_customer_cannot_be_chosen(case, office):
    foreign = make.InvoiceFactory.create()
    response = do(office, case, "dispute", invoices=[foreign.pk], reason="pricing")
    assert "is not one of the available choices" in response.content.decode()
    assert not Dispute.objects.exists()


def test_a_dispute_is_recorded_by_hand(case, invoice, office):
    do(office, case, "dispute", invoices=[invoice.pk], reason="quality", quote="It leaks.")
    dispute = Dispute.objects.get()
    assert (dispute.reason, dispute.quote, list(dispute.invoices.all())) == ("quality", "It leaks.", [invoice])


def test_an_arrangement_is_typed_a_line_to_an_instalment(case, invoice, office):
    do(office, case, "arrange", invoices=[invoice.pk], instalments="2026-04-01 400.00\n2026-05-01 600")
    arrangement = Arrangement.objects.get()
    planned = [(part.due_on, part.amount) for part in arrangement.instalments.all()]
    assert planned == [(date(2026, 4, 1), Decimal("400.00")), (date(2026, 5, 1), Decimal("600.00"))]


def test_instalments_that_do_not_add_up_are_refused_with_the_sums(case, invoice, office):
    response = do(office, case, "arrange", invoices=[invoice.pk], instalments="2026-04-01 400.00")
    assert said(response) == ["The instalments add up to 400.00, the invoices to 1000.00 EUR."]
    assert not Arrangement.objects.exists()


@pytest.mark.parametrize("text", ["2026-04-01", "13/13/2026 400", "2026-04-01 four"])
def test_an_instalment_that_cannot_be_read_is_named(case, invoice, office, text):
    response = do(office, case, "arrange", invoices=[invoice.pk], instalments=text)
    assert "errornote" in response.content.decode() or "errors" in response.content.decode()
    assert not Arrangement.objects.exists()


def test_a_call_counts_as_contact(case, office):
    do(office, case, "activity", kind="call", text="They will look into it.")
    case.refresh_from_db()
    assert (Activity.objects.get().text, case.last_outreach_at) == ("They will look into it.", AS_OF)


def test_a_case_is_held_and_released(case, office):
    assert "Choose a day to come" in do(office, case, "hold", until=TODAY, reason="Trade fair").content.decode()
    do(office, case, "hold", until="2026-03-20", reason="Trade fair")
    case.refresh_from_db()
    assert (case.hold_until, case.hold_reason) == (date(2026, 3, 20), "Trade fair")
    do(office, case, "release")
    case.refresh_from_db()
    assert case.hold_until is None


def test_attempts_are_granted(case, office):
    do(office, case, "attempts", more=3)
    case.refresh_from_db()
    assert case.extra_attempts == 3


def test_a_message_is_written_to_a_contact_of_the_debtor(case, office):
    contact, foreign = make.ContactFactory.create(customer=case.debtor), make.ContactFactory.create()
    response = do(office, case, "write", to_contact_id=foreign.pk, subject="Hello", body="Hello")
    assert "not one of the available choices" in response.content.decode()
    do(office, case, "write", to_contact_id=contact.pk, subject="Our call", body="Thank you for the call.")
    message = Message.objects.get()
    assert (message.kind, message.to_email, message.subject) == ("manual", contact.email, "Our call")


def test_a_closed_case_offers_nothing_to_do(case, office):
    do(office, case, "close", why="Settled in court")
    case.refresh_from_db()
    assert (case.status, case.closed_why) == ("closed", "Settled in court")
    answer = office.get(page(case))
    assert answer.context["deeds"] == []
    assert "Settled in court" in answer.content.decode()


def test_each_button_stands_only_where_its_right_is(case):
    client = clerk("dunning.view_case", "dunning.add_promise")
    assert [deed.name for deed, _ in client.get(page(case)).context["deeds"]] == ["promise"]
    assert do(client, case, "hold", until="2026-03-20", reason="x").status_code == 403


def test_after_a_deed_nobody_is_led_to_another_site(case, office):
    response = do(office, case, "activity", kind="note", text="x", next="https://evil.example/")
    assert response.url == page(case)
