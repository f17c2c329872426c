"""What a case's page lists on its tabs."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.text import Truncator

from customers.admin.amounts import shown_amount
from customers.admin.read_only import ReadOnlyInline
from dunning.admin.mail_text import new_text
from dunning.models import Activity, Arrangement, Decision, Dispute, Escalation, IncomingMail, Message, Promise, Review


class CaseInline(ReadOnlyInline):
    """Newest first; `related` are the columns to join."""

    fk_name = "case"
    ordering = ("-id",)
    related: tuple[str, ...] = ()

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows = super().get_queryset(request)
        return rows.select_related(*self.related) if self.related else rows


class MessageInline(CaseInline):
    model = Message
    fields = readonly_fields = ("send_on", "purpose", "status", "to_email", "subject", "sent_at")


class MailInline(CaseInline):
    model = IncomingMail
    verbose_name_plural = "mails received"
    fields = readonly_fields = ("received_at", "from_email", "subject", "said", "status")

    def get_queryset(self, request: HttpRequest) -> QuerySet[IncomingMail]:
        return super().get_queryset(request).defer("raw", "payload", "headers", "body_html")

    @admin.display(description="New text")
    def said(self, mail: IncomingMail) -> str:
        return Truncator(new_text(mail)).chars(400)


class PromiseInline(CaseInline):
    model = Promise
    fields = readonly_fields = ("given_on", "kind", "promised", "promised_on", "quiet_until", "status", "quote")

    @admin.display(description="Amount")
    def promised(self, promise: Promise) -> str:
        return shown_amount(promise.amount, promise.currency) if promise.amount is not None else "the whole balance"


class DisputeInline(CaseInline):
    model = Dispute
    fields = readonly_fields = ("opened_at", "reason", "amount", "deadline", "status", "outcome", "quote")


class ArrangementInline(CaseInline):
    model = Arrangement
    related = ("granted_by",)
    fields = readonly_fields = ("granted_at", "status", "currency", "granted_by", "note")


class ReviewInline(CaseInline):
    model = Review
    related = ("owner",)
    fields = readonly_fields = ("opened_at", "kind", "why", "deadline", "owner", "closed_at", "outcome")


class DecisionInline(CaseInline):
    model = Decision
    fields = readonly_fields = ("decided_at", "action", "reason_text", "until", "step_key")
    show_change_link = False


class ActivityInline(CaseInline):
    model = Activity
    related = ("by",)
    fields = readonly_fields = ("happened_at", "kind", "text", "by")
    show_change_link = False


class EscalationInline(CaseInline):
    model = Escalation
    fields = readonly_fields = ("opened_at", "rule_key", "reason_text", "sent_to", "status", "answer", "deadline")


CASE_INLINES = (
    MessageInline,
    MailInline,
    PromiseInline,
    DisputeInline,
    ArrangementInline,
    ReviewInline,
    EscalationInline,
    DecisionInline,
    ActivityInline,
)
