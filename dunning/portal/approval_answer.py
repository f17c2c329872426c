"""The answer of somebody who is asked about a dispute, by the link in the mail."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from dunning.approval_letters import approval_intro, approval_language
from dunning.dispute_facts import dispute_facts
from dunning.inside_words import words_in
from dunning.models import Dispute, DisputeApproval, InvalidState, SignedLink
from dunning.portal.answer_frame import answer_page, kept_private
from dunning.services.disputes.approval import answer_approval
from dunning.signed_links import LinkSpent, is_expired, token_of
from trade.numbers import parse_amount

KILOBYTE, MEGABYTE = 1_000, 1_000_000


def approval_view(request: HttpRequest, link: SignedLink) -> HttpResponse:
    approval = _approval(link)
    language = approval_language(approval)
    words = words_in(language)
    if link.used_at or approval.answered_at:
        answer = words.get(f"a_{approval.answer}", "")
        said = words["a_thanks_said"].format(answer=answer) if link.used_at else words["over_said"]
        context = {"title": words["thanks"] if link.used_at else words["over_title"], "said": said}
        return answer_page(request, "closed", context, language=language, status=200 if link.used_at else 410)
    if not approval.is_open or approval.dispute.status != Dispute.Status.OPEN:
        context = {"title": words["over_title"], "said": words["over_said"]}
        return answer_page(request, "closed", context, language=language, status=410)
    if is_expired(link, as_of=timezone.now()):
        context = {"title": words["expired_title"], "said": words["expired_said"]}
        return answer_page(request, "closed", context, language=language, status=410)
    if request.method == "POST":
        return _act(request, link, language=language)
    return answer_page(request, "approval", _question(link, language=language), language=language)


def _approval(link: SignedLink) -> DisputeApproval:
    if link.approval is None:
        raise ValueError("This link asks about something else.")
    return link.approval


def _act(request: HttpRequest, link: SignedLink, *, language: str) -> HttpResponse:
    given, approval = request.POST, _approval(link)
    try:
        answer_approval(
            approval_id=approval.pk,
            answer=given.get("answer", ""),
            amount=_amount(given.get("amount", "")),
            comment=given.get("comment", ""),
            link=link,
            as_of=timezone.now(),
        )
    except LinkSpent:
        pass
    except (InvalidState, ValueError):
        context = _question(link, language=language) | {
            "problem": words_in(language)["try_again"],
            "typed": {name: given.get(name, "") for name in ("answer", "amount", "comment")},
        }
        return answer_page(request, "approval", context, language=language, status=409)
    response = HttpResponseRedirect(reverse("portal:answer", args=[token_of(link)]))
    response.status_code = 303
    return kept_private(response)


def _amount(text: str) -> Decimal | None:
    """Raises ValueError for what is no amount."""
    return parse_amount(text.strip()[:40]) if text.strip() else None


def _question(link: SignedLink, *, language: str) -> dict[str, Any]:
    approval, words, token = _approval(link), words_in(language), token_of(link)
    debtor = approval.dispute.debtor.name
    return {
        "title": words["a_subject"].format(debtor=debtor),
        "intro": approval_intro(approval, "a_intro", language=language),
        "facts": dispute_facts(approval.dispute, language=language),
        "question": approval.question,
        "files": [
            (row.name, _size(row.size), reverse("portal:evidence", args=[token, row.pk]))
            for row in approval.dispute.files.filter(removed_at=None)
        ],
        "choices": [
            (value, words[f"a_{value}"], words[f"a_{value}_effect"]) for value in DisputeApproval.Answer.values
        ],
        "typed": {},
    }


def _size(size: int) -> str:
    return f"{size / MEGABYTE:.1f} MB" if size >= MEGABYTE else f"{max(round(size / KILOBYTE), 1)} kB"
