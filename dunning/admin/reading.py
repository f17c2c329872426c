from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from customers.admin.read_only import ReadOnlyAdmin, ReadOnlyInline
from customers.admin.searched import MOST_ROWS, SearchedAdmin, customers_named
from customers.search.sought import Sought
from dunning.admin.correction_forms import CorrectionForm
from dunning.admin.deed_forms import DeedForm
from dunning.admin.deeds import Deed, DeedsMixin
from dunning.admin.mail_text import new_text
from dunning.admin.message_facts import events_of
from dunning.models import Effect, IncomingMail, Reading
from dunning.search.mails import keys_of_mails
from dunning.services.readings import readings
from dunning.services.readings.undo_preview import undo_preview
from dunning.workspace.case_page.labels import relabelled
from dunning.workspace.learning import learning_view

CHANGE = "dunning.change_reading"
BOOKABLE = (IncomingMail.Status.READ, IncomingMail.Status.QUEUED, IncomingMail.Status.FAILED)


class LabelForm(DeedForm):
    """A meaning, and where that has kinds (a reason, a document) which one: what a menu's entry posts."""

    intent = forms.CharField(max_length=40)
    detail = forms.CharField(max_length=40, required=False)


def _label(reading: Reading, /, *, by: Any, as_of: Any, intent: str, detail: str) -> str:
    better = relabelled(reading.answer, intent=intent, detail=detail)
    readings.correct_reading(reading_id=reading.pk, answer=better, by=by, as_of=as_of)
    return gettext("Corrected to “%(meaning)s”, booked, and kept as an example.") % {
        "meaning": (f"{intent}: {detail}" if detail else intent).replace("_", " ")
    }


def _what_undoing_does(reading: Reading) -> list[str]:
    preview = undo_preview(reading.pk)
    back = [gettext("Taken back: %(what)s") % {"what": sentence} for sentence in preview.back]
    stays = [gettext("Stays, and you are asked about it: %(what)s") % {"what": sentence} for sentence in preview.stays]
    return [*back, *stays] or [gettext("It booked nothing; the mail waits for a person again.")]


def _accept(reading: Reading, /, *, by: Any, as_of: Any) -> str:
    readings.apply_reading(reading_id=reading.pk, by=by, as_of=as_of)
    return gettext("Accepted and booked.")


def _correct(reading: Reading, /, *, by: Any, as_of: Any, answer: dict[str, Any]) -> str:
    readings.correct_reading(reading_id=reading.pk, answer=answer, by=by, as_of=as_of)
    return gettext("Corrected: what the first reading did is undone, the better one is booked and kept as an example.")


def _take_second(reading: Reading, /, *, by: Any, as_of: Any) -> str:
    readings.correct_reading(reading_id=reading.pk, answer=_answer_alone(reading.second_answer), by=by, as_of=as_of)
    return gettext("The model's reading is booked in place of the packaged reader's and kept as an example.")


def _answer_alone(answer: dict[str, Any] | None) -> dict[str, Any]:
    if not answer or not answer.get("intents"):
        raise ValueError(gettext("The model's reading says nothing that could be booked."))
    return answer


def _undo(reading: Reading, /, *, by: Any, as_of: Any) -> str:
    readings.undo_reading(reading_id=reading.pk, by=by, as_of=as_of)
    return gettext("Undone; the mail waits for a person again.")


def _waits(reading: Reading) -> bool:
    return reading.status == Reading.Status.PROPOSED and reading.mail.status in BOOKABLE


READING_DEEDS = (
    Deed("accept", _("Accept"), CHANGE, _accept, when=_waits, icon="check", variant="primary"),
    Deed(
        "take_second",
        _("Accept the model's reading"),
        CHANGE,
        _take_second,
        when=lambda reading: _waits(reading) and bool(reading.second_answer) and bool(reading.differences),
        hint=_("What the chat model read is booked instead of what the packaged reader read."),
        icon="swap_horiz",
    ),
    Deed(
        "correct",
        _("Correct"),
        CHANGE,
        _correct,
        CorrectionForm,
        when=lambda reading: _waits(reading) or reading.status == Reading.Status.APPLIED,
        icon="edit",
    ),
    Deed(
        "label",
        _("Correct to another meaning"),
        CHANGE,
        _label,
        LabelForm,
        when=lambda reading: _waits(reading) or reading.status == Reading.Status.APPLIED,
        apart=True,
    ),
    Deed(
        "undo",
        _("Undo"),
        CHANGE,
        _undo,
        when=lambda reading: reading.status == Reading.Status.APPLIED,
        hint=_("Everything that this reading booked is walked back; what a later fact rests on stays and is named."),
        explain=_what_undoing_does,
        icon="undo",
    ),
)


