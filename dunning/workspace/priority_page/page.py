"""The points of priority, with a look at how the queue would move before they are saved."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dunning.access import require_all_customers
from dunning.services.reviews.priority_rules import SHOWN, change_rules, rules_in_use
from dunning.workspace.priority_page.form import RulesForm
from dunning.workspace.priority_page.moves import moved_reviews

VIEW, CHANGE = "dunning.view_priorityrule", "dunning.change_priorityrule"
PAGE = "admin:dunning_priorityrule_changelist"


def priority_view(request: HttpRequest, *, site: AdminSite) -> HttpResponse:
    """GET shows the points, with fields in the query how the queue would move; POST saves them. Three queries."""
    may_change = request.user.has_perm(CHANGE)
    if not (may_change or request.user.has_perm(VIEW)):
        raise PermissionDenied
    require_all_customers(request.user)
    rules = rules_in_use()
    if request.method == "POST":
        return _save(request, site, rules, may_change)
    form = RulesForm(request.GET if "preview" in request.GET else None, rules=rules)
    moved = moved_reviews(before=rules, after=form.rules) if form.is_bound and form.is_valid() else None
    return _page(request, site, form, may_change, moved)


def _save(request: HttpRequest, site: AdminSite, rules: dict, may_change: bool) -> HttpResponse:
    if not may_change:
        raise PermissionDenied
    form = RulesForm(request.POST, rules=rules)
    if not form.is_valid():
        return _page(request, site, form, may_change, None)
    count = change_rules(rules=form.rules, by=request.user, as_of=timezone.now())  # type: ignore[arg-type]
    words = ngettext(
        "%(count)s rule changed; the queue is ranked anew.", "%(count)s rules changed; the queue is ranked anew.", count
    )
    messages.success(request, words % {"count": count} if count else _("Nothing was changed."))
    return redirect(PAGE)


def _page(request: HttpRequest, site: AdminSite, form: RulesForm, may_change: bool, moved: list | None) -> HttpResponse:
    context = {
        **site.each_context(request),
        "title": _("Priority"),
        "form": form,
        "may_change": may_change,
        "moved": moved,
        "rising": sum(row.places > 0 for row in moved or ()),
        "falling": sum(row.places < 0 for row in moved or ()),
        "shown": SHOWN,
    }
    return TemplateResponse(request, "dunning/workspace/priority/page.html", context)
