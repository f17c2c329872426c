from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from customers.admin.kept import kept
from customers.admin.read_only import ReadOnlyAdmin, ReadOnlyInline
from customers.admin.searched import MOST_ROWS, SearchedAdmin, is_one_of
from customers.models import Customer
from customers.search.sought import Sought
from dunning.access import restrict
from dunning.admin.deed_forms import DeedForm, ReasonForm
from dunning.admin.deeds import Deed, DeedsMixin
from dunning.admin.mail_text import framed_html, new_text
from dunning.admin.message_facts import events_of
from dunning.models import Attachment, IncomingMail, Reading
from dunning.search.mails import keys_of_mails
from dunning.services.cases.cases import case_for_debtor
from dunning.services.inbox import matching as mail_matching

CHANGE = "dunning.change_incomingmail"
STORED_APART = ("raw", "payload")


class MatchForm(DeedForm):
    customer = forms.ModelChoiceField(
        queryset=Customer.objects.select_related("debtor", "source"),
        widget=AutocompleteSelect(IncomingMail._meta.get_field("debtor"), admin.site),
        help_text=_("Who wrote, or whom it is about; the case is that of whoever pays for it."),
    )

    def prepare(self) -> None:
        field = self.fields["customer"]
        field.queryset = restrict(field.queryset, user=self.by, customer="pk")  # type: ignore[attr-defined]


def _match(mail: IncomingMail, /, *, by: Any, as_of: Any, customer: Customer) -> str:
    with transaction.atomic():
        case = case_for_debtor(customer, as_of=as_of)
        mail_matching.assign_mail(mail_id=mail.pk, case_id=case.pk, by=by, as_of=as_of)
    return gettext("It belongs to %(debtor)s now and is read next.") % {"debtor": case.debtor}


def _ignore(mail: IncomingMail, /, *, by: Any, as_of: Any, reason: str) -> str:
    mail_matching.ignore_mail(mail_id=mail.pk, reason=reason, by=by, as_of=as_of)
    return gettext("Put aside; nothing follows from it.")


MAIL_DEEDS = (
    Deed(
        "match",
        _("Match to a case"),
        CHANGE,
        _match,
        MatchForm,
        when=lambda mail: mail.status in (IncomingMail.Status.UNMATCHED, IncomingMail.Status.IGNORED),
        icon="link",
        variant="primary",
    ),
    Deed(
        "ignore",
        _("Put aside"),
        CHANGE,
        _ignore,
        ReasonForm,
        when=lambda mail: mail.status in ("unmatched", "queued", "failed"),
        icon="block",
    ),
)


class ReadingInline(ReadOnlyInline):
    model = Reading
    fields = readonly_fields = ("read_at", "reader", "meaning", "confidence", "needs_human", "status")
    ordering = ("-id",)

    @admin.display(description=_("Meaning"))
    def meaning(self, reading: Reading) -> str:
        return ", ".join(intent["intent"].replace("_", " ") for intent in reading.answer.get("intents", ()))


@admin.register(IncomingMail)
class IncomingMailAdmin(SearchedAdmin, DeedsMixin, ReadOnlyAdmin):
    list_display = ("received_at", "from_email", "subject", "debtor", "status", "automatic", "matched_by")
    list_filter = ("status", ("automatic", admin.EmptyFieldListFilter))
    list_select_related = ("debtor",)
    list_columns = ("debtor__name",)
    search_customer = "debtor"
    search_help_text = _("Words of a text, a subject, an address or a customer's name")
    ordering = ("-id",)
    deeds = MAIL_DEEDS
    inlines = (ReadingInline,)
    readonly_fields = ("shown_problem",)
    shown_problem = kept("problem", label=_("problem"))
    change_form_outer_before_template = "dunning/admin/mail.html"
    fieldsets = (
        (None, {"fields": (("status", "case", "debtor"), "contact", ("matched_by", "automatic"), "shown_problem")}),
        (_("Origin"), {"fields": (("received_at", "stored_at", "mailbox"), "to_email", "message_id")}),
    )

    def said_by_row(self, sought: Sought, request: HttpRequest) -> Q:
        return is_one_of("pk", keys_of_mails(IncomingMail, sought, limit=MOST_ROWS))

    def get_queryset(self, request: HttpRequest) -> QuerySet[IncomingMail]:
        rows = super().get_queryset(request).select_related("debtor", "case__debtor", "contact")
        return rows.defer(*STORED_APART)

    def facts(self, request: HttpRequest, row: IncomingMail) -> dict[str, Any]:
        return {
            "mail": row,
            "said": new_text(row),
            "framed": framed_html(row.body_html) if row.body_html else "",
            "attachments": list(row.attachments.all()),
            "events": events_of(row),
        }

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.attachment_view)
        own = path("<int:mail_id>/attachment/<int:pk>/", view, name="dunning_incomingmail_attachment")
        return [own, *super().get_urls()]

    def attachment_view(self, request: HttpRequest, mail_id: int, pk: int) -> FileResponse:
        """Always a download of unknown bytes, never shown by the browser: its name and type are the sender's words."""
        attachment = get_object_or_404(Attachment.objects.select_related("mail"), pk=pk, mail_id=mail_id)
        if not self.has_view_permission(request, attachment.mail):
            raise PermissionDenied
        if not attachment.file:
            raise Http404
        response = FileResponse(attachment.file.open("rb"), as_attachment=True, filename=attachment.name)
        response["Content-Type"] = "application/octet-stream"
        response["X-Content-Type-Options"] = "nosniff"
        return response