class EffectInline(ReadOnlyInline):
    model = Effect
    verbose_name_plural = _("what it did")
    fields = readonly_fields = ("made_at", "kind", "target", "target_id", "old", "undone_at")
    show_change_link = False


@admin.register(Reading)
class ReadingAdmin(SearchedAdmin, DeedsMixin, ReadOnlyAdmin):
    list_display = ("read_at", "mail_from", "debtor", "meaning", "confidence", "needs_human", "status", "reader")
    list_filter = ("status", "needs_human")
    search_help_text = _("Words of the mail, of its address or of a customer's name")
    ordering = ("-id",)
    deeds = READING_DEEDS
    inlines = (EffectInline,)
    list_before_template = "dunning/admin/learning_link.html"
    change_form_outer_before_template = "dunning/admin/reading.html"
    fieldsets = ((None, {"fields": (("mail", "reader", "read_at"), ("status", "confidence", "needs_human"))}),)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.learning_view)
        return [path("learning/", view, name="dunning_reading_learning"), *super().get_urls()]

    def learning_view(self, request: HttpRequest) -> HttpResponse:
        return learning_view(request, site=self.admin_site)

    @admin.display(description=_("From"), ordering="mail__from_email")
    def mail_from(self, reading: Reading) -> str:
        return reading.mail.from_email

    @admin.display(description=_("Debtor"))
    def debtor(self, reading: Reading) -> str:
        return str(reading.mail.debtor or "–")

    @admin.display(description=_("Meaning"))
    def meaning(self, reading: Reading) -> str:
        return ", ".join(intent["intent"].replace("_", " ") for intent in reading.answer.get("intents", ()))

    def said_by_row(self, sought: Sought, request: HttpRequest) -> Q:
        return Q(mail__in=keys_of_mails(IncomingMail, sought, limit=MOST_ROWS))

    def said_by_customer(self, sought: Sought) -> Q:
        mails = IncomingMail.objects.filter(debtor__in=customers_named(sought)).order_by("-pk")
        return Q(mail__in=list(mails.values_list("pk", flat=True)[:MOST_ROWS]))

    def get_queryset(self, request: HttpRequest) -> QuerySet[Reading]:
        rows = super().get_queryset(request).select_related("mail__debtor", "mail__case")
        return rows.defer("mail__raw", "mail__payload", "mail__body_html", "mail__headers")

    def named(self, row: Reading) -> str:  # type: ignore[override]
        return row.mail.subject or row.mail.from_email

    def seen_mark(self, row: Reading) -> str:
        return row.status

    def facts(self, request: HttpRequest, row: Reading) -> dict[str, Any]:
        return {
            "reading": row,
            "said": new_text(row.mail),
            "meanings": meanings(row.answer, row.quotes),
            "second_meanings": meanings(row.second_answer, row.second_quotes) if row.second_answer else [],
            "events": events_of(row),
        }


def meanings(answer: dict[str, Any], quotes: dict[str, list[str]]) -> list[tuple[str, str, str]]:
    """Each part of an answer as (what, its fields in words, the sentence that it rests on)."""
    found = []
    for name in ("intents", "promises", "payments", "disputes", "documents", "contacts"):
        sentences = quotes.get(name, [])
        for index, part in enumerate(answer.get(name) or ()):
            found.append((name, _in_words(part), sentences[index] if index < len(sentences) else ""))
    if answer.get("absence") is not None:
        found.append(("absence", _in_words(answer["absence"]), "".join(quotes.get("absence", [])[:1])))
    return found


def _in_words(part: dict[str, Any]) -> str:
    shown = (", ".join(value) if isinstance(value, list) else value for value in part.values())
    return " · ".join(str(value).replace("_", " ") for value in shown if value not in (None, ""))
