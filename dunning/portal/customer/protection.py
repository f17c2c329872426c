"""What stands before every page of a customer: the size of what comes, how often it comes, and whose link it is."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from django.conf import settings
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone, translation
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from dunning.access import restrict
from dunning.customer_links import message_id_from_letters
from dunning.models import Message
from dunning.portal.customer.forms import LARGEST_FILE, MEGABYTE
from dunning.portal.customer.words import Words, words_in
from dunning.services.customer_page.links import RELATED, Visit, visit_as_preview, visit_by_token
from dunning.services.customer_page.visits import ACTING, READING, Limit, too_many_visits

# The largest file, the longest words and the form around them.
LARGEST_BODY = (LARGEST_FILE + 1) * MEGABYTE
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)

Answer = TypeVar("Answer", bound=HttpResponseBase)
CustomerView = Callable[..., HttpResponseBase]


def for_customers(*, limit: Limit = READING, acts: bool = False) -> Callable[[CustomerView], CustomerView]:
    """Hand a view the Visit that its token opens; everybody else gets one and the same page.

    `acts`: the view takes POST. The body's size is looked at before anything reads it, CSRF protection included.
    """

    def around(view: CustomerView) -> CustomerView:
        @csrf_protect
        def opened(request: HttpRequest, visit: Visit, **rest: object) -> HttpResponseBase:
            return view(request, visit, **rest)

        @csrf_exempt
        @sensitive_variables()
        @sensitive_post_parameters()
        @wraps(view)
        def guarded(request: HttpRequest, token: str, **rest: object) -> HttpResponseBase:
            if request.method not in (("GET", "HEAD", "POST") if acts else ("GET", "HEAD")):
                return closed(request, status=405)
            visit, now = _visit(request, token), timezone.now()
            counted = ACTING if request.method == "POST" else limit
            link = visit.link_id if visit else None
            if too_many_visits(counted, link_id=link, address=address_of(request), as_of=now):
                return page(request, "busy", _visitors_words(request), status=429)
            if visit is None or (visit.preview and request.method == "POST"):
                return closed(request)
            if _length(request) > LARGEST_BODY:
                return closed(request, status=413)
            return protected(opened(request, visit, **rest))

        return guarded

    return around


def page(
    request: HttpRequest, name: str, words: Words, context: dict[str, object] | None = None, *, status: int = 200
) -> HttpResponse:
    """One page in its own language, whatever the browser asks for."""
    with translation.override("en"):
        given = {"words": words.texts, "language": words.language, "direction": words.direction, **(context or {})}
        response = render(request, f"dunning/portal/customer/{name}.html", given, status=status)
        response["Content-Language"] = words.language
        return protected(response)


def protected(response: Answer) -> Answer:
    """The address is a key: no cache keeps it, no search finds it, no other site learns it."""
    response["Cache-Control"] = "private, no-store, max-age=0"
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response["Content-Security-Policy"] = POLICY
    response["X-Content-Type-Options"] = "nosniff"
    return response


def address_of(request: HttpRequest) -> str:
    """Who asks; behind our own proxy the last address that it has seen, the only one that nobody can invent."""
    if settings.SECURE_PROXY_SSL_HEADER:
        forwarded = str(request.META.get("HTTP_X_FORWARDED_FOR", "")).rpartition(",")[2].strip()
        if forwarded:
            return forwarded
    return str(request.META.get("REMOTE_ADDR", ""))


def _visit(request: HttpRequest, token: str) -> Visit | None:
    """By the signed token, or for our own people by the unsigned address that stands in the text of a message."""
    message_id = message_id_from_letters(token)
    user = request.user
    if message_id is None or not isinstance(user, User) or not user.is_active or not user.is_staff:
        return visit_by_token(token, as_of=timezone.now())
    if not user.has_perm("dunning.view_message"):
        return None
    rows = restrict(Message.objects.all(), user=user, customer="debtor")
    message = rows.select_related(*(path.removeprefix("message__") for path in RELATED)).filter(pk=message_id).first()
    return visit_as_preview(message) if message else None


def closed(request: HttpRequest, *, status: int = 404) -> HttpResponse:
    """The same for a forged, an old, a foreign and a withdrawn link, so that nobody learns which it was."""
    return page(request, "closed", _visitors_words(request), status=status)


def _visitors_words(request: HttpRequest) -> Words:
    """By what the browser asks for: nothing here tells anything about the customer."""
    wanted = request.headers.get("Accept-Language", "")[:100].partition(",")[0].partition(";")[0].strip()
    return words_in(wanted)


def _length(request: HttpRequest) -> int:
    given = str(request.META.get("CONTENT_LENGTH") or "0")
    return int(given) if given.isdecimal() and len(given) < 12 else LARGEST_BODY + 1
