from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from audit.sentences import in_readers_language, part_in_readers_language
from customers.admin.kept import kept
from customers.admin.read_only import ReadOnlyAdmin, ReadOnlyInline
from customers.admin.searched import MOST_ROWS, SearchedAdmin, is_one_of
from customers.search.sought import Sought
from dunning.admin.deed_forms import DeedForm, ReasonForm
from dunning.admin.deeds import Deed, DeedsMixin
from dunning.admin.message_facts import message_facts
from dunning.models import Message, TrackingEvent
from dunning.search.mails import keys_of_mails
from dunning.services.outbox import approvals
from dunning.services.outbox.hurried import send_later, send_now
from dunning.services.outbox.responses import record_complaint
from dunning.workspace.case_page.drafts import seen_mark
from dunning.writing import violation_key

CHANGE = "dunning.change_message"
WAITING = (Message.Status.AWAITING_APPROVAL, Message.Status.BLOCKED)


class EditForm(DeedForm):
    subject = forms.CharField(max_length=300)
    body_text = forms.CharField(widget=forms.Textarea(attrs={"rows": 22}), label=_("Text"))

    def prepare(self) -> None:
        self.initial = {"subject": self.row.subject, "body_text": self.row.body_text}
        if self.row.suggestion:
            self.fields["body_text"].help_text = _("An earlier edit is shown on the message's page.")


class LaterForm(DeedForm):
    on = forms.DateField(label=_("Goes out on"), help_text=_("An approval holds for two business days by default."))


class OverruleForm(DeedForm):
    violation = forms.ChoiceField(label=_("What the check found"))
    reason = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), help_text=_("Why it may go all the same."))

    def prepare(self) -> None:
        found = {violation_key(**finding): finding["why"] for finding in self.row.violations}
        passed = approvals.overruled_violations(self.row)
        self.fields["violation"].choices = [  # type: ignore[attr-defined]
            (key, in_readers_language(why)) for key, why in found.items() if key not in passed
        ]


def _approve(message: Message, /, *, by: Any, as_of: Any) -> str:
    approved = approvals.approve_message(message_id=message.pk, by=by, as_of=as_of)
    return gettext("Approved; it goes out after %(time)s and can be taken back until then.") % {
        "time": _leaves(approved)
    }


def _send_now(message: Message, /, *, by: Any, as_of: Any) -> str:
    sent = send_now(message_id=message.pk, by=by, as_of=as_of)
    if sent.send_after and sent.send_after > as_of:
        words = gettext("The customer's business hours are over: it goes out on %(time)s.")
        return words % {"time": _leaves(sent)}
    return gettext("It goes out now.")


def _send_later(message: Message, /, *, by: Any, as_of: Any, on: Any) -> str:
    later = send_later(message_id=message.pk, on=on, by=by, as_of=as_of)
    words = gettext("Approved; it goes out on %(time)s, unless something happens before that it should know of.")
    return words % {"time": _leaves(later)}


def _leaves(message: Message) -> str:
    return date_format(localtime(message.send_after), "DATETIME_FORMAT") if message.send_after else ""


def _undo(message: Message, /, *, by: Any, as_of: Any) -> str:
    approvals.undo_approval(message_id=message.pk, by=by, as_of=as_of)
    return gettext("The approval is taken back; nothing was sent.")


def _reject(message: Message, /, *, by: Any, as_of: Any, reason: str) -> str:
    approvals.reject_message(message_id=message.pk, reason=reason, by=by, as_of=as_of)
    return gettext("Rejected; the case moves on without it.")


def _edit(message: Message, /, *, by: Any, as_of: Any, **text: Any) -> str:
    edited = approvals.edit_message(message_id=message.pk, by=by, as_of=as_of, **text)
    if edited.status == Message.Status.BLOCKED:
        return gettext("Saved; the check found something, so it may not go like this.")
    return gettext("Saved and checked; it awaits approval.")


def _overrule(message: Message, /, *, by: Any, as_of: Any, violation: str, reason: str) -> str:
    approvals.overrule_violation(message_id=message.pk, violation=violation, reason=reason, by=by, as_of=as_of)
    return gettext("Overruled for this text alone.")


def _complain(message: Message, /, *, by: Any, as_of: Any, reason: str) -> str:
    change = record_complaint(message_id=message.pk, reason=reason, by=by, as_of=as_of)
    if change:
        return gettext("Kept. The agent stepped down: %(change)s.") % {"change": change}
    return gettext("Kept; the agent's rung stays.")


