from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from customers.admin.read_only import ReadOnlyAdmin
from customers.admin.searched import SearchedAdmin
from dunning.access import require_customer
from dunning.admin.deed_forms import DeedForm
from dunning.admin.deeds import REFUSALS, Deed, DeedsMixin
from dunning.models import Dispute
from dunning.services.disputes.disputes import resolve_dispute, withdraw_dispute
from dunning.workspace.dispute_page.listed import disputes_view
from dunning.workspace.dispute_page.page import CHANGE, dispute_page, whole_dispute
from dunning.workspace.dispute_page.posts import ACTS
from dunning.workspace.dispute_page.times import times_view


class ResolveDisputeForm(DeedForm):
    outcome = forms.ChoiceField(choices=Dispute.Outcome.choices)
    amount = forms.DecimalField(
        required=False, min_value=0, decimal_places=2, help_text=gettext_lazy("What is credited, where it is a part.")
    )
    note = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 3}))


class NoteForm(DeedForm):
    note = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 3}))


def _resolve(dispute: Dispute, /, *, by: Any, as_of: Any, **given: Any) -> str:
    resolved = resolve_dispute(dispute_id=dispute.pk, by=by, as_of=as_of, **given)
    return _("Resolved: %(outcome)s.") % {"outcome": resolved.get_outcome_display()}


def _withdraw(dispute: Dispute, /, *, by: Any, as_of: Any, note: str) -> str:
    withdraw_dispute(dispute_id=dispute.pk, note=note, by=by, as_of=as_of)
    return _("Withdrawn; its invoices are chased again as far as they are open.")


def _open(dispute: Dispute) -> bool:
    return dispute.status == Dispute.Status.OPEN


@admin.register(Dispute)
class DisputeAdmin(SearchedAdmin, DeedsMixin, ReadOnlyAdmin):
    """List, page and cycle times are `dunning.workspace.dispute_page`; what people do there calls one service each."""

    search_words, search_customer = True, "debtor"
    deeds = (
        Deed(
            "resolve",
            gettext_lazy("Resolve"),
            CHANGE,
            _resolve,
            ResolveDisputeForm,
            _open,
            icon="check",
            variant="primary",
        ),
        Deed("withdraw", gettext_lazy("Withdraw"), CHANGE, _withdraw, NoteForm, _open, icon="undo"),
    )

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        own = [
            path("times/", view(self.times), name="dunning_dispute_times"),
            path("<int:pk>/act/<slug:name>/", view(self.act), name="dunning_dispute_act"),
            path("<int:pk>/file/<int:file_id>/", view(self.download), name="dunning_dispute_file"),
            path("<int:pk>/", view(self.page), name="dunning_dispute_page"),
        ]
        return [*own, *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        self._require_view(request)

        def search(rows: QuerySet[Dispute], typed: str) -> QuerySet[Dispute]:
            return self.get_search_results(request, rows, typed)[0]

        return disputes_view(request, site=self.admin_site, search=search)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return self.page(request, int(object_id) if object_id.isdecimal() else 0)

    def page(self, request: HttpRequest, pk: int) -> HttpResponse:
        return dispute_page(request, self._dispute(request, pk), site=self.admin_site)

    def times(self, request: HttpRequest) -> HttpResponse:
        self._require_view(request)
        return times_view(request, site=self.admin_site)

    def act(self, request: HttpRequest, pk: int, name: str) -> HttpResponse:
        """One deed of the page, by POST."""
        dispute = self._dispute(request, pk)
        if request.method != "POST" or name not in ACTS:
            raise Http404
        if not request.user.has_perm(CHANGE):
            raise PermissionDenied
        try:
            said = ACTS[name](dispute, request, request.user, timezone.now())  # type: ignore[arg-type]
        except REFUSALS as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, said)
        return HttpResponseRedirect(reverse("admin:dunning_dispute_page", args=[pk]))

    def download(self, request: HttpRequest, pk: int, file_id: int) -> HttpResponseBase:
        """Always a download: never shown inside our own pages."""
        row = self._dispute(request, pk).files.filter(pk=file_id).first()
        if row is None:
            raise Http404
        kind = row.content_type
        response = FileResponse(row.file.open("rb"), as_attachment=True, filename=row.name, content_type=kind)
        response["X-Content-Type-Options"] = "nosniff"
        response["Content-Security-Policy"] = "default-src 'none'; sandbox"
        response["Cache-Control"] = "private, no-store"
        return response

    def _require_view(self, request: HttpRequest) -> None:
        if not self.has_view_permission(request):
            raise PermissionDenied

    def _dispute(self, request: HttpRequest, pk: int) -> Dispute:
        """Raises Http404 for a dispute of somebody else's customer, PermissionDenied without the right to see any."""
        self._require_view(request)
        dispute = whole_dispute(pk)
        if dispute is None:
            raise Http404
        require_customer(request.user, dispute.debtor_id)
        return dispute
