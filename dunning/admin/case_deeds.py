"""What can be done to a case."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from dunning.admin import account_forms as forms
from dunning.admin.deeds import Deed
from dunning.models import Case
from dunning.services import arrangements, cases, disputes, outreach, promises

if TYPE_CHECKING:
    from django.contrib.auth.models import User


def _hold(case: Case, /, *, by: User, as_of: datetime, **given: Any) -> str:
    cases.hold_case(case_id=case.pk, by=by, as_of=as_of, **given)
    return f"On hold until {given['until']}; nothing goes out before."


def _release(case: Case, /, *, by: User, as_of: datetime) -> str:
    cases.release_hold(case_id=case.pk, by=by, as_of=as_of)
    return "The hold has ended; the next round looks at the case."


def _promise(case: Case, /, *, by: User, as_of: datetime, **given: Any) -> str:
    promise = promises.record_promise(case_id=case.pk, by=by, as_of=as_of, **given)
    return f"Recorded; the case stays quiet about it until {promise.quiet_until}."


def _dispute(case: Case, /, *, by: User, as_of: datetime, **given: Any) -> str:
    dispute = disputes.open_dispute(case_id=case.pk, by=by, as_of=as_of, **given)
    return f"The invoices are set aside; the dispute is to be settled by {dispute.deadline}."


def _arrangement(case: Case, /, *, by: User, as_of: datetime, **given: Any) -> str:
    arrangements.grant_arrangement(case_id=case.pk, by=by, as_of=as_of, **given)
    return "Granted; its invoices are quiet while the instalments are paid."


def _activity(case: Case, /, *, by: User, as_of: datetime, **given: Any) -> str:
    activity = cases.record_activity(case_id=case.pk, by=by, as_of=as_of, **given)
    return f"{activity.get_kind_display()} recorded."


def _write(case: Case, /, *, by: User, as_of: datetime, **given: Any) -> str:
    message = outreach.write_message(case_id=case.pk, by=by, as_of=as_of, **given)
    return f"It is checked and then sent to {message.to_email}; if the check finds something, you are asked."


def _grant(case: Case, /, *, by: User, as_of: datetime, more: int) -> str:
    cases.grant_attempts(case_id=case.pk, more=more, by=by, as_of=as_of)
    return f"{more} more messages are allowed in this episode."


def _close(case: Case, /, *, by: User, as_of: datetime, why: str) -> str:
    cases.close_case(case_id=case.pk, why=why, by=by, as_of=as_of)
    return "The case is closed. It opens again when something is overdue at the next look."


def _unclosed(case: Case) -> bool:
    return case.status != Case.Status.CLOSED


CHANGE = "dunning.change_case"
CASE_DEEDS = (
    Deed("write", "Write", "dunning.add_message", _write, forms.WriteForm, _unclosed, icon="edit", variant="primary"),
    Deed("promise", "Record promise", "dunning.add_promise", _promise, forms.PromiseForm, _unclosed, icon="handshake"),
    Deed("dispute", "Record dispute", "dunning.add_dispute", _dispute, forms.DisputeForm, _unclosed, icon="gavel"),
    Deed(
        "arrange",
        "Grant arrangement",
        "dunning.add_arrangement",
        _arrangement,
        forms.ArrangementForm,
        _unclosed,
        icon="calendar_month",
    ),
    Deed(
        "activity", "Record call or note", "dunning.add_activity", _activity, forms.ActivityForm, _unclosed, icon="call"
    ),
    Deed("hold", "Hold", CHANGE, _hold, forms.HoldForm, _unclosed, icon="pause"),
    Deed(
        "release",
        "Release hold",
        CHANGE,
        _release,
        when=lambda case: _unclosed(case) and bool(case.hold_until),
        icon="play_arrow",
    ),
    Deed("attempts", "Grant attempts", CHANGE, _grant, forms.AttemptsForm, _unclosed, icon="add"),
    Deed("close", "Close", CHANGE, _close, forms.CloseForm, _unclosed, icon="done_all"),
)
