"""The page of results, and the part of it that the box asks for while a person types."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from dunning.workspace.search.everything import IN_BOX, ON_PAGE, search_everything


@never_cache
@require_GET
def search_view(request: HttpRequest) -> HttpResponse:
    """`q`: what is looked for. With `box` only the list, short enough for the box."""
    typed = request.GET.get("q", "")
    box = "box" in request.GET
    found = search_everything(typed, request=request, limit=IN_BOX if box else ON_PAGE) if typed.strip() else None
    if box:
        return TemplateResponse(request, "dunning/workspace/search/list.html", {"found": found, "in_box": True})
    context = {**admin.site.each_context(request), "title": _("Search"), "typed": typed, "found": found}
    return TemplateResponse(request, "dunning/workspace/search/page.html", context)
