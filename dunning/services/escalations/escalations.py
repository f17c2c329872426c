"""Escalations: raised once per debtor, rule and level until armed again; answered, or expired at their deadline."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils.translation import gettext

from audit.language import recorded_label
from audit.models import AuditEvent
from audit.recording import EventRow, record_event, record_events
from customers.models import AccountManager
from dunning.case_facts import RaisedEscalation
from dunning.escalation_choice import UNMET_DAYS_TO_ARM_AGAIN, is_armed_again
from dunning.local_days import business_deadline, today_of
from dunning.models import Case, Escalation, InvalidState, Review, SignedLink
from dunning.services.cases.looks import look_again
from dunning.services.escalations.answers import follow_answer
from dunning.services.reviews.reviews import close_review, open_review
from dunning.signed_links import spend_link

if TYPE_CHECKING:
    from django.contrib.auth.models import User

LONGEST_HOLD_DAYS = 30


class HoldUsed(InvalidState):
    """This debtor's chasing was held once already since the episode began."""


@transaction.atomic
def raise_escalation(
    *, case: Case, rule_key: str, level: int, heads_up: bool, reason_text: str, exposure: Decimal, as_of: datetime
) -> Escalation | None:
    """Ask or tell whoever looks after the debtor; None while the rule's last escalation is not armed again.

    `exposure` in policy currency. The mail is left to `notify_escalations`; with nobody to write to a Review opens.
    """
    last = Escalation.objects.select_for_update().filter(
        debtor_id=case.debtor_id, rule_key=rule_key, level=level, armed_again_at=None
    )
    for earlier in last:
        if not _is_armed_again(earlier, case=case, exposure=exposure, as_of=as_of):
            return None
        earlier.armed_again_at = as_of
        earlier.save(update_fields=["armed_again_at"])
    escalation = Escalation(
        case=case,
        debtor_id=case.debtor_id,
        rule_key=rule_key,
        level=level,
        heads_up=heads_up,
        reason_text=reason_text,
        exposure=exposure,
        sent_to=addressee(case),
        opened_at=as_of,
        deadline=business_deadline(case.policy.escalation_deadline_days, case=case, as_of=as_of),
    )
    try:
        with transaction.atomic():
            escalation.save(force_insert=True)
    except IntegrityError:  # another round was faster
        return None
    record_event(
        "escalation.raised",
        subject=escalation,
        as_of=as_of,
        debtor_id=case.debtor_id,
        reason=reason_text,
        data={"rule": rule_key, "level": level, "exposure": str(exposure), "heads_up": heads_up},
    )
    if not escalation.sent_to and not heads_up:
        why = f"Nobody to escalate to: no account manager and no AR manager. {reason_text}"
        ask_ar_manager(escalation, why=why, as_of=as_of)
    return escalation


def addressee(case: Case) -> str:
    """The debtor's account manager, else the creditor's AR manager; may be empty."""
    manager = case.debtor.account_manager
    return manager.email if manager else case.creditor.ar_manager_email


@transaction.atomic
def answer_escalation(
    *,
    escalation_id: int,
    answer: str,
    as_of: datetime,
    by: User | None = None,
    by_email: str = "",
    link: SignedLink | None = None,
    days: int = 7,
    note: str = "",
) -> Escalation:
    """Book the answer and what it means: hold (once, `days`), call, go_on, dispute or somebody_else.

    `note`: a word with it. Late answers count too.
    Raises LinkSpent, HoldUsed, InvalidState when it was answered, ValueError for other words.
    """
    if answer not in Escalation.Answer.values:
        raise ValueError(gettext("“%(answer)s” is no answer to an escalation.") % {"answer": answer})
    if not 1 <= days <= LONGEST_HOLD_DAYS:
        raise ValueError(
            gettext("A hold is for 1 to %(longest_hold_days)s days.") % {"longest_hold_days": LONGEST_HOLD_DAYS}
        )
    if link:
        spend_link(link, as_of=as_of)
        by_email = link.email
    rows = Escalation.objects.select_for_update(of=("self",))
    escalation = rows.select_related("case__creditor", "case__policy", "debtor").get(pk=escalation_id)
    if escalation.status == Escalation.Status.ANSWERED:
        raise InvalidState(gettext("This escalation was answered already."))
    if answer == Escalation.Answer.HOLD and _held_before(escalation):
        raise HoldUsed(gettext("Chasing was held once already; ask the AR team for more time."))
    by = by or _user_of(by_email)
    _book_answer(escalation, answer, by=by, by_email=by_email, note=note, as_of=as_of)
    who = by_email or (by.get_username() if by else "")
    did = follow_answer(escalation, by=by, who=who, days=days, as_of=as_of)
    if link:
        SignedLink.objects.filter(pk=link.pk).update(answer=answer, did=did)
    look_again([escalation.debtor_id])
    return escalation


