from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from django.http import HttpRequest, QueryDict
from django.urls import include, path
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminRadioSelectWidget

from audit.sentences import in_readers_language
from customers.admin.amounts import shown_amount
from customers.admin.kept import kept
from customers.admin.read_only import ReadOnlyAdmin
from customers.admin.searched import SearchedAdmin
from dunning.access import narrow
from dunning.admin.deed_forms import DeedForm
from dunning.admin.deeds import Deed, DeedsMixin
from dunning.admin.message_facts import events_of
from dunning.admin.review_subject import RELATED, subject_link
from dunning.models import Review
from dunning.models.review import RANK
from dunning.search.reviews import reviews_about
from dunning.services.reviews.outcomes import outcomes_of, resolve_review
from dunning.services.reviews.reviews import assign_review, snooze_review
from dunning.workspace.clearing_panel import ShownProposal, proposals_of
from dunning.workspace.clearing_posts import book

CHANGE = "dunning.change_review"


class ResolveForm(DeedForm):
    outcome = forms.ChoiceField(label=_("Answer"), widget=UnfoldAdminRadioSelectWidget)
    note = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 3}), label=_("Why"))
    until = forms.DateField(required=False, label=_("Until"), help_text=_("For an answer that holds the case."))

    def prepare(self) -> None:
        outcomes = outcomes_of(self.row)
        self.fields["outcome"].choices = [  # type: ignore[attr-defined]
            (key, f"{outcome.label}: {outcome.effect}") for key, outcome in outcomes.items() if outcome.takes != "case"
        ]
        if len(outcomes) == 1:
            self.initial = {"outcome": next(iter(outcomes))}
        if not {"hold", "call"} & set(outcomes):
            del self.fields["until"]

    def clean_until(self) -> date | None:
        until = self.cleaned_data["until"]
        if until and until <= timezone.localdate():
            raise forms.ValidationError(gettext("Choose a day to come."))
        return until


class ProposalForm(DeedForm):
    proposal = forms.ChoiceField(label=_("Which"), widget=UnfoldAdminRadioSelectWidget)

    def prepare(self) -> None:
        self.fields["proposal"].choices = [  # type: ignore[attr-defined]
            (
                str(shown.proposal.pk),
                gettext("%(percent)s %% sure: %(why)s")
                % {"percent": shown.percent, "why": in_readers_language(shown.proposal.why)},
            )
            for shown in _proposals(self.row)
            if shown.bookable
        ]


class SnoozeForm(DeedForm):
    until = forms.DateField(help_text=_("Out of sight until that day; its deadline stays."))


class AssignForm(DeedForm):
    owner: forms.ModelChoiceField[Any] = forms.ModelChoiceField(queryset=None, required=False, empty_label=_("nobody"))

    def prepare(self) -> None:
        people = get_user_model().objects.filter(is_active=True, is_staff=True).order_by("username")
        self.fields["owner"].queryset = people  # type: ignore[attr-defined]
        self.initial = {"owner": self.row.owner_id}


def _resolve(review: Review, /, *, by: Any, as_of: Any, **given: Any) -> str:
    resolve_review(review_id=review.pk, by=by, as_of=as_of, **given)
    outcome = outcomes_of(review)[given["outcome"]]
    return f"{outcome.label}. {outcome.effect}"


def _snooze(review: Review, /, *, by: Any, as_of: Any, until: date) -> str:
    snooze_review(review_id=review.pk, until=until, by=by, as_of=as_of)
    return gettext("Out of sight until %(until)s.") % {"until": date_format(until, "SHORT_DATE_FORMAT")}


def _assign(review: Review, /, *, by: Any, as_of: Any, owner: Any) -> str:
    assign_review(review_id=review.pk, owner=owner, by=by, as_of=as_of)
    return gettext("Assigned to %(owner)s.") % {"owner": owner} if owner else gettext("Nobody's now.")


def _take(review: Review, /, *, by: Any, as_of: Any) -> str:
    assign_review(review_id=review.pk, owner=by, by=by, as_of=as_of)
    return gettext("It is yours.")


def _book(review: Review, /, *, by: Any, as_of: Any, proposal: str) -> str:
    assert review.transaction is not None
    seen = QueryDict(mutable=True)
    seen.update({"proposal": proposal, "seen": str(review.transaction.unallocated_amount)})
    return book(review.transaction.pk, seen, by=by, as_of=as_of)


