"""Addresses of the queue, below the reviews' own in the admin."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.http import HttpResponse
from django.urls import path
from django.urls.resolvers import URLPattern

from dunning.workspace.queue import bulk, page, posts, saved


def _path(route: str, view: Callable[..., HttpResponse], name: str) -> URLPattern:
    wrapped: Any = admin.site.admin_view(view)
    return path(route, wrapped, name=f"dunning_review_queue{name}")


urlpatterns = [
    _path("", page.queue_view, ""),
    _path("settle/", posts.settle_view, "_settle"),
    _path("pulse/", posts.pulse_view, "_pulse"),
    _path("bulk/", bulk.bulk_view, "_bulk"),
    _path("bulk/answer/", bulk.bulk_answer_view, "_bulk_answer"),
    _path("views/", saved.save_view_view, "_save_view"),
    _path("views/<int:view_id>/", saved.change_view_view, "_change_view"),
    _path("cases/", saved.cases_view, "_cases"),
    _path("<int:review_id>/", page.panel_view, "_panel"),
    _path("<int:review_id>/row/", page.row_view, "_row"),
    _path("<int:review_id>/answer/", posts.answer_view, "_answer"),
    _path("<int:review_id>/undo/", posts.undo_view, "_undo"),
    _path("<int:review_id>/snooze/", posts.snooze_view, "_snooze"),
    _path("<int:review_id>/assign/", posts.assign_view, "_assign"),
    _path("<int:review_id>/edit/", posts.edit_view, "_edit"),
]
