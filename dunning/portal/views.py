"""Behind a signed link in a mail to our own people. GET only shows, as mail scanners follow links; POST acts, once."""

from __future__ import annotations

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from dunning.models import Escalation
from dunning.portal.answer_frame import asks_too_often, busy_page, kept_private, unknown_page
from dunning.portal.approval_answer import approval_view
from dunning.portal.escalation_answer import escalation_view
from dunning.signed_links import is_expired, link_from_token


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_variables("token")
def answer_view(request: HttpRequest, token: str, answer: str = "") -> HttpResponse:
    """The question, or with an answer in the address that answer to be confirmed."""
    if asks_too_often(request):
        return busy_page(request)
    link = link_from_token(token)
    if link is None or (answer and answer not in (*Escalation.Answer.values, "undo")):
        return unknown_page(request)
    if link.approval_id is not None:
        return unknown_page(request) if answer else approval_view(request, link)
    return escalation_view(request, link, answer)


@never_cache
@require_http_methods(["GET", "HEAD"])
@sensitive_variables("token")
def evidence_view(request: HttpRequest, token: str, file_id: int) -> HttpResponseBase:
    """A file of the dispute that the link asks about, as a download, while the question is open."""
    link = None if asks_too_often(request) else link_from_token(token)
    approval = link.approval if link else None
    if link is None or approval is None or is_expired(link, as_of=timezone.now()) or not approval.is_open:
        return unknown_page(request)
    row = approval.dispute.files.filter(pk=file_id, removed_at=None).first()
    if row is None:
        return unknown_page(request)
    response = FileResponse(row.file.open("rb"), as_attachment=True, filename=row.name, content_type=row.content_type)
    kept_private(response)  # type: ignore[arg-type]
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
