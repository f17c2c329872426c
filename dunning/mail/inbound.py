"""Mail posted by a provider's webhook (anymail). Only stores and rings: the provider waits, and may post twice."""

from __future__ import annotations

from email.message import Message
from email.policy import compat32
from typing import Any

from anymail.signals import AnymailInboundEvent, inbound
from django.db import transaction
from django.dispatch import receiver
from django.utils import timezone

from dunning.services.inbox.stages import store_mail


@receiver(inbound, dispatch_uid="dunning.inbound")
def keep_inbound_mail(sender: object, event: AnymailInboundEvent, esp_name: str, **kwargs: Any) -> None:
    """Keep a posted mail. An exception becomes a 500 on purpose: the provider tries again."""
    if event.message is None:
        return
    key = f"{esp_name}:{event.event_id}" if event.event_id else ""
    with transaction.atomic():
        store_mail(
            _with_envelope(event),
            dedupe_key=key,
            mailbox=f"webhook:{esp_name}",
            payload={"provider": esp_name, "event": _plain(event.esp_event)},
            as_of=timezone.now(),  # noqa: TID251 -- a receiver stands where a view would
        )


def _with_envelope(event: AnymailInboundEvent) -> bytes:
    """The raw mail, with the envelope's recipient where the provider names it: our token may stand there alone."""
    raw = _raw(event.message)
    recipient = event.message.envelope_recipient
    if recipient and "Delivered-To" not in event.message:
        return b"Delivered-To: " + str(recipient).encode("ascii", "ignore").split(b"\n")[0] + b"\n" + raw
    return raw


def _raw(message: Message) -> bytes:
    """The bytes; where a charset in it cannot be written again, its text, for a provider's next try would fail too."""
    try:
        return message.as_bytes()
    except (UnicodeError, LookupError, ValueError):
        return message.as_string(policy=compat32).encode("utf-8", "replace")


def _plain(esp_event: Any) -> Any:
    """A posted form as a dict; JSON as it is; anything else (Amazon SES) by its text."""
    if hasattr(esp_event, "dict"):
        return esp_event.dict()
    return esp_event if isinstance(esp_event, dict | list) else str(esp_event)[:10_000]