@transaction.atomic
def track_unmet_rules(
    debtor_ids: Iterable[int], *, met: Mapping[int, Collection[tuple[str, int]]], as_of: datetime
) -> int:
    """Note since when raised rules are not met; arm again what was unmet for long. `met`: rule key and level by debtor.

    Returns how many were armed again. Four queries.
    """
    today = as_of.date()
    since = today - timedelta(days=UNMET_DAYS_TO_ARM_AGAIN)
    rows = list(Escalation.objects.filter(debtor_id__in=list(debtor_ids), armed_again_at=None))
    is_met = {row.pk: (row.rule_key, row.level) in met.get(row.debtor_id, ()) for row in rows}
    again = [row.pk for row in rows if row.unmet_since and row.unmet_since > since and is_met[row.pk]]
    newly = [row.pk for row in rows if not row.unmet_since and not is_met[row.pk]]
    armed = [row.pk for row in rows if row.unmet_since and row.unmet_since <= since]
    Escalation.objects.filter(pk__in=again).update(unmet_since=None)
    Escalation.objects.filter(pk__in=newly).update(unmet_since=today)
    return Escalation.objects.filter(pk__in=armed).update(armed_again_at=as_of)


@transaction.atomic
def close_moot_escalations(debtor_ids: Iterable[int], *, as_of: datetime) -> int:
    """Nothing is owed any more: what was still open needs no answer."""
    rows = Escalation.objects.filter(debtor_id__in=list(debtor_ids), status=Escalation.Status.OPEN)
    found = list(rows.select_for_update().values_list("pk", "debtor_id"))
    rows.filter(pk__in=[pk for pk, _ in found]).update(status=Escalation.Status.EXPIRED)
    reason = "Nothing is overdue any more."
    events = [EventRow("escalation.moot", "escalation", pk, debtor_id, reason) for pk, debtor_id in found]
    record_events(events, as_of=as_of)
    return len(found)


@transaction.atomic
def reopen_escalations(escalation_ids: Iterable[int], *, by: User | None, as_of: datetime) -> int:
    """Open again what money had made moot, because that money was taken back. Returns how many."""
    rows = Escalation.objects.filter(pk__in=list(escalation_ids), status=Escalation.Status.EXPIRED)
    found = list(rows.select_for_update().values_list("pk", "debtor_id"))
    rows.filter(pk__in=[pk for pk, _ in found]).update(status=Escalation.Status.OPEN)
    reason = "What had settled the account was taken back."
    events = [EventRow("escalation.reopened", "escalation", pk, debtor_id, reason) for pk, debtor_id in found]
    actor = AuditEvent.Actor.PERSON if by else AuditEvent.Actor.AGENT
    record_events(events, as_of=as_of, actor=actor, user_id=by.pk if by else None)
    return len(found)


def ask_ar_manager(escalation: Escalation, *, why: str, as_of: datetime) -> Review:
    case = escalation.case
    deadline = business_deadline(case.policy.escalation_deadline_days, case=case, as_of=as_of)
    review = open_review(Review.Kind.ESCALATION, why=why, subject=escalation, case=case, deadline=deadline, as_of=as_of)
    Review.objects.filter(pk=review.pk).update(to_manager=True)
    return review


def _is_armed_again(earlier: Escalation, *, case: Case, exposure: Decimal, as_of: datetime) -> bool:
    raised = RaisedEscalation(earlier.rule_key, earlier.level, earlier.exposure, unmet_since=earlier.unmet_since)
    return is_armed_again(raised, exposure=exposure, today=today_of(case, as_of=as_of))


def _held_before(escalation: Escalation) -> bool:
    case = escalation.case
    held = Escalation.objects.filter(case=case, answer=Escalation.Answer.HOLD)
    return held.filter(answered_at__gte=case.episode_started_at).exclude(pk=escalation.pk).exists()


def _user_of(email: str) -> User | None:
    manager = AccountManager.objects.filter(email__iexact=email, user__isnull=False).first() if email else None
    return manager.user if manager else None


def _book_answer(
    escalation: Escalation, answer: str, *, by: User | None, by_email: str, note: str, as_of: datetime
) -> None:
    escalation.status, escalation.answer = Escalation.Status.ANSWERED, answer
    escalation.answered_at, escalation.answered_by, escalation.answered_email = as_of, by, by_email
    escalation.save(update_fields=["status", "answer", "answered_at", "answered_by", "answered_email"])
    close_review(escalation, outcome=answer, by=by, as_of=as_of)
    record_event(
        "escalation.answered",
        subject=escalation,
        as_of=as_of,
        by=by,
        actor=AuditEvent.Actor.PERSON,
        debtor_id=escalation.debtor_id,
        reason=". ".join(filter(None, (recorded_label(escalation, "answer"), note.strip()))),
        data={"answer": answer, "email": by_email},
    )
