"""Mails both ways, promises, disputes and notes as results."""

from __future__ import annotations

from itertools import chain
from typing import Any

from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from customers.admin.amounts import shown_amount
from customers.search.lookups import Lookup, rows_in_order
from customers.search.sought import Sought
from dunning.models import Activity, Dispute, IncomingMail, Message, Promise
from dunning.search import deeds, mails
from dunning.workspace.search.excerpt import excerpt, marked
from dunning.workspace.search.found import Keys, Result

_NOTE = (
    *("kind", "text", "happened_at", "case__debtor__name", "case__debtor__external_id"),
    *("by__username", "by__first_name", "by__last_name"),
)


def received_lookups(sought: Sought, user: User, limit: int) -> list[Lookup]:
    return [mails.received(sought, user=user, limit=limit)]


def received_results(sought: Sought, limit: int, found: Keys) -> list[Result]:
    return [_received(row, sought) for row in rows_in_order(mails.shown_received(), chain(*found))]


def written_lookups(sought: Sought, user: User, limit: int) -> list[Lookup]:
    return [mails.written(sought, user=user, limit=limit)]


def written_results(sought: Sought, limit: int, found: Keys) -> list[Result]:
    return [_written(row, sought) for row in rows_in_order(mails.shown_written(), chain(*found))]


def promise_lookups(sought: Sought, user: User, limit: int) -> list[Lookup]:
    return [look(sought, user=user, limit=limit) for look in (deeds.promised_amounts, deeds.promised)]


def promise_results(sought: Sought, limit: int, found: Keys) -> list[Result]:
    keys = list(dict.fromkeys(chain(*found)))[:limit]
    return [_promise(row, sought) for row in rows_in_order(Promise.objects.select_related("debtor"), keys)]


def dispute_lookups(sought: Sought, user: User, limit: int) -> list[Lookup]:
    return [deeds.contested(sought, user=user, limit=limit)]


def dispute_results(sought: Sought, limit: int, found: Keys) -> list[Result]:
    return [_dispute(row, sought) for row in rows_in_order(Dispute.objects.select_related("debtor"), chain(*found))]


def note_lookups(sought: Sought, user: User, limit: int) -> list[Lookup]:
    return [deeds.noted(sought, user=user, limit=limit)]


def note_results(sought: Sought, limit: int, found: Keys) -> list[Result]:
    rows = Activity.objects.select_related("case__debtor", "by").only(*_NOTE)
    return [_note(row, sought) for row in rows_in_order(rows, chain(*found))]


def _received(row: Any, sought: Sought) -> Result:
    who = row.from_name or row.from_email
    return Result(
        icon="mail",
        title=marked(row.subject or _("Mail without a subject"), sought.words),
        url=reverse("admin:dunning_incomingmail_change", args=[row.pk]),
        detail=" · ".join(part for part in (who, str(row.debtor or ""), _day(row.received_at)) if part),
        excerpt=excerpt(row.said, sought.words),
        closed=row.status == IncomingMail.Status.IGNORED,
        debtor_id=row.debtor_id if row.case_id else None,
        anchor=f"mail-{row.pk}",
    )


def _written(row: Any, sought: Sought) -> Result:
    detail = (row.to_name or row.to_email, str(row.debtor), row.get_status_display(), _day(row.sent_at))
    return Result(
        icon="send",
        title=marked(row.subject or row.get_kind_display(), sought.words),
        url=reverse("admin:dunning_message_change", args=[row.pk]),
        detail=" · ".join(part for part in detail if part),
        excerpt=excerpt(row.said, sought.words),
        closed=row.status in (Message.Status.SUPERSEDED, Message.Status.REJECTED),
        debtor_id=row.debtor_id,
        anchor=f"message-{row.pk}" if row.sent_at else f"draft-{row.pk}",
    )


def _promise(row: Promise, sought: Sought) -> Result:
    day = formats.date_format(row.promised_on, "SHORT_DATE_FORMAT") if row.promised_on else _("no date")
    return Result(
        icon="handshake",
        title=str(row.debtor),
        url=reverse("admin:dunning_promise_change", args=[row.pk]),
        detail=f"{row.get_kind_display()} · {day} · {row.get_status_display()}",
        figure=shown_amount(row.amount, row.currency) if row.amount is not None else "",
        excerpt=excerpt(row.quote, sought.words),
        closed=row.status != Promise.Status.OPEN,
    )


def _dispute(row: Dispute, sought: Sought) -> Result:
    return Result(
        icon="gavel",
        title=str(row.debtor),
        url=reverse("admin:dunning_dispute_change", args=[row.pk]),
        detail=f"{row.get_reason_display()} · {row.get_status_display()} · {_day(row.opened_at)}",
        excerpt=excerpt(row.quote, sought.words),
        closed=row.status != Dispute.Status.OPEN,
    )


def _note(row: Activity, sought: Sought) -> Result:
    return Result(
        icon="call" if row.kind == Activity.Kind.CALL else "edit_note",
        title=str(row.case.debtor),
        url=reverse("admin:dunning_case_change", args=[row.case_id]),
        detail=f"{row.get_kind_display()} · {row.by or ''} · {_day(row.happened_at)}".replace("·  ·", "·"),
        excerpt=excerpt(row.text, sought.words),
    )


def _day(instant: Any) -> str:
    return formats.date_format(timezone.localtime(instant), "SHORT_DATE_FORMAT") if instant else ""
