from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from customers.admin.kept import kept
from customers.admin.read_only import ReadOnlyAdmin
from customers.admin.searched import SearchedAdmin
from customers.search.sought import Sought
from dunning.admin.deed_forms import DeedForm
from dunning.admin.deeds import Deed, DeedsMixin
from dunning.models import Escalation
from dunning.services.escalations.escalations import LONGEST_HOLD_DAYS, answer_escalation


class AnswerForm(DeedForm):
    answer = forms.ChoiceField(choices=Escalation.Answer.choices)
    days = forms.IntegerField(min_value=1, max_value=LONGEST_HOLD_DAYS, initial=7, label=_("Days, if it is held"))


def _answer(escalation: Escalation, /, *, by: Any, as_of: Any, **given: Any) -> str:
    answered = answer_escalation(escalation_id=escalation.pk, by=by, as_of=as_of, **given)
    return gettext("Answered: %(answer)s.") % {"answer": answered.get_answer_display()}


@admin.register(Escalation)
class EscalationAdmin(SearchedAdmin, DeedsMixin, ReadOnlyAdmin):
    list_display = ("debtor", "rule_key", "level", "sent_to", "status", "answer", "deadline", "opened_at")
    list_filter = ("status", "answer", "heads_up")
    list_select_related = ("debtor",)
    search_customer = "debtor"
    search_help_text = _("Words of a customer's name, or the beginning of an address")
    ordering = ("-id",)
    readonly_fields = ("why",)
    why = kept("reason_text", label=_("reason text"))
    fieldsets = (
        (None, {"fields": (("debtor", "case"), ("rule_key", "level", "heads_up"), "why", "exposure")}),
        (_("Asked"), {"fields": (("sent_to", "opened_at", "notified_at"), ("nagged_at", "deadline"))}),
        (_("Answer"), {"fields": (("status", "answer"), ("answered_at", "answered_by"))}),
    )
    deeds = (
        Deed(
            "answer",
            _("Answer for the account manager"),
            "dunning.change_escalation",
            _answer,
            AnswerForm,
            lambda row: row.status != Escalation.Status.ANSWERED and not row.heads_up,
            icon="reply",
            variant="primary",
        ),
    )

    def said_by_row(self, sought: Sought, request: HttpRequest) -> Q:
        return Q(sent_to__istartswith=sought.text)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Escalation]:
        return super().get_queryset(request).select_related("debtor", "case", "answered_by")
