"""Booking bounces and complaints that came as mail, as if a provider had reported them."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q

from dunning.mail.bounce_kinds import BAD_ADDRESS, BLOCKED, COMPLAINT
from dunning.mail.bounces import Bounce, bounces_of
from dunning.models import IncomingMail, Message
from dunning.services.cases.looks import look_again
from dunning.services.contacts.suggestions import suggest_contact
from dunning.services.outbox.tracking import ProviderEvent, record_tracking

# Servers give up after five days at most; a report about an older message is not about ours.
OLDEST_MESSAGE = timedelta(days=14)


def book_bounces(mail: IncomingMail, *, as_of: datetime) -> int:
    """Book what a delivery report or complaint says about messages of ours; returns how many recipients.

    A report about anything that we did not send changes nothing: whoever forges one could silence any address. The
    caller saves the mail's case, debtor and problem, and runs the transaction.
    """
    booked = 0
    for bounce in bounces_of(bytes(mail.raw)):
        message = _message_of(bounce, as_of=as_of)
        if message is None and not bounce.recipient:
            continue
        if message is None:
            mail.problem = f"A report about {bounce.recipient}, to whom we sent no such message."
            continue
        mail.case, mail.debtor = message.case, message.debtor
        record_tracking(_event(mail, message, bounce), as_of=as_of)
        if bounce.forward:
            why = f"{bounce.recipient} bounced, and the report names {bounce.forward}: “{bounce.detail[:200]}”"
            suggest_contact(case=message.case, email=bounce.forward, why=why, as_of=as_of)
        look_again([message.debtor_id])
        booked += 1
    if not booked and not mail.problem:
        mail.problem = "A report that names no recipient of ours."
    return booked


def _message_of(bounce: Bounce, *, as_of: datetime) -> Message | None:
    """The message that came back: by its Message-ID, else the last one to that address."""
    to_them = Q(to_email__iexact=bounce.recipient) | Q(cc__contains=[bounce.recipient]) if bounce.recipient else Q()
    sent = Message.objects.select_related("case", "debtor").filter(
        to_them, sent_at__gte=as_of - OLDEST_MESSAGE, status__in=Message.HANDED_OVER
    )
    by_id = sent.filter(Q(message_id=bounce.original_id) | Q(provider_id=bounce.original_id.strip("<>")))
    found = by_id.first() if bounce.original_id else None
    return found or (sent.order_by("-sent_at").first() if bounce.recipient else None)


def _event(mail: IncomingMail, message: Message, bounce: Bounce) -> ProviderEvent:
    """A server that still tries has only deferred it: kept, without a consequence."""
    kind = "complained" if bounce.kind == COMPLAINT else "bounced" if bounce.final else "deferred"
    return ProviderEvent(
        provider="mail",
        event_id=f"{mail.pk}:{bounce.recipient}"[:200],
        kind=kind,
        happened_at=mail.received_at,
        recipient=bounce.recipient,
        message_key=message.pk,
        permanent=bounce.kind == BAD_ADDRESS,
        blocked=bounce.kind == BLOCKED,
        detail=bounce.detail,
    )
