"""What can be done to a case."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from dunning.admin import account_forms as forms
from dunning.admin.deeds import Deed
from dunning.models import Case
from dunning.services.cadences.chosen_steps import choose_step
from dunning.services.cases import cases
from dunning.services.cases.stopping import is_stopped, resume_case, stop_case
from dunning.services.disputes import disputes
from dunning.services.escalations.raised_by_hand import escalate_by_hand
from dunning.services.outbox import outreach
from dunning.services.promises import arrangements, promises

if TYPE_CHECKING:
    from django.contrib.auth.models import User


def _hold(case: Case, /, *, by: User, as_of: datetime, **given: Any) -> str:
    cases.hold_case(case_id=case.pk, by=by, as_of=as_of, **given)
    return gettext("On hold until %(day)s; nothing goes out before.") % {"day": _day(given["until"])}


def _release(case: Case, /, *, by: User, as_of: datetime) -> str:
    cases.release_hold(case_id=case.pk, by=by, as_of=as_of)
    return gettext("The hold has ended; the next round looks at the case.")


def _promise(case: Case, /, *, by: User, as_of: datetime, **given: Any) -> str:
    promise = promises.record_promise(case_id=case.pk, by=by, as_of=as_of, **given)
    return gettext("Recorded; the case stays quiet about it until %(day)s.") % {"day": _day(promise.quiet_until)}


def _dispute(case: Case, /, *, by: User, as_of: datetime, **given: Any) -> str:
    dispute = disputes.open_dispute(case_id=case.pk, by=by, as_of=as_of, **given)
    words = gettext("The invoices are set aside; the dispute is to be settled by %(day)s.")
    return words % {"day": _day(dispute.deadline)}


def _arrangement(case: Case, /, *, by: User, as_of: datetime, **given: Any) -> str:
    arrangements.grant_arrangement(case_id=case.pk, by=by, as_of=as_of, **given)
    return gettext("Granted; its invoices are quiet while the instalments are paid.")


def _activity(case: Case, /, *, by: User, as_of: datetime, **given: Any) -> str:
    activity = cases.record_activity(case_id=case.pk, by=by, as_of=as_of, **given)
    return gettext("%(kind)s recorded.") % {"kind": activity.get_kind_display()}


def _write(case: Case, /, *, by: User, as_of: datetime, **given: Any) -> str:
    message = outreach.write_message(case_id=case.pk, by=by, as_of=as_of, **given)
    words = gettext("It is checked and then sent to %(address)s; if the check finds something, you are asked.")
    return words % {"address": message.to_email}


def _step(case: Case, /, *, by: User, as_of: datetime, step_key: str) -> str:
    message = choose_step(case_id=case.pk, step_key=step_key, by=by, as_of=as_of)
    words = gettext("“%(step)s” is being written; read and approve it here in a moment.")
    return words % {"step": message.step_key}


def _escalate(case: Case, /, *, by: User, as_of: datetime, note: str) -> str:
    raised = escalate_by_hand(case_id=case.pk, note=note, by=by, as_of=as_of)
    if not raised.sent_to:
        return gettext("Nobody looks after this customer; the AR manager is asked in the queue.")
    words = gettext("%(address)s is asked by mail and has until %(day)s; nothing firmer goes out before.")
    return words % {"address": raised.sent_to, "day": _day(raised.deadline)}


def _stop(case: Case, /, *, by: User, as_of: datetime, **given: Any) -> str:
    debtor = stop_case(case_id=case.pk, by=by, as_of=as_of, **given)
    words = gettext("%(customer)s is not written to any more; what was waiting to go out is taken back.")
    return words % {"customer": debtor.name}


def _resume(case: Case, /, *, by: User, as_of: datetime) -> str:
    debtor = resume_case(case_id=case.pk, by=by, as_of=as_of)
    return gettext("%(customer)s may be written to again; the next round looks at the case.") % {
        "customer": debtor.name
    }


def _grant(case: Case, /, *, by: User, as_of: datetime, more: int) -> str:
    cases.grant_attempts(case_id=case.pk, more=more, by=by, as_of=as_of)
    return ngettext(
        "%(more)s more message is allowed in this episode.", "%(more)s more messages are allowed in this episode.", more
    ) % {"more": more}


def _close(case: Case, /, *, by: User, as_of: datetime, why: str) -> str:
    cases.close_case(case_id=case.pk, why=why, by=by, as_of=as_of)
    return gettext("The case is closed. It opens again when something is overdue at the next look.")


def _day(day: date) -> str:
    return date_format(day, "DATE_FORMAT")


def _unclosed(case: Case) -> bool:
    return case.status != Case.Status.CLOSED


def _held(case: Case) -> bool:
    return _unclosed(case) and case.hold_until is not None and case.hold_until > timezone.localdate()


def _may_be_written(case: Case) -> bool:
    return _unclosed(case) and not is_stopped(case.debtor)


def _stopped(case: Case) -> bool:
    return _unclosed(case) and is_stopped(case.debtor)


CHANGE = "dunning.change_case"
WRITE = "dunning.add_message"
CASE_DEEDS = (
    Deed("write", _("Write"), WRITE, _write, forms.WriteForm, _unclosed, icon="edit", variant="primary"),
    Deed("step", _("Other step"), WRITE, _step, forms.StepForm, _may_be_written, icon="stairs"),
    Deed("hold", _("Hold"), CHANGE, _hold, forms.HoldForm, _unclosed, icon="pause"),
    Deed("release", _("End the hold"), CHANGE, _release, when=_held, icon="play_arrow"),
    Deed("escalate", _("Escalate"), CHANGE, _escalate, forms.EscalateForm, _unclosed, icon="flag"),
    Deed("promise", _("Promise"), "dunning.add_promise", _promise, forms.PromiseForm, _unclosed, icon="handshake"),
    Deed("dispute", _("Dispute"), "dunning.add_dispute", _dispute, forms.DisputeForm, _unclosed, icon="gavel"),
    Deed(
        "arrange",
        _("Arrangement"),
        "dunning.add_arrangement",
        _arrangement,
        forms.ArrangementForm,
        _unclosed,
        icon="calendar_month",
    ),
    Deed("activity", _("Call or note"), "dunning.add_activity", _activity, forms.ActivityForm, _unclosed, icon="call"),
    Deed("attempts", _("More attempts"), CHANGE, _grant, forms.AttemptsForm, _unclosed, icon="add"),
    Deed(
        "stop",
        _("Stop all mail"),
        CHANGE,
        _stop,
        forms.StopForm,
        _may_be_written,
        hint=_("This customer is not written to any more, about anything, until somebody says so here."),
        icon="block",
        variant="danger",
    ),
    Deed("resume", _("Write again"), CHANGE, _resume, when=_stopped, icon="play_arrow"),
    Deed("close", _("Close the case"), CHANGE, _close, forms.CloseForm, _unclosed, icon="done_all"),
)
