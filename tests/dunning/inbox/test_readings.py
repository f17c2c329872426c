"""A reading that a person accepts, corrects or takes back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection

from agent.answers import AbsenceAnswer, ContactAnswer, DisputeAnswer, DocumentAnswer, PromiseAnswer
from audit.models import AuditEvent
from customers.models import Contact, Invoice
from dunning.models import (
    Case,
    Correction,
    Dispute,
    Effect,
    IncomingMail,
    InvalidState,
    Message,
    Promise,
    Reading,
    Review,
    Rung,
    Suppression,
)
from dunning.services.contacts.suggestions import confirm_contact
from dunning.services.inbox.stages import drain_inbox, store_mail
from dunning.services.inbox.work import _claim
from dunning.services.readings.effects import changed, undo_effects
from dunning.services.readings.readings import apply_reading, correct_reading, undo_reading
from tests.dunning.inbox.conftest import eml
from tests.factories import AS_OF, AllocationFactory, DocumentFactory, UserFactory

pytestmark = pytest.mark.django_db
FRIDAY = date(2026, 3, 6)
LATER = AS_OF + timedelta(hours=1)
DISPUTED = {
    "language": "en",
    "intents": [{"intent": "dispute", "confidence": 1}],
    "disputes": [{"reason": "quality", "invoices": ["INV-5521"], "amount": None}],
    "needs_human": True,
}


@pytest.fixture
def promised(case: Case, contact: Contact, invoice: Invoice, says: Callable[..., None]) -> Reading:
    """A promise read and, with every rung autonomous, booked."""
    return _arrives(says)


def _arrives(says: Callable[..., None], **parts: Any) -> Reading:
    parts = parts or {"promises": (PromiseAnswer(FRIDAY, None, ("INV-5521",), "We pay Friday."),)}
    says("promise_to_pay" if "promises" in parts else "out_of_office", **parts)
    store_mail(eml(), as_of=AS_OF)
    drain_inbox(as_of=AS_OF)
    return Reading.objects.get()


def test_a_person_accepts_a_proposal(case: Case, contact: Contact, invoice: Invoice, says: Callable[..., None]) -> None:
    Rung.objects.filter(kind="reading").update(level=1)
    proposal, clerk = _arrives(says), UserFactory.create()
    assert not Promise.objects.exists()

    apply_reading(reading_id=proposal.pk, by=clerk, as_of=LATER)

    proposal.refresh_from_db()
    assert (proposal.status, IncomingMail.objects.get().status) == ("applied", "applied")
    assert Promise.objects.get().quote == "We pay Friday."
    review = Review.objects.get(kind="reply")
    assert (review.outcome, review.closed_by) == ("accepted", clerk)
    assert AuditEvent.objects.filter(action="reading.applied", user=clerk).count() == 1


def test_a_reading_is_booked_once(promised: Reading) -> None:
    with pytest.raises(InvalidState):
        apply_reading(reading_id=promised.pk, by=UserFactory.create(), as_of=LATER)
    assert Promise.objects.count() == 1


def test_what_paused_at_once_is_not_booked_again_when_a_person_accepts(
    case: Case, contact: Contact, invoice: Invoice, says: Callable[..., None]
) -> None:
    says(
        "dispute",
        "promise_to_pay",
        disputes=(DisputeAnswer("quality", ("INV-5521",)),),
        promises=(PromiseAnswer(FRIDAY, Decimal(100), ()),),
        needs_human=True,
    )
    store_mail(eml(), as_of=AS_OF)
    drain_inbox(as_of=AS_OF)
    apply_reading(reading_id=Reading.objects.get().pk, by=UserFactory.create(), as_of=LATER)
    assert (Dispute.objects.count(), Promise.objects.count()) == (1, 1)


def test_undoing_takes_back_the_promise_and_the_thanks(promised: Reading) -> None:
    report = undo_effects(reading_id=promised.pk, by=UserFactory.create(), as_of=LATER)
    assert (report.undone, report.kept) == (2, ())
    assert Promise.objects.get().status == "withdrawn"
    assert Message.objects.get().status == "superseded"
    assert not Effect.objects.filter(undone_at__isnull=True).exists()


def test_a_promise_that_was_kept_stays_and_a_person_hears_of_it(promised: Reading, case: Case) -> None:
    Promise.objects.update(status="kept")
    report = undo_effects(reading_id=promised.pk, by=UserFactory.create(), as_of=LATER)
    assert report.undone == 1
    assert report.kept == ("“promise all EUR by 2026-03-06” stays: it is kept already.",)
    review = Review.objects.get(kind="undo")
    assert (review.subject_case, review.why) == (case, report.kept[0])


def test_thanks_that_have_left_stay(promised: Reading) -> None:
    Message.objects.update(status="sent", to_email="paula@aldercreek.example", sent_at=AS_OF)
    report = undo_effects(reading_id=promised.pk, by=UserFactory.create(), as_of=LATER)
    assert report.kept == ("“promise_thanks” went to paula@aldercreek.example already.",)
    assert Promise.objects.get().status == "withdrawn"


def test_a_correction_undoes_and_books_anew_and_is_kept_as_an_example(promised: Reading) -> None:
    clerk = UserFactory.create()
    corrected = correct_reading(reading_id=promised.pk, answer=DISPUTED, by=clerk, as_of=LATER)
    promised.refresh_from_db()
    assert (promised.status, corrected.status, corrected.reader) == ("corrected", "applied", f"person:{clerk.pk}")
    assert Promise.objects.get().status == "withdrawn"
    assert [invoice.number for invoice in Dispute.objects.get().invoices.all()] == ["INV-5521"]
    assert Correction.objects.get().answer == DISPUTED


def test_a_correction_that_fits_no_contract_changes_nothing(promised: Reading) -> None:
    with pytest.raises(ValueError, match="is not an ISO date"):
        correct_reading(
            reading_id=promised.pk, answer={"promises": [{"date": "Friday"}]}, by=UserFactory.create(), as_of=LATER
        )
    assert Promise.objects.get().status == "open"


def test_an_undone_reading_waits_for_a_person_again(promised: Reading) -> None:
    undo_reading(reading_id=promised.pk, by=UserFactory.create(), as_of=LATER)
    assert IncomingMail.objects.get().status == "queued"
    assert Review.objects.get(kind="reply").why == "Its reading was undone: what does this mail mean?"


def test_an_absence_is_undone_on_the_contact_and_its_stand_in_is_no_contact(
    case: Case, contact: Contact, says: Callable[..., None]
) -> None:
    away = AbsenceAnswer(date(2026, 3, 16))
    reading = _arrives(says, absence=away, contacts=(ContactAnswer("Ron", "ron@aldercreek.example"),))
    report = undo_effects(reading_id=reading.pk, by=UserFactory.create(), as_of=LATER)
    assert report == type(report)(2, ())
    contact.refresh_from_db()
    assert (contact.absent_until, contact.stand_in) == (None, None)
    assert Contact.objects.get(email="ron@aldercreek.example").state == "left"
    assert Review.objects.get(kind="contact").outcome == "declined"


def test_a_contact_that_a_person_confirmed_stays(case: Case, contact: Contact, says: Callable[..., None]) -> None:
    reading = _arrives(
        says, absence=AbsenceAnswer(date(2026, 3, 16)), contacts=(ContactAnswer("Ron", "ron@aldercreek.example"),)
    )
    confirm_contact(contact_id=Contact.objects.get(name="Ron").pk, by=UserFactory.create(), as_of=LATER)
    report = undo_effects(reading_id=reading.pk, by=UserFactory.create(), as_of=LATER)
    assert report.kept == ("The contact Ron <ron@aldercreek.example> stays: a person has confirmed it.",)


def test_an_absence_that_somebody_changed_since_stays(case: Case, contact: Contact, says: Callable[..., None]) -> None:
    reading = _arrives(says, absence=AbsenceAnswer(date(2026, 3, 16)))
    Contact.objects.filter(pk=contact.pk).update(absent_until=date(2026, 4, 1))
    report = undo_effects(reading_id=reading.pk, by=UserFactory.create(), as_of=LATER)
    assert report.kept == ("Paula Payer <paula@aldercreek.example> has changed since: absent_until.",)


def test_an_opt_out_that_was_misread_is_lifted(case: Case, contact: Contact, says: Callable[..., None]) -> None:
    says("opt_out", needs_human=True)
    store_mail(eml("Stop writing."), as_of=AS_OF)
    drain_inbox(as_of=AS_OF)
    correct_reading(
        reading_id=Reading.objects.get().pk,
        answer={"language": "en", "intents": [{"intent": "acknowledgement", "confidence": 1}]},
        by=UserFactory.create(),
        as_of=LATER,
    )
    assert Suppression.objects.get().lifted_at == LATER
    assert Review.objects.get(kind="opt_out").outcome == "undone"


def test_two_workers_never_take_the_same_mail(db: None) -> None:
    store_mail(eml(), as_of=AS_OF)
    assert _claim("stored", as_of=AS_OF) is not None
    assert _claim("stored", as_of=AS_OF) is None
    assert _claim("stored", as_of=AS_OF + timedelta(minutes=6)) is not None


def test_what_a_payment_changed_is_put_back_with_it(promised: Reading, invoice: Invoice) -> None:
    allocation, promise = AllocationFactory.create(invoice=invoice), Promise.objects.get()
    promise.status, promise.paid_amount, promise.judged_at = "kept", Decimal("1860.00"), AS_OF
    promise.save()
    changed(allocation, promise, {"status": "open", "paid_amount": Decimal(0), "judged_at": None}, as_of=AS_OF)

    assert undo_effects(allocation_id=allocation.pk, by=None, as_of=LATER).undone == 1

    promise.refresh_from_db()
    assert (promise.status, promise.paid_amount, promise.judged_at) == ("open", Decimal(0), None)


def test_undoing_needs_one_cause(db: None) -> None:
    with pytest.raises(InvalidState):
        undo_effects(by=None, as_of=LATER)


def test_an_answer_of_a_reading_that_was_undone_is_not_queued_again(
    case: Case, contact: Contact, invoice: Invoice, says: Callable[..., None]
) -> None:
    DocumentFactory.create(customer=case.debtor, invoice=invoice)
    says("document_request", documents=(DocumentAnswer("invoice_copy", ("INV-5521",)),))
    store_mail(eml("A copy please."), as_of=AS_OF)
    drain_inbox(as_of=AS_OF)
    undo_effects(reading_id=Reading.objects.get().pk, by=UserFactory.create(), as_of=LATER)
    drain_inbox(as_of=LATER)
    assert [message.status for message in Message.objects.all()] == ["superseded"]


@pytest.mark.concurrency
@pytest.mark.django_db(transaction=True)
def test_two_drains_at_once_book_a_promise_once(
    case: Case, contact: Contact, invoice: Invoice, says: Callable[..., None]
) -> None:
    says("promise_to_pay", promises=(PromiseAnswer(FRIDAY, None, ("INV-5521",)),))
    store_mail(eml(), as_of=AS_OF)
    start = Barrier(2)

    def drain() -> None:
        start.wait(timeout=10)
        try:
            drain_inbox(as_of=AS_OF)
        finally:
            connection.close()

    workers = [Thread(target=drain) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(timeout=30)

    assert IncomingMail.objects.get().status == "applied"
    assert (Reading.objects.count(), Promise.objects.count()) == (1, 1)


def test_a_mail_of_which_only_the_beginning_was_taken_waits_for_a_person(
    case: Case, contact: Contact, says: Callable[..., None]
):
    store_mail(eml(), payload={"cut": True, "bytes": 90_000_000}, as_of=AS_OF)
    drain_inbox(as_of=AS_OF)
    assert IncomingMail.objects.get().status == "queued"
    assert "Only the beginning of this mail" in Review.objects.get().why
