from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from customers.admin.read_only import ReadOnlyAdmin
from dunning.admin.deeds import Deed, DeedsMixin
from dunning.models import Suppression
from dunning.services.contacts.suppressions import lift_suppression


def _lift(suppression: Suppression, /, *, by: Any, as_of: Any) -> str:
    lift_suppression(suppression_id=suppression.pk, by=by, as_of=as_of)
    return gettext("%(email)s is written to again.") % {"email": suppression.email}


@admin.register(Suppression)
class SuppressionAdmin(DeedsMixin, ReadOnlyAdmin):
    list_display = ("email", "why", "since", "until", "lifted_at")
    list_filter = ("why", ("lifted_at", admin.EmptyFieldListFilter))
    search_fields = ("email__istartswith",)
    ordering = ("-id",)
    deeds = (
        Deed(
            "lift",
            _("Lift"),
            "dunning.change_suppression",
            _lift,
            when=lambda row: row.lifted_at is None,
            hint=_("Mail goes to this address again. After a bounce or a complaint be sure that this is wanted."),
            icon="lock_open",
        ),
    )
