"""An account manager says whose customer it is: that person is asked instead, or the AR manager finds out."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from audit.models import AuditEvent
from audit.recording import record_event
from customers.models import AccountManager
from dunning.local_days import business_deadline
from dunning.models import Escalation, InvalidState, SignedLink
from dunning.services.escalations.escalations import answer_escalation
from dunning.signed_links import spend_link

if TYPE_CHECKING:
    from django.contrib.auth.models import User


@transaction.atomic
def hand_on_escalation(
    *, escalation_id: int, to: str, as_of: datetime, link: SignedLink | None = None, by: User | None = None
) -> Escalation:
    """Ask the account manager with this address instead, with a new deadline; the mail is left to the next run.

    An address that is no account manager's is written to by nobody: the AR manager gets it in a Review, since the mail
    would tell a stranger what a customer owes. An empty one as well. Raises LinkSpent, InvalidState when answered.
    """
    manager = AccountManager.objects.filter(email__iexact=to.strip()).first() if to.strip() else None
    who = link.email if link else (by.get_username() if by else "")
    rows = Escalation.objects.select_for_update(of=("self",)).select_related("case__creditor", "case__policy", "debtor")
    escalation = rows.get(pk=escalation_id)
    if manager is None or manager.email.lower() == escalation.sent_to.lower():
        return _to_ar_manager(escalation, named=to.strip(), who=who, link=link, by=by, as_of=as_of)
    if escalation.status == Escalation.Status.ANSWERED:
        raise InvalidState(_("This escalation was answered already."))
    if link:
        spend_link(link, as_of=as_of)
        did = {"sent_to_was": escalation.sent_to, "sent_to": manager.email}
        SignedLink.objects.filter(pk=link.pk).update(answer=Escalation.Answer.SOMEBODY_ELSE, did=did)
    was = escalation.sent_to
    escalation.sent_to, escalation.status = manager.email, Escalation.Status.OPEN
    escalation.notified_at = escalation.nagged_at = None
    days = escalation.case.policy.escalation_deadline_days
    escalation.deadline = business_deadline(days, case=escalation.case, as_of=as_of)
    escalation.save(update_fields=["sent_to", "status", "notified_at", "nagged_at", "deadline"])
    record_event(
        "escalation.handed_on",
        subject=escalation,
        as_of=as_of,
        by=by,
        actor=AuditEvent.Actor.PERSON,
        debtor_id=escalation.debtor_id,
        data={"was": was, "to": manager.email, "by": who},
    )
    return escalation


def _to_ar_manager(
    escalation: Escalation,
    *,
    named: str,
    who: str,
    link: SignedLink | None,
    by: User | None,
    as_of: datetime,
) -> Escalation:
    answered = answer_escalation(
        escalation_id=escalation.pk,
        answer=Escalation.Answer.SOMEBODY_ELSE,
        link=link,
        by=by,
        note=f"Named: {named[:254]}" if named else "",
        as_of=as_of,
    )
    if named:
        answered.reviews.filter(closed_at=None).update(
            why=f"{who} says that {named[:254]} looks after this customer. {escalation.reason_text}"
        )
    return answered
