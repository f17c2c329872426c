"""What people do on the page of a dispute: one service call each, and a sentence that says what came of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import User
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dunning.models import Dispute
from dunning.services.disputes.approval import ask_approver, withdraw_approval
from dunning.services.disputes.comments import add_comment
from dunning.services.disputes.deadlines import assign_dispute, change_reason, move_deadline
from dunning.services.disputes.disputes import reopen_dispute, resolve_dispute, withdraw_dispute
from dunning.services.disputes.evidence import add_evidence, remove_evidence, restore_evidence, take_attachment
from dunning.services.disputes.expected_credits import give_up_credits, wait_longer
from trade.numbers import parse_amount

MOST_AT_ONCE = 10
Act = Callable[[Dispute, HttpRequest, User, datetime], str]


def settle(dispute: Dispute, request: HttpRequest, by: User, as_of: datetime) -> str:
    """Outcome, what is credited of each invoice where it is a part, and why."""
    outcome, note = request.POST.get("outcome", ""), request.POST.get("note", "").strip()
    if outcome == "withdrawn":
        withdraw_dispute(dispute_id=dispute.pk, by=by, as_of=as_of, note=note)
        return _("Withdrawn; its invoices are asked for again as far as they are open.")
    amounts = _amounts(dispute, request.POST) if outcome == Dispute.Outcome.PARTLY else None
    resolve_dispute(dispute_id=dispute.pk, outcome=outcome, amounts=amounts, by=by, as_of=as_of, note=note)
    told = {
        "valid": _("Settled. The invoices wait for the credit note."),
        "partly": _("Settled. The rest is asked for at once; the credit note is awaited."),
        "invalid": _("Settled. An answer to the customer is drafted and goes through the usual check."),
        "reissued": _("Settled. The new invoice takes their place."),
    }
    return told[outcome]


def reopen(dispute: Dispute, request: HttpRequest, by: User, as_of: datetime) -> str:
    reopen_dispute(dispute_id=dispute.pk, by=by, as_of=as_of)
    return _("Open again; its invoices are set aside.")


def comment(dispute: Dispute, request: HttpRequest, by: User, as_of: datetime) -> str:
    add_comment(dispute_id=dispute.pk, text=request.POST.get("text", ""), by=by, as_of=as_of)
    return _("Comment added.")


def upload(dispute: Dispute, request: HttpRequest, by: User, as_of: datetime) -> str:
    files = request.FILES.getlist("files")[:MOST_AT_ONCE]
    if not files:
        raise ValueError(_("Choose a file first."))
    for file in files:
        declared = file.content_type or ""
        add_evidence(
            dispute_id=dispute.pk, name=file.name or "", content=file.read(), declared=declared, by=by, as_of=as_of
        )
    return ngettext("File added.", "%(count)d files added.", len(files)) % {"count": len(files)}


def take(dispute: Dispute, request: HttpRequest, by: User, as_of: datetime) -> str:
    row = take_attachment(dispute_id=dispute.pk, attachment_id=_key(request, "attachment"), by=by, as_of=as_of)
    return _("“%(file)s” is evidence now.") % {"file": row.name}


def remove(dispute: Dispute, request: HttpRequest, by: User, as_of: datetime) -> str:
    row = remove_evidence(file_id=_own_file(dispute, request), by=by, as_of=as_of)
    return _("“%(file)s” was removed.") % {"file": row.name}


def restore(dispute: Dispute, request: HttpRequest, by: User, as_of: datetime) -> str:
    row = restore_evidence(file_id=_own_file(dispute, request), by=by, as_of=as_of)
    return _("“%(file)s” is back.") % {"file": row.name}


def assign(dispute: Dispute, request: HttpRequest, by: User, as_of: datetime) -> str:
    key = request.POST.get("owner", "")
    users = get_user_model().objects.filter(is_active=True, is_staff=True)
    owner = users.filter(pk=int(key)).first() if key.isdecimal() else None
    assign_dispute(dispute_id=dispute.pk, owner=owner, by=by, as_of=as_of)
    if owner is None:
        return _("Nobody owns it now.")
    return _("%(who)s owns it now.") % {"who": owner.get_full_name() or owner.get_username()}


def deadline(dispute: Dispute, request: HttpRequest, by: User, as_of: datetime) -> str:
    move_deadline(dispute_id=dispute.pk, deadline=_day(request, "deadline"), by=by, as_of=as_of)
    return _("The deadline was moved.")


def reason(dispute: Dispute, request: HttpRequest, by: User, as_of: datetime) -> str:
    change_reason(dispute_id=dispute.pk, reason=request.POST.get("reason", ""), by=by, as_of=as_of)
    return _("The reason was changed, and the deadline with it.")


def ask(dispute: Dispute, request: HttpRequest, by: User, as_of: datetime) -> str:
    day = _day(request, "deadline") if request.POST.get("deadline") else None
    row = ask_approver(
        dispute_id=dispute.pk,
        email=request.POST.get("email", ""),
        name=request.POST.get("name", ""),
        question=request.POST.get("question", ""),
        deadline=day,
        by=by,
        as_of=as_of,
    )
    return _("%(who)s is asked by mail.") % {"who": row}


def unask(dispute: Dispute, request: HttpRequest, by: User, as_of: datetime) -> str:
    row = dispute.approvals.filter(pk=_key(request, "approval")).first()
    if row is None:
        raise ValueError(_("There is no such question."))
    withdraw_approval(approval_id=row.pk, by=by, as_of=as_of)
    return _("The question was taken back.")


def wait(dispute: Dispute, request: HttpRequest, by: User, as_of: datetime) -> str:
    wait_longer(dispute_id=dispute.pk, until=_day(request, "until"), by=by, as_of=as_of)
    return _("The credit note is awaited longer.")


def give_up(dispute: Dispute, request: HttpRequest, by: User, as_of: datetime) -> str:
    give_up_credits(dispute_id=dispute.pk, by=by, as_of=as_of)
    return _("No credit note is awaited any more; all of the invoices is asked for again.")


ACTS: Mapping[str, Act] = {
    "settle": settle,
    "reopen": reopen,
    "comment": comment,
    "upload": upload,
    "take": take,
    "remove": remove,
    "restore": restore,
    "assign": assign,
    "deadline": deadline,
    "reason": reason,
    "ask": ask,
    "unask": unask,
    "wait": wait,
    "give-up": give_up,
}


def _amounts(dispute: Dispute, given: Any) -> dict[int, Decimal]:
    """One field for each invoice; raises ValueError for what is no amount."""
    found = {}
    for key in dispute.invoices.values_list("pk", flat=True):
        text = str(given.get(f"credit-{key}", "")).strip()[:40]
        if text:
            found[key] = parse_amount(text)
    return found


def _key(request: HttpRequest, name: str) -> int:
    text = request.POST.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 19 else 0


def _own_file(dispute: Dispute, request: HttpRequest) -> int:
    key = _key(request, "file")
    if not dispute.files.filter(pk=key).exists():
        raise ValueError(_("There is no such file."))
    return key


def _day(request: HttpRequest, name: str) -> date:
    try:
        return date.fromisoformat(request.POST.get(name, ""))
    except ValueError as problem:
        raise ValueError(_("Choose a day first.")) from problem
