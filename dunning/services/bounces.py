"""Booking bounces and complaints: the message came back, and a bad address gets no more mail."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q

from audit.recording import record_event
from dunning.mail.bounces import BAD_ADDRESS, BLOCKED, COMPLAINT, TEMPORARY, Bounce, bounces_of
from dunning.models import IncomingMail, Message
from dunning.services.looks import look_again
from dunning.services.reply_reviews import ask_about_mail
from dunning.services.suppressions import suppress
from trade.countries import local_date

# Servers give up after five days at most; a report about an older message is not about ours.
OLDEST_MESSAGE = timedelta(days=14)
# A policy block is about our reputation, not about the address: worth another try after this.
BLOCKED_FOR = timedelta(days=30)


def book_bounces(mail: IncomingMail, *, as_of: datetime) -> int:
    """Book what a delivery report or complaint says about messages of ours; returns how many recipients.

    A report about anything that we did not send changes nothing: whoever forges one could silence any address. The
    caller saves the mail's case, debtor and problem, and runs the transaction.
    """
    booked = 0
    for bounce in bounces_of(bytes(mail.raw)):
        message = _message_of(bounce, as_of=as_of)
        if message is None:
            mail.problem = f"A report about {bounce.recipient}, to whom we sent no such message."
            continue
        mail.case, mail.debtor = message.case, message.debtor
        _book(mail, message, bounce, as_of=as_of)
        booked += 1
    if not booked and not mail.problem:
        mail.problem = "A report that names no recipient of ours."
    return booked


def _message_of(bounce: Bounce, *, as_of: datetime) -> Message | None:
    """The message that came back: by its Message-ID, else the last one to that address."""
    to_them = Q(to_email__iexact=bounce.recipient) | Q(cc__contains=[bounce.recipient])
    sent = Message.objects.select_for_update(of=("self",)).select_related("case__debtor", "case__policy", "debtor")
    sent = sent.filter(to_them, sent_at__gte=as_of - OLDEST_MESSAGE, status__in=("sent", "delivered", "uncertain"))
    by_id = sent.filter(Q(message_id=bounce.original_id) | Q(provider_id=bounce.original_id.strip("<>")))
    found = by_id.first() if bounce.original_id else None
    return found or sent.order_by("-sent_at").first()


def _book(mail: IncomingMail, message: Message, bounce: Bounce, *, as_of: datetime) -> None:
    if not bounce.final:
        return
    if bounce.kind == COMPLAINT:
        why = f"{bounce.recipient} marked our mail as unwanted and gets none any more. Who else may be written to?"
        ask_about_mail(mail, kind="opt_out", why=why, as_of=as_of)
    elif message.to_email.lower() == bounce.recipient:
        message.move("bounced")
        message.problem = bounce.detail
        message.save(update_fields=["status", "problem"])
    if bounce.kind != TEMPORARY:
        until = local_date(as_of + BLOCKED_FOR, "UTC") if bounce.kind == BLOCKED else None
        suppress(bounce.recipient, why=_SUPPRESSION[bounce.kind], detail=bounce.detail, as_of=as_of, until=until)
    look_again([message.debtor_id])
    record_event(
        f"message.{'complained' if bounce.kind == COMPLAINT else 'bounced'}",
        subject=message,
        as_of=as_of,
        actor="system",
        debtor_id=message.debtor_id,
        reason=bounce.detail,
        data={"recipient": bounce.recipient, "kind": bounce.kind, "status": bounce.status},
    )


_SUPPRESSION = {BAD_ADDRESS: "bad_address", BLOCKED: "blocked", COMPLAINT: "complaint"}
