"""An account manager's answer to an escalation. GET only shows, since mail scanners follow links; POST acts, once."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from dunning.escalation_letters import overdue_lines
from dunning.models import Escalation, InvalidState, SignedLink
from dunning.services.escalations import LONGEST_HOLD_DAYS, answer_escalation
from dunning.signed_links import is_spent, link_from_token
from trade.dates import format_date
from trade.money import format_amount

HOLD_DAYS = (7, 14)
WHAT_HAPPENS = {
    "hold": "We do not write to this customer until then. This works once.",
    "call": "We do not write for two business days, and note that you call.",
    "go_on": "We go on with our reminders.",
    "dispute": "All overdue invoices are set aside, and the AR team looks into it.",
    "somebody_else": "The AR manager finds out who looks after this customer.",
}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_variables("token")
def answer_view(request: HttpRequest, token: str, answer: str = "") -> HttpResponse:
    """The question, or with an answer in the address that answer to be confirmed."""
    link = link_from_token(token)
    if link is None or (answer and answer not in Escalation.Answer.values):
        raise Http404
    now = timezone.now()
    if is_spent(link, as_of=now) or link.escalation.status == Escalation.Status.ANSWERED:
        return _page(request, "spent", {"escalation": link.escalation}, status=410)
    if request.method == "POST":
        return _act(request, link, request.POST.get("answer", answer))
    return _page(request, "answer", _question(link, answer))


def _act(request: HttpRequest, link: SignedLink, answer: str) -> HttpResponse:
    days = request.POST.get("days", "")
    try:
        escalation = answer_escalation(
            escalation_id=link.escalation_id,
            answer=answer,
            link=link,
            days=int(days) if days.isdecimal() else HOLD_DAYS[0],
            as_of=timezone.now(),
        )
    except (InvalidState, ValueError) as problem:
        return _page(request, "answer", _question(link, "") | {"problem": str(problem)}, status=409)
    return _page(request, "thanks", {"escalation": escalation, "effect": WHAT_HAPPENS[escalation.answer]})


def _question(link: SignedLink, chosen: str) -> dict[str, Any]:
    escalation = link.escalation
    choices = [
        {"value": value, "label": label, "effect": WHAT_HAPPENS[value]}
        for value, label in Escalation.Answer.choices
        if not chosen or value == chosen
    ]
    return {
        "escalation": escalation,
        "exposure": format_amount(escalation.exposure, escalation.case.policy.currency, language="en"),
        "deadline": format_date(escalation.deadline, language="en"),
        "lines": overdue_lines(escalation, as_of=timezone.now()),
        "choices": choices,
        "chosen": chosen,
        "hold_days": [days for days in HOLD_DAYS if days <= LONGEST_HOLD_DAYS],
    }


def _page(request: HttpRequest, name: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """The address is a key: it must not leave by a referrer or be found by a search."""
    response = render(request, f"dunning/portal/{name}.html", context, status=status)
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