def _can_reject(message: Message) -> bool:
    return message.status in (*WAITING, Message.Status.APPROVED)


MESSAGE_DEEDS = (
    Deed(
        "approve",
        _("Approve"),
        CHANGE,
        _approve,
        when=lambda message: message.status == Message.Status.AWAITING_APPROVAL,
        icon="check",
        variant="primary",
        undo="undo",
    ),
    Deed(
        "send_now",
        _("Send now"),
        CHANGE,
        _send_now,
        when=lambda message: message.status in (Message.Status.AWAITING_APPROVAL, Message.Status.APPROVED),
        explain=lambda message: [
            gettext("It goes to %(address)s without the time to take it back.") % {"address": message.to_email}
        ],
        icon="send",
    ),
    Deed(
        "later",
        _("Send later"),
        CHANGE,
        _send_later,
        LaterForm,
        when=lambda message: message.status in (Message.Status.AWAITING_APPROVAL, Message.Status.APPROVED),
        icon="schedule_send",
    ),
    Deed(
        "undo",
        _("Take approval back"),
        CHANGE,
        _undo,
        when=lambda message: message.status == Message.Status.APPROVED,
        icon="undo",
    ),
    Deed("edit", _("Edit"), CHANGE, _edit, EditForm, when=lambda message: message.status in WAITING, icon="edit"),
    Deed(
        "overrule",
        _("Overrule the check"),
        approvals.OVERRULE,
        _overrule,
        OverruleForm,
        when=lambda message: message.status == Message.Status.BLOCKED,
        hint=_("One finding, for this one text. Who overruled it and why is kept."),
        icon="gavel",
    ),
    Deed("reject", _("Reject"), CHANGE, _reject, ReasonForm, when=_can_reject, icon="close", variant="danger"),
    Deed(
        "complaint",
        _("Record a complaint"),
        CHANGE,
        _complain,
        ReasonForm,
        when=lambda message: message.status in Message.OUT and message.kind != Message.Kind.MANUAL,
        hint=_("The customer complained about this message: the agent steps down one rung for messages of this kind."),
        icon="feedback",
    ),
)


class TrackingInline(ReadOnlyInline):
    model = TrackingEvent
    fields = readonly_fields = ("happened_at", "kind", "recipient", "detail", "provider")
    ordering = ("-happened_at",)
    show_change_link = False


@admin.register(Message)
class MessageAdmin(SearchedAdmin, DeedsMixin, ReadOnlyAdmin):
    list_display = ("subject_or_purpose", "debtor", "status", "kind", "send_on", "to_email", "sent_at")
    list_filter = ("status", "kind")
    list_select_related = ("debtor",)
    list_columns = ("debtor__name", "subject", "purpose")
    search_customer = "debtor"
    search_help_text = _("Words of a text, a subject, an address or a customer's name")
    ordering = ("-id",)
    deeds = MESSAGE_DEEDS
    inlines = (TrackingInline,)
    readonly_fields = ("shown_problem",)
    shown_problem = kept("problem", label=_("problem"))
    change_form_outer_before_template = "dunning/admin/message.html"
    fieldsets = (
        (None, {"fields": (("case", "status", "kind"), ("purpose", "stage", "step_key"), "shown_problem")}),
        (_("Sending"), {"fields": (("send_on", "send_after", "sent_at"), ("delivered_at", "attempts", "answers"))}),
        (_("Origin"), {"fields": (("created_at", "author", "language"), "message_id", "provider_id")}),
    )

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """What became of the agent's text: the first page leads to its rows."""
        return lookup.startswith(("evidence__outcome", "evidence__decided_at")) or super().lookup_allowed(
            lookup, value, request
        )

    @admin.display(description=_("Message"), ordering="subject")
    def subject_or_purpose(self, message: Message) -> str:
        return message.subject or message.get_kind_display() + ": " + part_in_readers_language(
            "purpose", message.purpose.replace("_", " ")
        )

    def said_by_row(self, sought: Sought, request: HttpRequest) -> Q:
        return is_one_of("pk", keys_of_mails(Message, sought, limit=MOST_ROWS))

    def get_queryset(self, request: HttpRequest) -> QuerySet[Message]:
        return super().get_queryset(request).select_related("debtor", "case__debtor", "approved_by", "contact")

    def named(self, row: Message) -> str:  # type: ignore[override]
        return row.subject or str(row)

    def seen_mark(self, row: Message) -> str:
        return seen_mark(row)

    def facts(self, request: HttpRequest, row: Message) -> dict[str, Any]:
        return message_facts(row)
