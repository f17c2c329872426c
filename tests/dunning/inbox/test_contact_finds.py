"""Suggested contacts: out of signatures, bounces and after silence; none is written to before a person agrees."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from customers.models import Contact
from dunning.mail.bounce_text import forward_of
from dunning.models import Case, Message, Review
from dunning.services.contacts.choice import choose_recipient
from dunning.services.contacts.finds import suggest_after_silence
from dunning.services.inbox.stages import drain_inbox, store_mail
from tests.dunning.inbox.conftest import eml
from tests.dunning.inbox.test_bounces import report
from tests.factories import AS_OF, ContactFactory, IncomingMailFactory, MessageFactory

pytestmark = pytest.mark.django_db
SIGNED = """Hello,

we will have a look.

Kind regards
Paula Payer
Alder Creek Brewing
paula@aldercreek.example
Invoices: ap@aldercreek.example
Privacy: privacy@aldercreek.example
Our tax adviser: office@advisers.example
"""


def suggested() -> list[str]:
    return list(Contact.objects.filter(state="suggested").order_by("email").values_list("email", flat=True))


def test_a_colleague_in_the_signature_is_suggested_and_not_written_to(
    case: Case, contact: Contact, says: Callable[..., None]
):
    store_mail(eml(SIGNED), as_of=AS_OF)
    drain_inbox(as_of=AS_OF)
    assert suggested() == ["ap@aldercreek.example"]
    review = Review.objects.get()
    assert (review.kind, review.why) == ("contact", "ap@aldercreek.example stands in the signature of Paula Payer.")
    Contact.objects.filter(pk=contact.pk).update(state="left")
    assert choose_recipient(case, as_of=AS_OF) is None


def test_who_was_declined_once_is_not_suggested_by_every_signature(
    case: Case, contact: Contact, says: Callable[..., None]
):
    ContactFactory.create(customer=case.debtor, email="AP@aldercreek.example", state="left")
    store_mail(eml(SIGNED), as_of=AS_OF)
    drain_inbox(as_of=AS_OF)
    assert suggested() == []


def test_addresses_in_quoted_text_or_of_free_mail_are_nobodys_signature(
    case: Case, contact: Contact, says: Callable[..., None]
):
    quoted = "Fine.\n\nOn Mon, 2 Mar 2026 at 09:00, AR wrote:\n> Kind regards\n> ap@aldercreek.example\n"
    store_mail(eml(quoted), as_of=AS_OF)
    Contact.objects.filter(pk=contact.pk).update(email="paula@gmail.com")
    free = "Fine.\n\n-- \nPaula\nother.person@gmail.com\n"
    store_mail(eml(free, From="paula@gmail.com", Message_ID="<2@x>"), as_of=AS_OF)
    drain_inbox(as_of=AS_OF)
    assert suggested() == []


@pytest.mark.parametrize(
    ("words", "address"),
    [
        ("5.1.6 The user has moved to new.paula@aldercreek.example", "new.paula@aldercreek.example"),
        ("551 User not local; please try <ron@alder.example>", "ron@alder.example"),
        ("Bitte wenden Sie sich an: buchhaltung@aldercreek.example", "buchhaltung@aldercreek.example"),
        ("If you need help, please contact postmaster@mx.example", ""),
        ("Unknown user: paula@aldercreek.example", ""),
    ],
)
def test_a_report_may_say_whom_to_write_to_instead(words: str, address: str):
    assert forward_of(words, not_to={"paula@aldercreek.example"}) == address


def test_a_bounce_that_names_a_successor_suggests_it(case: Case, contact: Contact):
    MessageFactory.create(
        case=case,
        status="sent",
        to_email=contact.email,
        message_id="<our-1@creditor.example>",
        sent_at=AS_OF - timedelta(hours=1),
    )
    raw = report(status="5.1.6", diagnostic="551 5.1.6 Paula left, please contact <ron@aldercreek.example>")
    store_mail(raw, as_of=AS_OF)
    drain_inbox(as_of=AS_OF)
    assert suggested() == ["ron@aldercreek.example"]
    assert Review.objects.get(kind="contact").why.startswith(
        "paula@aldercreek.example bounced, and the report names ron@"
    )


def test_a_forged_report_suggests_nobody(case: Case, contact: Contact):
    store_mail(report(diagnostic="551 please contact <thief@evil.example>"), as_of=AS_OF)
    drain_inbox(as_of=AS_OF)
    assert not Contact.objects.filter(email__contains="evil").exists()


def test_after_three_reminders_without_an_answer_those_in_copy_are_suggested(case: Case, contact: Contact):
    IncomingMailFactory.create(
        case=case,
        debtor=case.debtor,
        from_email=contact.email,
        headers={"Cc": "Boss <boss@aldercreek.example>, ar@creditor.example, friend@elsewhere.example"},
    )
    Case.objects.filter(pk=case.pk).update(attempts=2)
    assert suggest_after_silence([case.pk], as_of=AS_OF) == 0
    Case.objects.filter(pk=case.pk).update(attempts=3)
    assert suggest_after_silence([case.pk], as_of=AS_OF) == 1
    assert suggested() == ["boss@aldercreek.example"]
    assert Review.objects.get().why == (
        "3 reminders went unanswered; boss@aldercreek.example has been in mails of this account."
    )
    assert not Message.objects.exists()
