"""Opening, holding and closing cases, and everything that makes the round look at a debtor again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Subquery
from django.utils.translation import gettext as _

from audit.models import AuditEvent
from audit.recording import record_event
from customers.models import Creditor, Customer, Invoice
from dunning.models import Activity, Case, InvalidState, Message, Policy, Review
from dunning.services.cases.looks import look_again
from dunning.services.cases.policies import rules_for_segment
from dunning.services.outbox.outreach import supersede_messages

if TYPE_CHECKING:
    from django.contrib.auth.models import User


@transaction.atomic
def open_case(*, creditor_id: int, debtor_id: int, as_of: datetime) -> Case:
    """Return the debtor's unclosed case, or open one under its segment's policy."""
    found = Case.objects.filter(creditor_id=creditor_id, debtor_id=debtor_id).exclude(status=Case.Status.CLOSED).first()
    if found:
        return found
    segment = Customer.objects.values_list("segment", flat=True).get(pk=debtor_id)
    policy = rules_for_segment(segment)
    case, made = Case.objects.exclude(status=Case.Status.CLOSED).get_or_create(
        creditor_id=creditor_id,
        debtor_id=debtor_id,
        defaults={
            "status": Case.Status.OPEN,
            "opened_at": as_of,
            "episode_started_at": as_of,
            "policy": policy,
            "cadence_id": policy.cadence_id,
        },
    )
    if made:
        record_event("case.opened", subject=case, as_of=as_of, debtor_id=debtor_id)
        look_again([debtor_id])
    return case


def case_for_debtor(debtor: Customer, *, creditor: Creditor | None = None, as_of: datetime) -> Case:
    """The unclosed case of who pays for this customer, opened if there is none."""
    payer = debtor.debtor or debtor
    return open_case(creditor_id=creditor.pk if creditor else payer.source.creditor_id, debtor_id=payer.pk, as_of=as_of)


def lock_case(case_id: int) -> Case:
    """Under a row lock, with debtor, creditor, policy and owner."""
    rows = Case.objects.select_for_update(of=("self",)).select_related("debtor", "creditor", "policy", "owner")
    return rows.get(pk=case_id)


def account_changed(case: Case, *, why: str, as_of: datetime) -> None:
    """What waits to go out rests on old facts and is taken back; the round looks again.

    One that planned on the old state loses its compare-and-set by the case's version.
    """
    supersede_messages([case.debtor_id], why=why, as_of=as_of)
    Case.objects.filter(pk=case.pk).update(version=F("version") + 1)


@transaction.atomic
def hold_case(*, case_id: int, until: date, reason: str, by: User | None, as_of: datetime) -> Case:
    """Keep the case quiet until a day; that day it is looked at again. Raises InvalidState for a closed case."""
    case = _locked(case_id)
    case.hold_until, case.hold_reason, case.version = until, reason, case.version + 1
    case.save(update_fields=["hold_until", "hold_reason", "version"])
    supersede_messages([case.debtor_id], why=f"On hold until {until}: {reason}", as_of=as_of)
    record_event(
        "case.held",
        subject=case,
        as_of=as_of,
        by=by,
        debtor_id=case.debtor_id,
        reason=reason,
        data={"until": until.isoformat()},
    )
    return case


@transaction.atomic
def release_hold(*, case_id: int, by: User | None, as_of: datetime) -> Case:
    """End a hold before its day."""
    case = _locked(case_id)
    case.hold_until, case.hold_reason, case.version = None, "", case.version + 1
    case.save(update_fields=["hold_until", "hold_reason", "version"])
    record_event("case.hold_released", subject=case, as_of=as_of, by=by, debtor_id=case.debtor_id)
    look_again([case.debtor_id])
    return case


@transaction.atomic
def close_case(*, case_id: int, why: str, by: User | None, as_of: datetime) -> Case:
    """Close by hand: unsent messages are superseded, the case's own reviews are answered by it.

    The round opens a new case when something is overdue at its next look.
    """
    case = _locked(case_id)
    supersede_messages([case.debtor_id], why=f"Case closed: {why}", as_of=as_of)
    case.status, case.closed_at, case.closed_why, case.version = Case.Status.CLOSED, as_of, why, case.version + 1
    case.save(update_fields=["status", "closed_at", "closed_why", "version"])
    Review.objects.filter(subject_case=case, closed_at__isnull=True).update(
        closed_at=as_of, outcome="case_closed", closed_by=by
    )
    record_event("case.closed", subject=case, as_of=as_of, by=by, debtor_id=case.debtor_id, reason=why)
    return case


@transaction.atomic
def reopen_cases(debtor_ids: Iterable[int], *, closed_since: datetime, by: User | None, as_of: datetime) -> int:
    """Go on with cases that a round closed since then, because the money that had settled them was taken back.

    Only where something is owed again; a case that a person closed, or that has a successor, stays closed. Returns how
    many.
    """
    owed = Invoice.objects.overdue(as_of.date()).filter(
        debtor_id=OuterRef("debtor_id"), source__creditor_id=OuterRef("creditor_id")
    )
    later = Case.objects.filter(debtor_id=OuterRef("debtor_id"), creditor_id=OuterRef("creditor_id"))
    by_hand = AuditEvent.objects.filter(subject_type="case", subject_id=OuterRef("pk"), action="case.closed")
    rows = Case.objects.filter(debtor_id__in=list(debtor_ids), status=Case.Status.CLOSED, closed_at__gte=closed_since)
    rows = rows.filter(Exists(owed), ~Exists(later.filter(pk__gt=OuterRef("pk"))))
    rows = rows.exclude(Exists(by_hand.filter(occurred_at=OuterRef("closed_at"), user__isnull=False)))
    cases = list(rows.select_for_update(of=("self",)))
    for case in cases:
        _reopen(case, by=by, as_of=as_of)
    look_again([case.debtor_id for case in cases])
    return len(cases)


def _reopen(case: Case, *, by: User | None, as_of: datetime) -> None:
    """Its episode goes on too: attempts count from the opening or the last reply, as if it had never been closed."""
    settled = Review.objects.filter(subject_case=case, closed_at=case.closed_at, outcome="settled")
    settled.update(closed_at=None, outcome="")
    started = max(case.opened_at, case.last_reply_at or case.opened_at)
    sent = case.messages.filter(kind=Message.Kind.REMINDER, status__in=Message.OUT, sent_at__gte=started)
    case.episode_started_at, case.attempts = started, sent.count()
    case.status, case.closed_at, case.closed_why, case.version = Case.Status.OPEN, None, "", case.version + 1
    columns = ["episode_started_at", "attempts", "status", "closed_at", "closed_why", "version"]
    case.save(update_fields=columns)
    reason = "What had settled the account was taken back."
    record_event("case.reopened", subject=case, as_of=as_of, by=by, debtor_id=case.debtor_id, reason=reason)


@transaction.atomic
def record_activity(*, case_id: int, kind: str, text: str, by: User, as_of: datetime) -> Activity:
    """Keep a call, an outside mail or a note. Calls and mails count as contact: the gap starts anew."""
    case = _locked(case_id)
    activity = Activity.objects.create(case=case, kind=kind, text=text, happened_at=as_of, by=by)
    if kind != Activity.Kind.NOTE:
        case.last_outreach_at, case.version = as_of, case.version + 1
        case.save(update_fields=["last_outreach_at", "version"])
        look_again([case.debtor_id])
    record_event(
        "activity.recorded", subject=activity, as_of=as_of, by=by, debtor_id=case.debtor_id, data={"kind": kind}
    )
    return activity


@transaction.atomic
def grant_attempts(*, case_id: int, more: int, by: User, as_of: datetime) -> Case:
    """Allow `more` chasing messages beyond the policy's ceiling in this episode."""
    case = _locked(case_id)
    case.extra_attempts, case.version = case.extra_attempts + more, case.version + 1
    case.save(update_fields=["extra_attempts", "version"])
    record_event(
        "case.attempts_granted", subject=case, as_of=as_of, by=by, debtor_id=case.debtor_id, data={"more": more}
    )
    look_again([case.debtor_id])
    return case


