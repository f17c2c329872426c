from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path

from customers.admin.read_only import ReadOnlyAdmin
from dunning.models import Wording
from dunning.workspace.wording_page import sentence_view, wordings_view


@admin.register(Wording)
class WordingAdmin(ReadOnlyAdmin):
    """Two pages of its own: the sentences of a language, and one sentence with the letters that it stands in."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.sentence_view)
        name = "dunning_wording_sentence"
        return [path("<slug:language>/<str:wording>/<int:variant>/", view, name=name), *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return wordings_view(request, site=self.admin_site)

    def sentence_view(self, request: HttpRequest, language: str, wording: str, variant: int) -> HttpResponse:
        return sentence_view(request, language, wording, variant, site=self.admin_site)
