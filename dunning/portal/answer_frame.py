"""What the pages behind links for our own people share: their look, their headers, and how often they may be asked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from dunning.inside_words import known_language, words_in

# In ten minutes from one address: far more than a person with a full inbox, far less than a search for tokens.
MOST_LOOKS, MOST_ANSWERS, WINDOW_SECONDS = 120, 30, 600


def answer_page(
    request: HttpRequest, name: str, context: Mapping[str, Any], *, language: str, status: int = 200
) -> HttpResponse:
    """One page in a language of `inside_words`."""
    given = {"words": words_in(language), "language": language, **context}
    return kept_private(render(request, f"dunning/portal/{name}.html", given, status=status))


def kept_private(response: HttpResponse) -> HttpResponse:
    """The address is a key: no cache keeps it, no search finds it, no other site learns it."""
    response["Cache-Control"] = "private, no-store, max-age=0"
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def unknown_page(request: HttpRequest, *, status: int = 404) -> HttpResponse:
    """The same for a forged, a broken and a forgotten link, so that nobody learns which it was."""
    language = browser_language(request)
    words = words_in(language)
    context = {"title": words["expired_title"], "said": words["expired_said"]}
    return answer_page(request, "closed", context, language=language, status=status)


def busy_page(request: HttpRequest) -> HttpResponse:
    response = unknown_page(request, status=429)
    response["Retry-After"] = str(WINDOW_SECONDS)
    return response


def asks_too_often(request: HttpRequest) -> bool:
    """Counted by process and address; enough to stop a script, never a person."""
    acts = request.method == "POST"
    key = f"answer-{'acts' if acts else 'looks'}-{request.META.get('REMOTE_ADDR', '')}"
    cache.add(key, 0, WINDOW_SECONDS)
    try:
        count = cache.incr(key)
    except ValueError:  # it ran out this instant
        return False
    return count > (MOST_ANSWERS if acts else MOST_LOOKS)


def browser_language(request: HttpRequest) -> str:
    wanted = request.headers.get("Accept-Language", "")[:200]
    return known_language(*(part.partition(";")[0].strip() for part in wanted.split(",")))
