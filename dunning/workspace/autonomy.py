"""The ladder as a page: how far the agent goes alone, what its last texts came to, and which steps are proposed."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone

from customers.admin.amounts import shown_amount
from dunning.models import Rung, RungChange, Scorecard, Segment
from dunning.models.autonomy import cell_words
from dunning.services.ladder import STEP
from dunning.services.scorecards import PLACES, latest_scorecards
from dunning.services.step_proposals import judge_ladder

PERMISSIONS = ("dunning.view_rung", STEP)
SHOWN_STEPS = 15
# What a bar is made of: a scorecard's count, in words, and its colour.
PARTS = (
    ("unchanged", "approved unchanged", "bg-green-600"),
    ("alone", "went alone", "bg-green-500"),
    ("edited", "edited", "bg-orange-500"),
    ("rejected", "rejected", "bg-red-500"),
    ("shadows", "only watched", "bg-base-400"),
)


@dataclass(frozen=True)
class Place:
    """One row of the table; `origin` says whose rung it is where the cell has none of its own."""

    words: str
    rung: Rung
    origin: str
    limits: tuple[str, ...]
    card: Scorecard | None
    bar: tuple[tuple[str, int, str], ...]
    proposal: RungChange | None
    # The query that leads to the watched texts of this cell.
    query: str


def ladder_view(request: HttpRequest, *, site: AdminSite) -> HttpResponse:
    """Four queries, however many segments there are; POST computes anew what moved."""
    _require(request)
    if request.method == "POST":
        return _compute(request)
    proposals = RungChange.objects.filter(status=RungChange.Status.PROPOSED)
    steps = RungChange.objects.exclude(status=RungChange.Status.PROPOSED).select_related("segment", "decided_by")
    context = {
        **site.each_context(request),
        "title": "Autonomy",
        "segments": _segments({(row.segment_id, row.kind, row.stage): row for row in proposals}),
        "steps": list(steps.order_by("-decided_at", "-pk")[:SHOWN_STEPS]),
        "levels": Rung.Level.choices,
        "parts": PARTS,
        "may_step": request.user.has_perm(STEP),
        "may_edit": request.user.has_perm("dunning.change_segment"),
    }
    return TemplateResponse(request, "dunning/workspace/autonomy.html", context)


def _require(request: HttpRequest) -> None:
    if not any(request.user.has_perm(permission) for permission in PERMISSIONS):
        raise PermissionDenied


def _compute(request: HttpRequest) -> HttpResponse:
    if not request.user.has_perm(STEP):
        raise PermissionDenied
    judged = judge_ladder(as_of=timezone.now())
    said = f"{judged.scorecards} scorecards computed, {judged.proposed} steps up proposed"
    if judged.stepped_down:
        said += f", {judged.stepped_down} steps down taken"
    messages.success(request, f"{said}.")
    return HttpResponseRedirect(reverse("admin:dunning_rungchange_ladder"))


def _segments(proposals: dict[tuple[int, str, str], RungChange]) -> list[tuple[Segment, list[Place]]]:
    rungs = {(rung.segment_id, rung.kind, rung.stage): rung for rung in Rung.objects.all()}
    cards = latest_scorecards()
    segments = list(Segment.objects.select_related("policy").order_by("key"))
    others = next((segment.pk for segment in segments if segment.key == ""), 0)
    found = []
    for segment in segments:
        places = []
        for kind, stage in PLACES:
            rung, origin = _ruling(rungs, segment.pk, others, kind, stage)
            at = (segment.pk, kind, stage)
            card = cards.get(at)
            places.append(
                Place(
                    words=cell_words(kind, stage),
                    rung=rung,
                    origin=origin,
                    limits=_limits(rung, segment.policy.currency),
                    card=card,
                    bar=_bar(card) if card else (),
                    proposal=proposals.get(at),
                    query=f"segment={segment.pk}&kind={kind}&stage={stage}",
                )
            )
        found.append((segment, places))
    return found


def _ruling(
    rungs: dict[tuple[int, str, str], Rung], segment: int, others: int, kind: str, stage: str
) -> tuple[Rung, str]:
    """As `services.rungs.ruling_rung`, with where it was found."""
    as_kind = f"as all {kind}s" if stage else ""
    of_others = "as all others"
    places = (((segment, kind, stage), ""), ((segment, kind, ""), as_kind), ((others, kind, stage), of_others))
    for at, origin in (*places, ((others, kind, ""), of_others if others != segment else as_kind)):
        if at in rungs:
            return rungs[at], origin
    return Rung(level=Rung.Level.MONITOR), "not set"


def _limits(rung: Rung, currency: str) -> tuple[str, ...]:
    """What narrows the rung, in words."""
    found = []
    if rung.amount_limit is not None:
        found.append(f"up to {shown_amount(rung.amount_limit, currency)}")
    if rung.stages_alone:
        found.append("alone: " + ", ".join(stage.replace("_", " ") for stage in rung.stages_alone))
    if rung.least_confidence is not None:
        found.append(f"at least {rung.least_confidence:.0%} sure")
    if rung.person_tiers:
        found.append("a person for " + ", ".join(tier.replace("_", " ") for tier in rung.person_tiers))
    return tuple(found)


def _bar(card: Scorecard) -> tuple[tuple[str, int, str], ...]:
    """Words, count and colour of each part that is there; blocked texts that nobody decided come last."""
    parts = [(words, getattr(card, name), colour) for name, words, colour in PARTS]
    return tuple(part for part in parts if part[1])