FLAGS = ("do_not_contact", "insolvent", "natural_person", "exit", "tier", "payment_method")


@transaction.atomic
def set_customer_flag(*, customer_id: int, flag: str, value: bool | str, by: User | None, as_of: datetime) -> Customer:
    """Change one of FLAGS; what was waiting to go out is superseded. Raises ValueError for another column."""
    if flag not in FLAGS:
        raise ValueError(
            _("%(flag)s is no flag of a customer; there are %(flags)s.") % {"flag": flag, "flags": ", ".join(FLAGS)}
        )
    customer = Customer.objects.select_for_update().get(pk=customer_id)
    setattr(customer, flag, value)
    customer.save(update_fields=[flag])
    debtors = {customer.pk, customer.debtor_or_self_id}
    supersede_messages(debtors, why=f"{flag.replace('_', ' ')} changed to {value}", as_of=as_of)
    record_event(
        "customer.flag_changed",
        subject=customer,
        as_of=as_of,
        by=by,
        debtor_id=customer.debtor_or_self_id,
        data={"flag": flag, "value": value},
    )
    return customer


@transaction.atomic
def start_episode(*, case: Case, as_of: datetime, replied: bool = False) -> None:
    """A reply, or the money that settled the carrying invoice: attempts and silence count from here.

    The new episode runs on the cadence version of today.
    """
    cadence = Policy.objects.filter(pk=OuterRef("policy")).values("cadence")
    changed = {"episode_started_at": as_of, "attempts": 0, "extra_attempts": 0, "version": F("version") + 1}
    changed["cadence"] = Subquery(cadence)
    if replied:
        changed["last_reply_at"] = as_of
    Case.objects.filter(pk=case.pk).update(**changed)
    look_again([case.debtor_id])


def _locked(case_id: int) -> Case:
    case = lock_case(case_id)
    if case.status == Case.Status.CLOSED:
        raise InvalidState(_("The case is closed."))
    return case
