"""Whose mail is it?"""

from __future__ import annotations

import pytest

from customers.models import Contact, Customer, Invoice
from dunning.mail.threading import reply_address
from dunning.models import Case, IncomingMail, InvalidState, Review
from dunning.services.inbox.matching import assign_mail, ignore_mail, match_mails
from dunning.services.inbox.stages import store_mail
from tests.dunning.inbox.conftest import eml
from tests.factories import AS_OF, CaseFactory, ContactFactory, MessageFactory, UserFactory

pytestmark = pytest.mark.django_db
STRANGER = "Sam Stranger <sam@elsewhere.example>"


def matched(raw: bytes) -> IncomingMail:
    store_mail(raw, as_of=AS_OF)
    match_mails(as_of=AS_OF)
    return IncomingMail.objects.latest("pk")


def test_by_the_token_in_the_address_even_of_a_stranger(case: Case):
    mail = matched(eml(From=STRANGER, To=reply_address(case.pk)))
    assert (mail.status, mail.case_id, mail.matched_by, mail.contact_id) == ("matched", case.pk, "token", None)


def test_by_the_token_in_delivered_to(case: Case):
    mail = matched(eml(From=STRANGER, Delivered_To=reply_address(case.pk)))
    assert (mail.case_id, mail.matched_by) == (case.pk, "token")


def test_a_forged_token_matches_nothing(case: Case):
    mail = matched(eml(From=STRANGER, To=reply_address(case.pk).replace("@", "x@")))
    assert mail.status == "unmatched"


def test_by_the_message_that_it_answers(case: Case):
    MessageFactory.create(case=case, status="sent", message_id="<our-1@creditor.example>", sent_at=AS_OF)
    mail = matched(eml(From=STRANGER, References="<other@x.example> <our-1@creditor.example>"))
    assert (mail.case_id, mail.matched_by) == (case.pk, "thread")


def test_by_the_id_that_the_provider_put_in_place_of_ours(case: Case):
    MessageFactory.create(case=case, status="sent", provider_id="0100018f-abc", sent_at=AS_OF)
    mail = matched(eml(From=STRANGER, In_Reply_To="<0100018f-abc@email.amazonses.com>"))
    assert (mail.case_id, mail.matched_by) == (case.pk, "thread")


def test_by_the_sender(case: Case, contact: Contact):
    mail = matched(eml(From="PAULA@Aldercreek.example"))
    assert (mail.case_id, mail.contact, mail.matched_by) == (case.pk, contact, "sender")


def test_a_childs_contact_writes_for_who_pays(case: Case, debtor: Customer):
    child = CaseFactory.create().debtor
    child.source, child.debtor = debtor.source, debtor
    child.save()
    ContactFactory.create(customer=child, email="branch@aldercreek.example")
    assert matched(eml(From="branch@aldercreek.example")).debtor == debtor


def test_a_bookkeeper_of_two_customers_is_told_apart_by_the_invoice(case: Case, contact: Contact, invoice: Invoice):
    other = CaseFactory.create()
    ContactFactory.create(customer=other.debtor, email=contact.email)
    assert matched(eml("Please wait.")).status == "unmatched"
    assert matched(eml("INV-5521 is paid.", Message_ID="<2@x.example>")).case_id == case.pk


def test_by_an_invoice_number_from_the_customers_own_domain(case: Case, contact: Contact, invoice: Invoice):
    mail = matched(eml("About inv-5521: paid.", From="cfo@aldercreek.example"))
    assert (mail.case_id, mail.matched_by, mail.contact_id) == (case.pk, "invoices", None)


def test_an_invoice_number_from_elsewhere_proves_nothing(case: Case, contact: Contact, invoice: Invoice):
    assert matched(eml("About INV-5521.", From=STRANGER)).status == "unmatched"


def test_an_invoice_number_from_a_free_mailbox_proves_nothing(case: Case, invoice: Invoice):
    ContactFactory.create(customer=case.debtor, email="alder@gmail.com")
    assert matched(eml("About INV-5521.", From="mallory@gmail.com")).status == "unmatched"


def test_a_mail_of_nobody_waits_for_a_person(db: None):
    mail = matched(eml(From=STRANGER, Subject="Partnership"))
    review = Review.objects.get()
    assert (review.kind, review.incoming, review.case) == ("unmatched_mail", mail, None)
    assert review.why == "Nobody that we know: Sam Stranger <sam@elsewhere.example> wrote “Partnership”."


def test_an_automatic_mail_of_nobody_bothers_nobody(db: None):
    mail = matched(eml(From=STRANGER, Auto_Submitted="auto-replied"))
    assert mail.status == "ignored"
    assert not Review.objects.exists()


def test_our_own_mail_is_no_reply(case: Case):
    assert matched(eml(From="ar@creditor.example", To=reply_address(case.pk))).status == "ignored"


def test_a_reply_to_a_closed_case_reaches_the_one_that_is_open_now(case: Case, contact: Contact):
    address = reply_address(case.pk)
    Case.objects.filter(pk=case.pk).update(status="closed", closed_at=AS_OF)
    current = CaseFactory.create(debtor=case.debtor)
    assert matched(eml(To=address)).case_id == current.pk


def test_an_automatic_reply_is_no_answer_to_us(case: Case, contact: Contact):
    Case.objects.filter(pk=case.pk).update(attempts=2)
    matched(eml(Auto_Submitted="auto-replied"))
    case.refresh_from_db()
    assert (case.last_reply_at, case.attempts) == (None, 2)


def test_a_person_gives_a_mail_to_its_account(case: Case):
    mail = matched(eml(From=STRANGER))
    assign_mail(mail_id=mail.pk, case_id=case.pk, by=UserFactory.create(), as_of=AS_OF)
    mail.refresh_from_db()
    assert (mail.status, mail.case_id, mail.matched_by) == ("matched", case.pk, "person")
    assert Review.objects.get().outcome == "assigned"
    with pytest.raises(InvalidState):
        assign_mail(mail_id=mail.pk, case_id=case.pk, by=UserFactory.create(), as_of=AS_OF)


def test_a_person_ignores_a_mail(db: None):
    mail = matched(eml(From=STRANGER))
    ignore_mail(mail_id=mail.pk, by=UserFactory.create(), reason="Advertising.", as_of=AS_OF)
    mail.refresh_from_db()
    assert (mail.status, mail.problem) == ("ignored", "Advertising.")
    assert Review.objects.get().outcome == "ignored"


def test_a_portals_refusal_is_shown_with_the_customer_whose_invoice_it_names(invoice: Invoice):
    mail = matched(eml("INV-5521: rejected, no PO.", From="noreply@portal.example", Auto_Submitted="auto-generated"))
    assert mail.status == "unmatched"
    assert Review.objects.get().why.endswith("It names INV-5521 of Alder Creek Brewing.")
