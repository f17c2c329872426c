"""Answering like with like: a look at all of them with amounts and totals, then one answer to each."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dunning.access import restrict
from dunning.facts_json import facts_from_json
from dunning.models import GivenAnswer, Message, Review
from dunning.models.review import RANK
from dunning.services.reviews.given_answers import CHANGE, REFUSALS, UNDO_WINDOW, give_answer, given_words, seen_of
from dunning.services.reviews.leases import lookers
from dunning.services.reviews.outcomes import answered_words
from dunning.workspace.queue.actions import bulk_outcomes
from dunning.workspace.queue.page import PARTS, VIEW, key_of, require

MOST = 100


@dataclass(frozen=True)
class Item:
    """`problem`: why it cannot be answered with the others; `amounts`: what its letter asks for, with the currency."""

    review: Review
    problem: str
    amounts: tuple[tuple[Decimal, str], ...]
    seen: str
    words: str


def bulk_view(request: HttpRequest) -> HttpResponse:
    """The dialog. Four queries, however many are chosen."""
    require(request, VIEW, CHANGE)
    keys = [key for text in request.GET.get("reviews", "").split(",")[: MOST + 1] if (key := key_of(text))]
    items = items_of(keys[:MOST], request=request)
    if not items:
        raise BadRequest
    kind = items[0].review.kind
    fitting = [item for item in items if not item.problem]
    context = {
        "items": fitting,
        "left": [item for item in items if item.problem],
        "kind": items[0].review.get_kind_display(),
        "totals": _totals(fitting),
        "outcomes": bulk_outcomes(kind),
        "too_many": MOST if len(keys) > MOST else 0,
    }
    return TemplateResponse(request, f"{PARTS}bulk.html", context)


@require_POST
def bulk_answer_view(request: HttpRequest) -> HttpResponse:
    """Each on its own: what is refused stays with its sentence, the rest is given and can be undone."""
    require(request, VIEW, CHANGE)
    outcome, note = request.POST.get("outcome", ""), request.POST.get("note", "").strip()[:2000]
    marks = dict(zip(request.POST.getlist("review"), request.POST.getlist("seen"), strict=False))
    keys = [key for text in marks if (key := key_of(text))][:MOST]
    items = items_of(keys, request=request)
    given, refused = [], []
    for item in items:
        problem = item.problem or _give(request, item, outcome, note, marks[str(item.review.pk)])
        if problem:
            refused.append({"review": item.review.pk, "who": item.words, "why": problem})
        else:
            given.append(item.review.pk)
    return JsonResponse({"given": given, "left": refused, "seconds": UNDO_WINDOW.total_seconds()})


def items_of(keys: list[int], *, request: HttpRequest) -> list[Item]:
    """In the order of the queue. The first one's kind rules; another kind cannot be answered with it."""
    rows = restrict(Review.objects.filter(pk__in=keys), user=request.user, customer="case__debtor")
    rows = rows.select_related("case__debtor", "message", "incoming", "closed_by").defer("incoming__raw")
    reviews = list(rows.order_by(*RANK))
    given = {row.review_id: row for row in GivenAnswer.objects.filter(review__in=keys, problem="").select_related("by")}
    others = lookers(keys, user=request.user, as_of=timezone.now())  # type: ignore[arg-type]
    kind = reviews[0].kind if reviews else ""
    return [
        Item(
            review,
            _problem(review, kind, given.get(review.pk), others.get(review.pk, [])),
            _asked(review.message),
            seen_of(review) if review.message else "",
            review.case.debtor.name if review.case else str(review),
        )
        for review in reviews
    ]


def _problem(review: Review, kind: str, given: GivenAnswer | None, others: list[str]) -> str:
    if review.closed_at:
        return answered_words(review)
    if given:
        return given_words(review, given)
    if review.kind != kind:
        return _("It is of another kind.")
    if others:
        return _("%(names)s has it open.") % {"names": ", ".join(others)}
    if kind == Review.Kind.APPROVAL and review.message:
        if review.message.status != Message.Status.AWAITING_APPROVAL:
            return _("The message no longer waits for approval.")
        if review.message.suggestion:
            return _("Somebody's edit of an earlier text waits beside it. Look at it alone.")
    return ""


def _asked(message: Message | None) -> tuple[tuple[Decimal, str], ...]:
    if message is None or not message.facts:
        return ()
    return tuple((amount, currency) for currency, amount in facts_from_json(message.facts).net_asked().items())


def _totals(items: list[Item]) -> list[tuple[Decimal, str]]:
    """By currency: what the letters ask for, else what is overdue."""
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for item in items:
        amounts: Any = item.amounts or [(item.review.exposure, item.review.currency)]
        for amount, currency in amounts:
            sums[currency] += amount
    return [(amount, currency) for currency, amount in sorted(sums.items()) if currency]


def _give(request: HttpRequest, item: Item, outcome: str, note: str, seen: str) -> str:
    """Why not, "" when it was given."""
    if outcome not in dict(bulk_outcomes(item.review.kind)):
        return _("“%(what)s” is no answer for many at once.") % {"what": outcome}
    try:
        give_answer(
            review_id=item.review.pk,
            outcome=outcome,
            by=request.user,  # type: ignore[arg-type]
            as_of=timezone.now(),
            note=note,
            seen=seen,
        )
    except REFUSALS as refusal:
        return str(refusal) or _("You may not do that.")
    return ""
