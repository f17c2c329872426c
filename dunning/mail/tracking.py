"""Anymail's tracking events in our own words; connected when the app is ready."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from dunning.services.outbox.tracking import ProviderEvent, record_tracking


def receive_tracking(sender: Any, event: Any, esp_name: str, **kwargs: Any) -> None:
    """Book one report. An error becomes a 500, so that the provider sends it again; twice the same is kept once."""
    from django.utils import timezone

    now = timezone.now()  # noqa: TID251 -- a webhook is a view: the clock enters here
    record_tracking(provider_event(event, esp_name, received_at=now), as_of=now)


def provider_event(event: Any, esp_name: str, *, received_at: Any) -> ProviderEvent:
    """Of an anymail AnymailTrackingEvent. Without a provider's id the report's own content names it."""
    reason = event.reject_reason or ""
    recipient, key = event.recipient or "", str((event.metadata or {}).get("message", ""))
    written = f"{event.message_id}|{event.event_type}|{recipient}|{event.timestamp}"
    return ProviderEvent(
        provider=esp_name[:40],
        event_id=str(event.event_id or sha256(written.encode()).hexdigest())[:200],
        kind=str(event.event_type)[:30],
        happened_at=event.timestamp or received_at,
        recipient=recipient,
        provider_message_id=str(event.message_id or ""),
        message_key=int(key) if key.isdigit() else None,
        permanent=reason in ("bounced", "invalid"),
        blocked=reason in ("blocked", "spam"),
        detail=" ".join(str(part) for part in (reason, event.description, event.mta_response) if part)[:1000],
    )
