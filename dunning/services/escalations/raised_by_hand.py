"""An escalation that a person raises: the account manager is asked as if a rule had been met."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from dunning.models import Case, Escalation, InvalidState
from dunning.services.cases.cases import lock_case
from dunning.services.cases.looks import look_again
from dunning.services.escalations.escalations import raise_escalation

if TYPE_CHECKING:
    from django.contrib.auth.models import User

BY_HAND = "by_hand"
LEVEL = 1


@transaction.atomic
def escalate_by_hand(*, case_id: int, note: str, by: User, as_of: datetime) -> Escalation:
    """Ask whoever looks after the debtor, in the person's own words; with nobody to ask a Review opens.

    Raises InvalidState for a closed case, or while a question by hand still waits for its answer.
    """
    case = lock_case(case_id)
    if case.status == Case.Status.CLOSED:
        raise InvalidState(_("The case is closed."))
    earlier = Escalation.objects.select_for_update().filter(
        debtor_id=case.debtor_id, rule_key=BY_HAND, level=LEVEL, armed_again_at=None
    )
    for asked in earlier:
        if asked.status == Escalation.Status.OPEN:
            raise InvalidState(
                _("%(who)s was asked already and has until %(day)s to answer.")
                % {"who": asked.sent_to or _("Somebody"), "day": asked.deadline}
            )
        asked.armed_again_at = as_of
        asked.save(update_fields=["armed_again_at"])
    raised = raise_escalation(
        case=case,
        rule_key=BY_HAND,
        level=LEVEL,
        heads_up=False,
        reason_text=f"{by.get_full_name() or by.get_username()}: {note}",
        exposure=case.exposure,
        as_of=as_of,
    )
    if raised is None:
        raise InvalidState(_("Somebody else asked a moment ago."))
    look_again([case.debtor_id])
    return raised
