"""Mails to account managers: asked once, nagged once, then the AR manager; many at once as one digest.

Each mail is claimed by compare-and-set on its row, committed, and then sent: a crash loses one mail, never doubles it.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q

from audit.recording import EventRow, record_event, record_events
from dunning.escalation_letters import digest_letter, question_letter, questions_letter
from dunning.inside_mail import NO_MAIL
from dunning.models import Escalation, Installation, SignedLink
from dunning.services.cases.looks import look_again
from dunning.services.escalations.escalations import ask_ar_manager
from dunning.services.reviews.reviews import close_review
from dunning.signed_links import make_link
from trade.calendars import calendar_for
from trade.countries import local_date

logger = logging.getLogger(__name__)

RELATED = ("case__creditor", "case__policy", "case__debtor", "debtor")
# More questions than these to one person in a day come as one mail.
MOST_SINGLE_QUESTIONS = 5


@dataclass
class NotifyReport:
    """How many mails went out by kind, escalations that expired, and mails to be tried again."""

    asked: int = 0
    heads_up: int = 0
    nagged: int = 0
    expired: int = 0
    failed: int = 0


def notify_escalations(*, as_of: datetime) -> NotifyReport:
    """Send what account managers have to know. A job: call it outside of transactions. Nothing during a global stop."""
    report = NotifyReport()
    if Installation.current().global_stop:
        return report
    _ask(report, as_of=as_of)
    _tell(report, as_of=as_of)
    _nag(report, as_of=as_of)
    _expire(report, as_of=as_of)
    return report


def _open() -> Q:
    return Q(status=Escalation.Status.OPEN, heads_up=False) & ~Q(sent_to="")


def _ask(report: NotifyReport, *, as_of: datetime) -> None:
    """One mail each, until somebody would get more than five on a day: then the rest come as one."""
    waiting = Escalation.objects.filter(_open(), notified_at=None, opened_at__lte=as_of)
    by_address: dict[str, list[Escalation]] = defaultdict(list)
    for escalation in waiting.select_related(*RELATED).order_by("-exposure", "pk"):
        by_address[escalation.sent_to].append(escalation)
    for email, escalations in by_address.items():
        if len(escalations) > 1 and _asked_today(email, escalations[0], as_of=as_of) + len(escalations) > (
            MOST_SINGLE_QUESTIONS
        ):
            _ask_together(report, email, escalations, as_of=as_of)
            continue
        for escalation in escalations:
            if _send_question(escalation, "notified_at", email, as_of=as_of):
                report.asked += 1
            else:
                report.failed += 1


def _asked_today(email: str, escalation: Escalation, *, as_of: datetime) -> int:
    zone = escalation.case.creditor.time_zone
    since = as_of - timedelta(days=1)
    asked = Escalation.objects.filter(heads_up=False, sent_to=email, notified_at__gt=since)
    return sum(
        local_date(at, zone) == local_date(as_of, zone)
        for at in asked.values_list("notified_at", flat=True)
        if at is not None
    )


def _ask_together(report: NotifyReport, email: str, escalations: Iterable[Escalation], *, as_of: datetime) -> None:
    with transaction.atomic():
        claimed = [one for one in escalations if _claim(one, "notified_at", as_of=as_of)]
        asked = [(one, make_link(one, email=email, as_of=as_of)) for one in claimed]
        events = [EventRow("escalation.notified", "escalation", one.pk, one.debtor_id, email) for one in claimed]
        record_events(events, as_of=as_of)
    if not asked:
        return
    if _sent(questions_letter(email, asked, as_of=as_of)):
        report.asked += len(asked)
        return
    report.failed += 1
    for escalation, link in asked:
        _give_back(escalation, "notified_at", link)


def _nag(report: NotifyReport, *, as_of: datetime) -> None:
    """On the last business day before the deadline, or later, but never on the day of asking."""
    asked = Escalation.objects.filter(_open(), notified_at__isnull=False, nagged_at=None)
    for escalation in asked.select_related(*RELATED).order_by("pk"):
        creditor = escalation.case.creditor
        today = local_date(as_of, creditor.time_zone)
        nag_on = calendar_for(creditor.country).add_business_days(escalation.deadline, -1)
        asked_on = local_date(escalation.notified_at or as_of, creditor.time_zone)
        if asked_on < today and nag_on <= today <= escalation.deadline:
            if _send_question(escalation, "nagged_at", escalation.sent_to, as_of=as_of):
                report.nagged += 1
            else:
                report.failed += 1


def _expire(report: NotifyReport, *, as_of: datetime) -> None:
    """Past its deadline chasing goes on; an unanswered question is the AR manager's."""
    overdue = Escalation.objects.filter(status=Escalation.Status.OPEN, deadline__lt=as_of.date())
    for escalation in overdue.select_related(*RELATED).order_by("pk"):
        if not _book_expiry(escalation, as_of=as_of):
            continue
        report.expired += 1
        manager = escalation.case.creditor.ar_manager_email
        if manager and not escalation.heads_up and manager != escalation.sent_to:
            link = make_link(escalation, email=manager, as_of=as_of)
            report.failed += not _sent(question_letter(escalation, link=link, kind="expired", as_of=as_of))