def _has_proposals(review: Review) -> bool:
    return any(shown.bookable for shown in _proposals(review))


def _proposals(review: Review) -> tuple[ShownProposal, ...]:
    waits = review.closed_at is None and review.kind == Review.Kind.UNMATCHED_PAYMENT and review.transaction
    return proposals_of(review.transaction) if waits and review.transaction else ()


def _open(review: Review) -> bool:
    return review.closed_at is None


REVIEW_DEEDS = (
    Deed("resolve", _("Answer"), CHANGE, _resolve, ResolveForm, _open, icon="check", variant="primary"),
    Deed("book", _("Book a proposal"), "customers.add_allocation", _book, ProposalForm, _has_proposals, icon="rule"),
    Deed("take", _("Take it"), CHANGE, _take, when=_open, icon="person_add"),
    Deed("assign", _("Assign"), CHANGE, _assign, AssignForm, _open, icon="person"),
    Deed("snooze", _("Snooze"), CHANGE, _snooze, SnoozeForm, _open, icon="snooze"),
)


class WaitingFilter(admin.SimpleListFilter):
    """Without a choice: what waits now."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("snoozed", gettext("Snoozed")), ("answered", gettext("Answered")), ("all", gettext("All"))]

    def choices(self, changelist: Any) -> Any:
        yield {
            "selected": self.value() is None,
            "query_string": changelist.get_query_string(remove=[self.parameter_name]),
            "display": gettext("Waiting"),
        }
        yield from list(super().choices(changelist))[1:]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Review]) -> QuerySet[Review]:
        today = timezone.localdate()
        if self.value() == "snoozed":
            return queryset.filter(closed_at__isnull=True, snoozed_until__gt=today)
        if self.value() == "answered":
            return queryset.filter(closed_at__isnull=False)
        if self.value() == "all":
            return queryset
        return queryset.filter(Q(snoozed_until__isnull=True) | Q(snoozed_until__lte=today), closed_at__isnull=True)


@admin.register(Review)
class ReviewAdmin(SearchedAdmin, DeedsMixin, ReadOnlyAdmin):
    """All reviews, answered ones too; the queue is `workspace/queue`."""

    list_display = ("kind", "debtor", "shown_why", "cash", "deadline", "owner")
    list_filter = (WaitingFilter, "kind", "to_manager", "owner")
    search_help_text = _("Words of a customer's name, its number, or words of why something waits")
    deeds = REVIEW_DEEDS
    shown_why = kept("why", label=_("why"))
    change_form_outer_before_template = "dunning/admin/review.html"
    fieldsets = (
        (None, {"fields": (("kind", "case", "owner"), ("opened_at", "deadline", "snoozed_until"))}),
        (_("Answer"), {"fields": (("closed_at", "closed_by", "outcome"),)}),
    )

    @admin.display(description=_("Debtor"))
    def debtor(self, review: Review) -> str:
        return str(review.case.debtor) if review.case else "–"

    @admin.display(description=_("At risk"), ordering="at_risk")
    def cash(self, review: Any) -> str:
        if review.case is None:
            return "–"
        return shown_amount(review.at_risk, review.currency)

    def get_urls(self) -> list[Any]:
        return [path("queue/", include("dunning.workspace.queue.urls")), *super().get_urls()]

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Review], search_term: str
    ) -> tuple[QuerySet[Review], bool]:
        if not search_term.strip():
            return queryset, False
        return queryset.filter(pk__in=reviews_about(search_term, among=queryset)), False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Review]:
        related = ("case__debtor", "case__policy", "owner", "closed_by")
        return narrow(Review.objects.select_related(*related), user=request.user).order_by(*RANK)

    def get_ordering(self, request: HttpRequest) -> tuple[str, ...]:
        return RANK

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Review | None:
        found = super().get_object(request, object_id, from_field)
        return Review.objects.select_related(*RELATED).get(pk=found.pk) if found else None

    def named(self, row: Review) -> str:  # type: ignore[override]
        return f"{row.get_kind_display()}, {row.case.debtor}" if row.case else row.get_kind_display()

    def facts(self, request: HttpRequest, row: Review) -> dict[str, Any]:
        booking = self.deed_url(row, next(deed for deed in self.deeds if deed.name == "book"))
        return {
            "review": row,
            "subject": subject_link(row),
            "events": events_of(row),
            "proposals": _proposals(row),
            "booking": booking if request.user.has_perm("customers.add_allocation") else "",
        }
