"""Figures: charts of what each night kept, all of it as a table, and what came after reminders."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from customers.models import Creditor
from dunning.access import MANAGER, is_restricted, roles_of
from dunning.models import Prepared, WeeklyReport
from dunning.workspace.metrics_page.kept import CHARTS, currencies_kept, kept_figures
from dunning.workspace.metrics_page.recovered import recovered
from dunning.workspace.metrics_page.table_file import figures_file
from dunning.workspace.metrics_page.wanted import SPANS, Wanted

PERMISSION = "customers.view_snapshot"


def figures_view(request: HttpRequest, *, site: AdminSite) -> HttpResponse:
    """Six queries beside those of the frame, however long the ledger. They are sums of all customers: not for who sees
    only its own."""
    user: Any = request.user
    if not user.has_perm(PERMISSION) or is_restricted(user):
        raise PermissionDenied
    wanted, on = Wanted.of(request.GET), timezone.localdate()
    creditors = list(Creditor.objects.order_by("pk"))
    creditor = next((one for one in creditors if one.pk == wanted.creditor), creditors[0] if creditors else None)
    kept = _kept(wanted, creditor, on=on) if creditor else []
    if "csv" in request.GET:
        return figures_file(kept, on=on)
    by_name = {one.named.name: one for one in kept}
    prepared = Prepared.objects.filter(part=Prepared.Part.QUALITY, user=None).first()
    context = {
        **site.each_context(request),
        "title": _("Figures"),
        "wanted": wanted,
        "creditors": creditors if len(creditors) > 1 else [],
        "creditor": creditor,
        "spans": [(days, wanted.address(days=days), days == wanted.days) for days in SPANS],
        "currencies": _currencies(wanted, creditor, since=on - timedelta(days=wanted.days)) if creditor else [],
        "charts": [by_name[name] for name in CHARTS if name in by_name and by_name[name].trend],
        "kept": kept,
        "recovered": recovered(prepared.data, creditor_id=creditor.pk) if prepared and creditor else [],
        "file": wanted.address() + "&csv=1",
        "weekly": _weekly(user),
    }
    return TemplateResponse(request, "dunning/workspace/figures/page.html", context)


def _kept(wanted: Wanted, creditor: Creditor, *, on: Any) -> list[Any]:
    return kept_figures(wanted, creditor_id=creditor.pk, currency=wanted.currency or creditor.currency, on=on)


def _currencies(wanted: Wanted, creditor: Creditor, *, since: Any) -> list[tuple[str, str, bool]]:
    """Words, address, chosen; nothing to choose with one currency."""
    codes = currencies_kept(creditor.pk, since=since)
    if len(codes) < 2:
        return []
    everything = _("All in %(currency)s") % {"currency": creditor.currency}
    listed = [(everything, "")] + [(code, code) for code in codes]
    return [(words, wanted.address(currency=code), code == wanted.currency) for words, code in listed]


def _weekly(user: Any) -> dict[str, Any] | None:
    """Whether the week's figures come by mail; None for who is no AR manager."""
    if MANAGER not in roles_of(user):
        return None
    row = WeeklyReport.objects.filter(user=user).first()
    return {"wanted": row is None or row.wanted, "email": user.email}
