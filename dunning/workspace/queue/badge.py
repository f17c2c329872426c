"""The number beside the queue in the sidebar."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import timezone

from dunning.workspace.queue.counts import waiting_count

MOST = 100


def note_waiting(request: HttpRequest, count: int) -> None:
    """For a page that has counted already what waits, up to MOST or more."""
    request._queue_badge = count  # type: ignore[attr-defined]


def queue_badge(request: HttpRequest) -> str | None:
    """What waits, at most “99+”; one query that stops at a hundred rows, asked once a request."""
    if not request.user.has_perm("dunning.view_review"):
        return None
    kept = getattr(request, "_queue_badge", None)
    if kept is None:
        kept = waiting_count(request.user, today=timezone.localdate(), cap=MOST)  # type: ignore[arg-type]
        note_waiting(request, kept)
    if not kept:
        return None
    return f"{MOST - 1}+" if kept >= MOST else str(kept)
