"""Giving a mail to its account, and booking that somebody wrote; what belongs to nobody waits for a person."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from audit.recording import record_event
from dunning.bell import ring
from dunning.mail.automatic import BOUNCE, COMPLAINT
from dunning.models import Case, IncomingMail, InvalidState
from dunning.services.cases.cases import open_case, start_episode
from dunning.services.inbox.bounces import book_bounces
from dunning.services.inbox.owners import Match, find_match, is_ours, known_contact, named_invoices
from dunning.services.inbox.reply_reviews import ask_about_mail
from dunning.services.inbox.work import finish_stage, locked_in, work_through
from dunning.services.outbox.outreach import supersede_messages
from dunning.services.reviews.reviews import close_review

if TYPE_CHECKING:
    from django.contrib.auth.models import User


def match_mails(*, as_of: datetime, stop_at: float | None = None) -> int:
    """Find the account of every stored mail. Returns how many were taken."""
    return work_through("stored", lambda mail: match_mail(mail.pk, as_of=as_of), as_of=as_of, stop_at=stop_at)


@transaction.atomic
def match_mail(mail_id: int, *, as_of: datetime) -> IncomingMail | None:
    """Match one stored mail, book what its arrival means, hand it to the reader. None if it has moved on already."""
    mail = locked_in(mail_id, "stored")
    if mail is None:
        return None
    if mail.automatic in (BOUNCE, COMPLAINT):
        finish_stage(mail, "applied" if book_bounces(mail, as_of=as_of) else "ignored", "case", "debtor", "problem")
    elif is_ours(mail.from_email):
        mail.problem = "Our own address wrote this."
        finish_stage(mail, "ignored", "problem")
    elif match := find_match(mail):
        _attach(mail, match, as_of=as_of)
    else:
        _leave_unmatched(mail, as_of=as_of)
    return mail


@transaction.atomic
def assign_mail(*, mail_id: int, case_id: int, by: User, as_of: datetime) -> IncomingMail:
    """A person says whose an unmatched mail is; the agent reads it then. InvalidState if it is matched already."""
    mail = locked_in(mail_id, "unmatched", "ignored")
    if mail is None:
        raise InvalidState(_("Only a mail that belongs to no account can be given to one."))
    case = Case.objects.get(pk=case_id)
    close_review(mail, kind="unmatched_mail", outcome="assigned", by=by, as_of=as_of)
    _attach(mail, Match(case.creditor_id, case.debtor_id, "person"), as_of=as_of, by=by)
    return mail


@transaction.atomic
def ignore_mail(*, mail_id: int, by: User, reason: str, as_of: datetime) -> IncomingMail:
    """A person says that a mail is nobody's business; its reviews are closed. InvalidState once it was applied."""
    mail = locked_in(mail_id, "unmatched", "queued", "failed")
    if mail is None:
        raise InvalidState(_("This mail is no longer waiting for a person."))
    mail.problem = reason
    finish_stage(mail, "ignored", "problem")
    close_review(mail, outcome="ignored", by=by, as_of=as_of)
    record_event("mail.ignored", subject=mail, as_of=as_of, by=by, debtor_id=mail.debtor_id, reason=reason)
    return mail


def _attach(mail: IncomingMail, match: Match, *, as_of: datetime, by: User | None = None) -> None:
    """Give the mail its case, and book that somebody wrote: drafts are stale, and the episode starts anew."""
    case = _case_of(match, as_of=as_of)
    mail.case, mail.debtor_id, mail.matched_by = case, case.debtor_id, match.by
    mail.contact = known_contact(case.debtor_id, mail.from_email)
    finish_stage(mail, "matched", "case", "debtor", "contact", "matched_by")
    supersede_messages([case.debtor_id], why=f"{mail.from_email} wrote: {mail.subject}"[:200], as_of=as_of)
    if not mail.automatic and (case.last_reply_at is None or mail.received_at > case.last_reply_at):
        start_episode(case=case, as_of=mail.received_at, replied=True)
    record_event("mail.matched", subject=mail, as_of=as_of, by=by, debtor_id=case.debtor_id, data={"by": match.by})
    ring("read")


def _leave_unmatched(mail: IncomingMail, *, as_of: datetime) -> None:
    """A person says whose it is; an automatic mail bothers nobody unless it names an invoice, as portals do."""
    named = named_invoices(mail)
    if mail.automatic and not named:
        mail.problem = "An automatic mail of nobody that we know."
        finish_stage(mail, "ignored", "problem")
        return
    why = f"Nobody that we know: {mail.from_name} <{mail.from_email}> wrote “{mail.subject}”."
    if named:
        why += f" It names {', '.join(f'{i.number} of {i.debtor.name}' for i in named[:5])}."
    ask_about_mail(mail, kind="unmatched_mail", why=why, as_of=as_of)
    finish_stage(mail, "unmatched")


def _case_of(match: Match, *, as_of: datetime) -> Case:
    """The unclosed case, else the last closed one, else a new one."""
    cases = Case.objects.select_for_update(of=("self",)).filter(
        creditor_id=match.creditor_id, debtor_id=match.debtor_id
    )
    found = cases.exclude(status="closed").first() or cases.order_by("-pk").first()
    return found or open_case(creditor_id=match.creditor_id, debtor_id=match.debtor_id, as_of=as_of)
