from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from anymail.signals import AnymailTrackingEvent, tracking

from dunning.models import Message, Review, Suppression, TrackingEvent
from dunning.services.outbox.tracking import ProviderEvent, record_tracking
from tests import factories as make
from tests.factories import AS_OF, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent() -> Message:
    return make.MessageFactory.create(
        status="sent", to_email="paula@customer.example", provider_id="esp-1", sent_at=AS_OF
    )


def event(**given) -> ProviderEvent:
    return ProviderEvent(
        **{
            "provider": "Test",
            "event_id": "e1",
            "kind": "delivered",
            "happened_at": AS_OF,
            "recipient": "paula@customer.example",
            "provider_message_id": "esp-1",
            **given,
        }
    )


def status(message: Message) -> str:
    message.refresh_from_db()
    return message.status


def test_a_delivery_is_booked_once(sent):
    assert record_tracking(event(), as_of=AS_OF)
    assert record_tracking(event(), as_of=AS_OF) is None
    assert (status(sent), sent.delivered_at, TrackingEvent.objects.count()) == ("delivered", AS_OF, 1)


def test_a_bounce_silences_the_address_and_never_turns_back_into_a_delivery(sent):
    record_tracking(event(kind="bounced", detail="550 no such user"), as_of=AS_OF)
    record_tracking(event(event_id="e2"), as_of=AS_OF)
    assert status(sent) == "bounced"
    found = Suppression.objects.get()
    assert (found.email, found.why, found.until) == ("paula@customer.example", "bad_address", None)


def test_a_bounce_after_the_delivery_counts(sent):
    record_tracking(event(), as_of=AS_OF)
    record_tracking(event(event_id="e2", kind="bounced"), as_of=AS_OF)
    assert status(sent) == "bounced"


def test_a_block_silences_the_address_for_a_month(sent):
    record_tracking(event(kind="rejected", blocked=True), as_of=AS_OF)
    assert Suppression.objects.get().until == date(2026, 4, 3)


def test_a_bounce_of_somebody_in_cc_leaves_the_message_delivered(sent):
    record_tracking(event(kind="bounced", recipient="cc@customer.example"), as_of=AS_OF)
    assert status(sent) == "sent"
    assert Suppression.objects.get().email == "cc@customer.example"


def test_a_complaint_silences_and_asks_who_else_may_be_written_to(sent):
    record_tracking(event(kind="complained"), as_of=AS_OF)
    assert Suppression.objects.get().why == "complaint"
    assert Review.objects.get().kind == "opt_out"


def test_a_report_settles_an_uncertain_delivery(sent):
    sent.status = "uncertain"
    sent.save()
    Review.objects.create(kind="uncertain", message=sent, case=sent.case, opened_at=AS_OF, deadline=TODAY)
    record_tracking(event(), as_of=AS_OF)
    assert status(sent) == "delivered"
    assert Review.objects.get().outcome == "delivered"


def test_a_report_may_be_faster_than_our_own_note(sent):
    Message.objects.filter(pk=sent.pk).update(status="sending", sent_at=None, provider_id="")
    record_tracking(event(message_key=sent.pk), as_of=AS_OF)
    assert status(sent) == "delivered"


def test_a_report_about_nobodys_message_is_kept_and_changes_nothing(sent):
    row = record_tracking(event(provider_message_id="other", kind="bounced"), as_of=AS_OF)
    assert (row.message, status(sent), Suppression.objects.count()) == (None, "sent", 0)


def test_opening_a_mail_changes_nothing(sent):
    record_tracking(event(kind="opened"), as_of=AS_OF)
    assert status(sent) == "sent"


def test_anymails_signal_is_received(sent):
    happened = datetime(2026, 3, 4, 11, 0, tzinfo=UTC)
    report = AnymailTrackingEvent(
        event_type="bounced",
        event_id=None,
        timestamp=happened,
        message_id="esp-1",
        recipient="paula@customer.example",
        reject_reason="bounced",
        description="Unknown user",
        metadata={"message": str(sent.pk)},
    )
    for _ in range(2):
        tracking.send(sender=None, event=report, esp_name="Mailgun")
    row = TrackingEvent.objects.get()
    assert (row.message, row.kind, row.happened_at, row.detail) == (sent, "bounced", happened, "bounced Unknown user")
    assert status(sent) == "bounced"
