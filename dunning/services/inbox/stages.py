"""Mail that comes in: kept first, then matched, read and applied, each in a step of its own."""

from __future__ import annotations

import hashlib
import json
import time
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile
from django.db import IntegrityError, connection, transaction

from audit.recording import record_event
from dunning.bell import ring
from dunning.mail.automatic import automatic_kind
from dunning.mail.incoming import IncomingMessage, ReceivedFile, parse_mail
from dunning.models import Attachment, IncomingMail
from dunning.services.inbox.matching import match_mails
from dunning.services.outbox.answers import requeue_answers
from dunning.services.readings.readings import apply_readings, read_mails

# A provider's payload carries attachments again, which the raw bytes already hold.
MAX_PAYLOAD = 200_000
# A larger file stays in the raw mail alone. Bytes.
MAX_FILE = 25_000_000
# A machine that sends the same words without a Message-ID, day by day.
MAX_ALIKE = 200


@dataclass(frozen=True)
class InboxReport:
    """Mails by the status in which a drain left them."""

    matched: int = 0
    read: int = 0
    applied: int = 0
    queued: int = 0
    unmatched: int = 0
    ignored: int = 0
    failed: int = 0


@transaction.atomic
def store_mail(
    raw: bytes,
    *,
    dedupe_key: str = "",
    mailbox: str = "",
    payload: dict[str, Any] | None = None,
    as_of: datetime,
) -> IncomingMail | None:
    """Keep a mail's raw bytes and what they say; None if it was kept before (key, or Message-ID, sender and body)."""
    parsed = parse_mail(raw, arrived_at=as_of)
    _one_at_a_time(parsed)
    if _kept_before(raw, parsed, dedupe_key):
        return None
    mail = _row(raw, parsed, dedupe_key=dedupe_key, mailbox=mailbox, payload=payload, as_of=as_of)
    try:
        with transaction.atomic():
            mail.save(force_insert=True)
    except IntegrityError:  # the same mail came by another way a moment ago
        return None
    for file in parsed.attachments:
        _keep_file(mail, file)
    record_event("mail.received", subject=mail, as_of=as_of, actor="customer", data={"from": mail.from_email})
    ring("read")
    return mail


def drain_inbox(*, as_of: datetime, budget_seconds: float | None = None) -> InboxReport:
    """Match, read and apply until nothing is left that can be worked on now; out of time, it rings for the rest."""
    stop_at = None if budget_seconds is None else time.monotonic() + budget_seconds
    first = _last_id()
    waiting = set(IncomingMail.objects.filter(status__in=IncomingMail.UNREAD).values_list("pk", flat=True))
    match_mails(as_of=as_of, stop_at=stop_at)
    read_mails(as_of=as_of, stop_at=stop_at)
    apply_readings(as_of=as_of, stop_at=stop_at)
    requeue_answers(as_of=as_of)
    if stop_at is not None and time.monotonic() >= stop_at:
        ring("read")
    ended = IncomingMail.objects.filter(pk__in=waiting) | IncomingMail.objects.filter(pk__gt=first)
    counts = Counter(ended.values_list("status", flat=True))
    return InboxReport(**{name: counts[name] for name in InboxReport.__dataclass_fields__})


def _keep_file(mail: IncomingMail, file: ReceivedFile) -> None:
    """Stored under a name of ours, so that no server ever takes it for a page or a program; never opened."""
    attachment = Attachment(mail=mail, name=file.name, content_type=file.content_type, size=len(file.content))
    if len(file.content) <= MAX_FILE:
        attachment.file.save(f"{uuid4().hex}.bin", ContentFile(file.content), save=False)
    attachment.save()


def _last_id() -> int:
    return IncomingMail.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def _one_at_a_time(parsed: IncomingMessage) -> None:
    """Until the transaction ends nobody else stores this mail, so that looking for it first is enough."""
    lock = int.from_bytes(bytes.fromhex(parsed.fingerprint)[:8], "big", signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [lock])


def _kept_before(raw: bytes, parsed: IncomingMessage, dedupe_key: str) -> bool:
    mails = IncomingMail.objects.all()
    if dedupe_key and mails.filter(dedupe_key=dedupe_key[:300]).exists():
        return True
    alike = mails.filter(message_id=parsed.message_id, from_email=parsed.from_email, body_hash=parsed.body_hash)
    if parsed.message_id:
        return alike.exists()
    # Without a Message-ID two short mails of one sender may be alike and still be two: only equal bytes are the same.
    return any(bytes(kept) == raw for kept in alike.values_list("raw", flat=True)[:MAX_ALIKE])


def _row(
    raw: bytes,
    parsed: IncomingMessage,
    *,
    dedupe_key: str,
    mailbox: str,
    payload: dict[str, Any] | None,
    as_of: datetime,
) -> IncomingMail:
    own_key = parsed.fingerprint if parsed.message_id else hashlib.sha256(raw).hexdigest()
    return IncomingMail(
        dedupe_key=dedupe_key[:300] or f"sha256:{own_key}",
        mailbox=mailbox[:100],
        raw=raw,
        payload=_storable(payload or {}),
        received_at=parsed.received_at,
        utc_offset_minutes=parsed.utc_offset_minutes,
        stored_at=as_of,
        message_id=parsed.message_id,
        body_hash=parsed.body_hash,
        from_name=parsed.from_name,
        from_email=parsed.from_email,
        to_email=parsed.to_email,
        subject=parsed.subject,
        headers=parsed.headers,
        body_text=parsed.body_text,
        body_html=parsed.body_html,
        automatic=automatic_kind(parsed),
    )


def _storable(payload: dict[str, Any]) -> dict[str, Any]:
    """As JSON that PostgreSQL takes: unknown types as text, no NUL, nothing endless."""
    text = json.dumps(payload, default=str).replace("\\u0000", "")
    return json.loads(text) if len(text) <= MAX_PAYLOAD else {"left_out": f"{len(text)} characters"}
