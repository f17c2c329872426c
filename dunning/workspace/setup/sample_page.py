from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from dunning.workspace.setup.page import require_right
from dunning.workspace.setup.sample import LONGEST, SAMPLES, understand


def sample_view(request: HttpRequest) -> HttpResponse:
    """A text from the field, or a sample by its number; a GET shows the field alone."""
    require_right(request)
    chosen = request.POST.get("sample", "")
    number = int(chosen) if chosen.isdecimal() and int(chosen) < len(SAMPLES) else None
    text = SAMPLES[number][1] if number is not None else request.POST.get("text", "")
    context = {
        **admin.site.each_context(request),
        "title": _("Try a reply"),
        "samples": [(index, title) for index, (title, _text) in enumerate(SAMPLES)],
        "text": text,
        "longest": LONGEST,
        "understood": understand(text) if request.method == "POST" and text.strip() else None,
    }
    return TemplateResponse(request, "dunning/workspace/setup/sample.html", context)
