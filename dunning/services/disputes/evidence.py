"""Evidence of a dispute: files that people add, and attachments of the customer's mail that are taken over."""

from __future__ import annotations

from datetime import datetime
from pathlib import PurePath
from typing import TYPE_CHECKING

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from audit.recording import record_event
from dunning.mail.file_types import HTML, PROGRAM, sniffed_type
from dunning.models import Attachment, Dispute, DisputeFile

if TYPE_CHECKING:
    from django.contrib.auth.models import User

MEGABYTE = 1_000_000
LARGEST_FILE = 15 * MEGABYTE
MOST_FILES = 30
# By content: whatever a browser or a desktop would run.
REFUSED_TYPES = frozenset({HTML, PROGRAM, "image/svg+xml", "application/java-archive"})
REFUSED_ENDINGS = frozenset(
    (".exe", ".com", ".bat", ".cmd", ".msi", ".scr", ".js", ".jse", ".vbs", ".vbe", ".ps1", ".hta", ".lnk", ".jar")
    + (".html", ".htm", ".xhtml", ".svg", ".mht", ".mhtml", ".iso", ".docm", ".xlsm", ".pptm")
)


class EvidenceRefused(ValueError):
    """The file is not kept: the sentence says why."""


@transaction.atomic
def add_evidence(
    *, dispute_id: int, name: str, content: bytes, declared: str, by: User | None, as_of: datetime
) -> DisputeFile:
    """Keep a file with a dispute. Raises EvidenceRefused for one that is too large, empty, or could be run."""
    dispute = Dispute.objects.select_for_update().get(pk=dispute_id)
    name = _plain_name(name)
    kind = _checked(dispute, name, content, declared)
    row = DisputeFile(dispute=dispute, name=name, content_type=kind, size=len(content), added_at=as_of, added_by=by)
    row.file.save(_stored_name(name), ContentFile(content), save=False)
    row.save()
    _record("dispute.evidence_added", row, by=by, as_of=as_of)
    return row


@transaction.atomic
def take_attachment(*, dispute_id: int, attachment_id: int, by: User | None, as_of: datetime) -> DisputeFile:
    """Keep an attachment of one of the debtor's mails as evidence; the one kept already is returned.

    Raises EvidenceRefused for a mail of somebody else, a file that was not stored, or one that could be run.
    """
    dispute = Dispute.objects.select_for_update().get(pk=dispute_id)
    attachment = offered_attachments(dispute, taken=True).filter(pk=attachment_id).first()
    if attachment is None or not attachment.file:
        raise EvidenceRefused(_("There is no such file in the customer's mail."))
    kept = DisputeFile.objects.filter(dispute=dispute, attachment=attachment, removed_at=None).first()
    if kept:
        return kept
    with attachment.file.open("rb") as stored:
        content = stored.read()
    row = add_evidence(
        dispute_id=dispute_id,
        name=attachment.name,
        content=content,
        declared=attachment.content_type,
        by=by,
        as_of=as_of,
    )
    row.attachment = attachment
    row.save(update_fields=["attachment"])
    return row


def offered_attachments(dispute: Dispute, *, taken: bool = False) -> QuerySet[Attachment]:
    """Attachments of the case's mails, those of the mail that opened the dispute first, newest next."""
    rows = Attachment.objects.filter(mail__case_id=dispute.case_id).exclude(file="").select_related("mail")
    rows = rows.defer("mail__raw", "mail__payload", "mail__body_html", "mail__body_text", "mail__headers")
    if not taken:
        rows = rows.exclude(dispute_files__in=dispute.files.filter(removed_at=None))
    return rows.order_by("-mail_id", "pk")


@transaction.atomic
def remove_evidence(*, file_id: int, by: User | None, as_of: datetime) -> DisputeFile:
    """Take a file out of sight; it stays stored, so that it can be brought back."""
    return _set_removed(file_id, removed_at=as_of, event="dispute.evidence_removed", by=by, as_of=as_of)


@transaction.atomic
def restore_evidence(*, file_id: int, by: User | None, as_of: datetime) -> DisputeFile:
    return _set_removed(file_id, removed_at=None, event="dispute.evidence_restored", by=by, as_of=as_of)


def _set_removed(
    file_id: int, *, removed_at: datetime | None, event: str, by: User | None, as_of: datetime
) -> DisputeFile:
    row = DisputeFile.objects.select_for_update(of=("self",)).select_related("dispute").get(pk=file_id)
    row.removed_at = removed_at
    row.save(update_fields=["removed_at"])
    _record(event, row, by=by, as_of=as_of)
    return row


def _checked(dispute: Dispute, name: str, content: bytes, declared: str) -> str:
    """The content type by the file's own bytes."""
    if not content:
        raise EvidenceRefused(_("“{name}” is empty.").format(name=name))
    if len(content) > LARGEST_FILE:
        most = LARGEST_FILE // MEGABYTE
        raise EvidenceRefused(_("“{name}” is larger than {most} MB.").format(name=name, most=most))
    if dispute.files.filter(removed_at=None).count() >= MOST_FILES:
        raise EvidenceRefused(_("A dispute holds {most} files at most.").format(most=MOST_FILES))
    kind = sniffed_type(content, declared=declared)
    if kind in REFUSED_TYPES or PurePath(name).suffix.lower() in REFUSED_ENDINGS:
        raise EvidenceRefused(_("“{name}” could run something on a computer and is not kept.").format(name=name))
    return kind


def _plain_name(name: str) -> str:
    """Without path, control characters and marks that turn the reading direction."""
    last = name.replace("\\", "/").rpartition("/")[2]
    return "".join(mark for mark in last if mark.isprintable()).strip()[:200] or "file"


def _stored_name(name: str) -> str:
    """No ending of the sender's choice on the disk."""
    stem = "".join(mark if mark.isalnum() else "-" for mark in PurePath(name).stem)[:60]
    return f"{stem or 'file'}.bin"


def _record(event: str, row: DisputeFile, *, by: User | None, as_of: datetime) -> None:
    data = {"file": row.name, "size": row.size}
    record_event(event, subject=row.dispute, as_of=as_of, by=by, debtor_id=row.dispute.debtor_id, data=data)
