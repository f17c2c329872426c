from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from audit.sentences import in_readers_language
from customers.admin.amounts import shown_amount
from customers.admin.read_only import ReadOnlyAdmin
from customers.admin.searched import SearchedAdmin
from dunning.access import require_customer
from dunning.admin.case_deeds import CASE_DEEDS
from dunning.admin.deeds import DeedsMixin
from dunning.models import Case, Decision
from dunning.workspace.case_page.page import RELATED, UNREAD, case_page, earlier_entries, whole_mail


class ActionFilter(admin.SimpleListFilter):
    """The actions that there are, rather than those in the table, which would have to be read for them."""

    title = Case._meta.get_field("action").verbose_name
    parameter_name = "action"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:
        return [*Decision.Action.choices, ("", gettext("Not decided yet"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Case]) -> QuerySet[Case]:
        return queryset if self.value() is None else queryset.filter(action=self.value())


@admin.register(Case)
class CaseAdmin(SearchedAdmin, DeedsMixin, ReadOnlyAdmin):
    """The list of cases; the page of one is `dunning.workspace.case_page`."""

    list_display = ("debtor", "status", "overdue", "days_past_due", "next_action", "until", "owner")
    list_display_links = ("debtor",)
    list_filter = ("status", ActionFilter, "policy", "creditor", "owner")
    list_select_related = ("debtor", "policy", "owner")
    list_columns = ("debtor__name", "policy__currency", "owner__username", "exposure", "action", "reason_text")
    search_customer = "debtor"
    search_help_text = _("Words of a customer's name, or its number")
    ordering = ("-exposure", "-id")
    deeds = CASE_DEEDS

    @admin.display(description=_("Overdue"), ordering="exposure")
    def overdue(self, case: Case) -> str:
        return shown_amount(case.exposure, case.policy.currency)

    @admin.display(description=_("Next"))
    def next_action(self, case: Case) -> str:
        return (
            f"{Decision.Action(case.action).label}: {in_readers_language(case.reason_text)}"[:160]
            if case.action
            else gettext("Not decided yet")
        )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Case]:
        return super().get_queryset(request).select_related(*RELATED)

    def get_urls(self) -> list[URLPattern]:
        views = (("earlier/", self.earlier_view, "earlier"), ("mail/<int:mail_id>/", self.mail_view, "mail"))
        own = [
            path(f"<int:case_id>/{route}", self.admin_site.admin_view(view), name=f"dunning_case_{name}")
            for route, view, name in views
        ]
        return [*own, *super().get_urls()]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            raise PermissionDenied  # what changes a case has an address of its own
        case = self._case(request, object_id)
        deeds = [(deed, self.deed_url(case, deed)) for deed in self.deeds_for(request, case)]
        return case_page(request, case, site=self.admin_site, deeds=deeds)

    def earlier_view(self, request: HttpRequest, case_id: int) -> HttpResponse:
        return earlier_entries(request, self._case(request, str(case_id)))

    def mail_view(self, request: HttpRequest, case_id: int, mail_id: int) -> HttpResponse:
        return whole_mail(request, self._case(request, str(case_id)), mail_id)

    def _case(self, request: HttpRequest, object_id: str) -> Case:
        """Raises Http404 for a case of somebody else's customer, PermissionDenied without the right to see cases."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        try:
            case = self.get_queryset(request).defer(*UNREAD).get(pk=object_id)
        except (Case.DoesNotExist, ValueError):
            raise Http404 from None
        require_customer(request.user, case.debtor_id)
        return case

    def named(self, row: Case) -> str:  # type: ignore[override]
        return str(row.debtor)

    def seen_mark(self, row: Case) -> str:
        return str(row.version)