@transaction.atomic
def _book_expiry(escalation: Escalation, *, as_of: datetime) -> bool:
    fresh = Escalation.objects.filter(pk=escalation.pk, status=Escalation.Status.OPEN)
    if not fresh.update(status=Escalation.Status.EXPIRED):
        return False
    if not escalation.heads_up:
        why = f"No answer from {escalation.sent_to or 'anybody'} by {escalation.deadline}. {escalation.reason_text}"
        close_review(escalation, outcome="expired", by=None, as_of=as_of)
        ask_ar_manager(escalation, why=why, as_of=as_of)
    record_event("escalation.expired", subject=escalation, as_of=as_of, debtor_id=escalation.debtor_id)
    look_again([escalation.debtor_id])
    return True


def _tell(report: NotifyReport, *, as_of: datetime) -> None:
    waiting = Escalation.objects.filter(heads_up=True, notified_at=None, opened_at__lte=as_of).exclude(sent_to="")
    by_address: dict[str, list[Escalation]] = defaultdict(list)
    for escalation in waiting.select_related(*RELATED).order_by("-exposure", "pk"):
        by_address[escalation.sent_to].append(escalation)
    for email, escalations in by_address.items():
        if not _told_today(email, escalations[0], as_of=as_of):
            _tell_one(report, email, escalations, as_of=as_of)


def _told_today(email: str, escalation: Escalation, *, as_of: datetime) -> bool:
    """One digest a day and address; what comes later waits for the next."""
    zone = escalation.case.creditor.time_zone
    told = Escalation.objects.filter(heads_up=True, sent_to=email, notified_at__isnull=False).order_by("-notified_at")
    last = told.values_list("notified_at", flat=True).first()
    return last is not None and local_date(last, zone) == local_date(as_of, zone)


def _tell_one(report: NotifyReport, email: str, escalations: Iterable[Escalation], *, as_of: datetime) -> None:
    with transaction.atomic():
        claimed = [one for one in escalations if _claim(one, "notified_at", as_of=as_of)]
        events = [EventRow("escalation.notified", "escalation", one.pk, one.debtor_id, email) for one in claimed]
        record_events(events, as_of=as_of)
    if claimed and _sent(digest_letter(email, claimed, as_of=as_of)):
        report.heads_up += 1
    elif claimed:
        report.failed += 1
        Escalation.objects.filter(pk__in=[one.pk for one in claimed]).update(notified_at=None)


def _send_question(escalation: Escalation, column: str, email: str, *, as_of: datetime) -> bool:
    """True also when another worker was faster."""
    with transaction.atomic():
        if not _claim(escalation, column, as_of=as_of):
            return True
        link = make_link(escalation, email=email, as_of=as_of)
        event = "escalation.nagged" if column == "nagged_at" else "escalation.notified"
        record_event(event, subject=escalation, as_of=as_of, debtor_id=escalation.debtor_id, data={"to": email})
    kind = "nag" if column == "nagged_at" else "question"
    if _sent(question_letter(escalation, link=link, kind=kind, as_of=as_of)):
        return True
    _give_back(escalation, column, link)
    return False


def _claim(escalation: Escalation, column: str, *, as_of: datetime) -> bool:
    fresh = Escalation.objects.filter(pk=escalation.pk, status=Escalation.Status.OPEN, **{column: None})
    return bool(fresh.update(**{column: as_of}))


def _give_back(escalation: Escalation, column: str, link: SignedLink) -> None:
    """The mail did not leave: the next run tries again, with a link of its own."""
    with transaction.atomic():
        Escalation.objects.filter(pk=escalation.pk).update(**{column: None})
        link.delete()


def _sent(letter: EmailMessage) -> bool:
    try:
        letter.send()
    except NO_MAIL:
        logger.exception("A mail about escalations could not be handed over; it is tried again.")
        return False
    return True
