from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from audit.models import AuditEvent
from customers.admin.kept import kept
from customers.admin.read_only import ReadOnlyAdmin


@admin.register(AuditEvent)
class AuditEventAdmin(ReadOnlyAdmin):
    """Who did what to what, when and why; append-only by the database itself."""

    list_display = ("occurred_at", "action", "actor", "user", "subject_type", "subject_id", "why")
    list_filter = ("actor",)
    list_select_related = ("user",)
    search_fields = ("action__startswith", "subject_id", "debtor_id")
    search_help_text = _("Beginning of an action, or the number of a subject or debtor")
    ordering = ("-id",)
    why = kept("reason", label=_("reason"))

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """By subject too: the history of a row's page leads here."""
        return lookup in ("subject_type", "subject_id") or super().lookup_allowed(lookup, value, request)

    def get_search_results(self, request, queryset, search_term):  # type: ignore[no-untyped-def]
        """A number finds a subject or a debtor by index, words an action."""
        term = search_term.strip()
        if not term:
            return queryset, False
        if term.isdigit() and len(term) < 19:
            return queryset.filter(subject_id=int(term)) | queryset.filter(debtor_id=int(term)), False
        return queryset.filter(action__startswith=term), False
