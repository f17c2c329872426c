"""What people say about a dispute: a plain thread, each entry with who and when."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from audit.models import AuditEvent
from audit.recording import record_event
from dunning.models import Dispute, DisputeComment

if TYPE_CHECKING:
    from django.contrib.auth.models import User

LONGEST_COMMENT = 5_000


@transaction.atomic
def add_comment(
    *, dispute_id: int, text: str, as_of: datetime, by: User | None = None, by_email: str = ""
) -> DisputeComment:
    """Add to the thread, by a person with a login or by its address. Raises ValueError for an empty or endless one."""
    text = text.replace("\x00", "").strip()
    if not text:
        raise ValueError(_("Write something first."))
    if len(text) > LONGEST_COMMENT:
        raise ValueError(_("A comment has {most} characters at most.").format(most=LONGEST_COMMENT))
    dispute = Dispute.objects.get(pk=dispute_id)
    row = DisputeComment.objects.create(dispute=dispute, text=text, written_at=as_of, by=by, by_email=by_email)
    record_event(
        "dispute.commented",
        subject=dispute,
        as_of=as_of,
        by=by,
        actor=AuditEvent.Actor.PERSON,
        debtor_id=dispute.debtor_id,
        data={"comment": row.pk, "email": by_email},
    )
    return row
