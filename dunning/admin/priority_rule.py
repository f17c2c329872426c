from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from unfold.admin import ModelAdmin

from dunning.models import PriorityRule
from dunning.workspace.priority_page.page import priority_view


@admin.register(PriorityRule)
class PriorityRuleAdmin(ModelAdmin):
    """One page for all of them, with a preview; rows are neither added nor deleted by hand."""

    def get_urls(self) -> list[URLPattern]:
        return [path("", self.admin_site.admin_view(self.changelist_view), name="dunning_priorityrule_changelist")]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        return priority_view(request, site=self.admin_site)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
