"""Taking mails through a stage one by one: a lease while it is worked on, a limited number of tries, then a person."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from audit.recording import record_event
from dunning.models import IncomingMail
from dunning.services.inbox.reply_reviews import ask_about_mail

logger = logging.getLogger(__name__)

# Longer than the slowest reading, so that a mail in work is never taken twice.
LEASE = timedelta(minutes=5)
RETRY_AFTER = timedelta(minutes=2)
MAX_ATTEMPTS = 3


def work_through(
    status: str, work: Callable[[IncomingMail], object], *, as_of: datetime, stop_at: float | None = None
) -> int:
    """Do `work` for mails in a status, oldest first, until none is left or `stop_at` (monotonic) has come.

    Workers side by side take different mails. One that fails waits and is tried again; at last a Review says why.
    """
    taken = 0
    while (stop_at is None or time.monotonic() < stop_at) and (mail := _claim(status, as_of=as_of)):
        taken += 1
        try:
            work(mail)
        except Exception as problem:
            logger.exception("Mail %s failed in status %s", mail.pk, status)
            _record_failure(mail.pk, problem, as_of=as_of)
    return taken


@transaction.atomic
def _claim(status: str, *, as_of: datetime) -> IncomingMail | None:
    free = Q(lease_until__isnull=True) | Q(lease_until__lte=as_of)
    mails = IncomingMail.objects.select_for_update(skip_locked=True, of=("self",)).select_related(
        "case__debtor", "contact"
    )
    mail = mails.filter(free, status=status).order_by("id").first()
    if mail is None:
        return None
    mail.lease_until, mail.attempts = as_of + LEASE, mail.attempts + 1
    mail.save(update_fields=["lease_until", "attempts"])
    return mail


def locked_in(mail_id: int, *statuses: str) -> IncomingMail | None:
    """The mail under a row lock, or None when somebody else has moved it on."""
    mails = IncomingMail.objects.select_for_update(of=("self",)).select_related(
        "case__debtor", "case__policy", "contact"
    )
    return mails.filter(pk=mail_id, status__in=statuses).first()


def finish_stage(mail: IncomingMail, status: str, *columns: str) -> None:
    """Save the mail in its next status with a clean slate for the next stage."""
    mail.status, mail.lease_until, mail.attempts = status, None, 0
    mail.save(update_fields=["status", "lease_until", "attempts", *columns])


def put_off(mail: IncomingMail, *, problem: str, as_of: datetime) -> bool:
    """Leave the mail where it is and try again soon, which is no failure; False when its tries are used up."""
    if mail.attempts >= MAX_ATTEMPTS:
        return False
    waiting = IncomingMail.objects.filter(pk=mail.pk, status=mail.status)
    waiting.update(problem=problem[:2_000], lease_until=as_of + RETRY_AFTER)
    return True


@transaction.atomic
def _record_failure(mail_id: int, problem: Exception, *, as_of: datetime) -> None:
    mail = IncomingMail.objects.select_for_update(of=("self",)).select_related("case").get(pk=mail_id)
    mail.problem = f"{type(problem).__name__}: {problem}"[:2_000]
    mail.lease_until = as_of + RETRY_AFTER
    if mail.attempts >= MAX_ATTEMPTS:
        mail.status, mail.lease_until = IncomingMail.Status.FAILED, None
        ask_about_mail(mail, kind="reply", why=f"This mail could not be worked in: {mail.problem}", as_of=as_of)
        record_event("mail.failed", subject=mail, as_of=as_of, debtor_id=mail.debtor_id, reason=mail.problem)
    mail.save(update_fields=["problem", "lease_until", "status"])
