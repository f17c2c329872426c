"""The ladder as a page: how far the agent goes alone, what its last texts came to, and which steps are proposed."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from customers.admin.amounts import shown_amount
from customers.models import Customer
from dunning.models import Rung, RungChange, Scorecard, Segment, Step
from dunning.services.autonomy.ladder import STEP
from dunning.services.autonomy.proposals import judge_ladder
from dunning.services.autonomy.scorecards import PLACES, latest_scorecards

PERMISSIONS = ("dunning.view_rung", STEP)
SHOWN_STEPS = 15
# What a bar is made of: a scorecard's count, in words, and its colour.
PARTS = (
    ("unchanged", _("approved unchanged"), "bg-green-600"),
    ("alone", _("went alone"), "bg-green-500"),
    ("edited", _("edited"), "bg-orange-500"),
    ("rejected", _("rejected"), "bg-red-500"),
    ("shadows", _("only watched"), "bg-base-400"),
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
        "title": gettext("Autonomy"),
        "segments": _segments({(row.segment_id, row.kind, row.stage): row for row in proposals}),
        "steps": [(step, _cell(step.kind, step.stage)) for step in steps.order_by("-decided_at", "-pk")[:SHOWN_STEPS]],
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
    said = gettext("Scorecards computed: %(cards)s. Steps up proposed: %(up)s. Steps down taken: %(down)s.") % {
        "cards": judged.scorecards,
        "up": judged.proposed,
        "down": judged.stepped_down,
    }
    messages.success(request, said)
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
                    words=_cell(kind, stage),
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
    as_kind = gettext("as all of its kind") if stage else ""
    of_others = gettext("as all others")
    places = (((segment, kind, stage), ""), ((segment, kind, ""), as_kind), ((others, kind, stage), of_others))
    for at, origin in (*places, ((others, kind, ""), of_others if others != segment else as_kind)):
        if at in rungs:
            return rungs[at], origin
    return Rung(level=Rung.Level.MONITOR), gettext("not set")


def _limits(rung: Rung, currency: str) -> tuple[str, ...]:
    """What narrows the rung, in words."""
    found = []
    if rung.amount_limit is not None:
        found.append(gettext("up to %(amount)s") % {"amount": shown_amount(rung.amount_limit, currency)})
    if rung.stages_alone:
        found.append(gettext("alone: %(stages)s") % {"stages": ", ".join(_labels(Step.Stage, rung.stages_alone))})
    if rung.least_confidence is not None:
        found.append(gettext("at least %(percent)s %% sure") % {"percent": round(100 * rung.least_confidence)})
    if rung.person_tiers:
        found.append(
            gettext("a person for %(tiers)s") % {"tiers": ", ".join(_labels(Customer.Tier, rung.person_tiers))}
        )
    return tuple(found)


def _cell(kind: str, stage: str) -> str:
    words = str(Rung.Kind(kind).label)
    return f"{words}: {Step.Stage(stage).label}" if stage else words


def _labels(choices: type[models.TextChoices], values: list[str]) -> list[str]:
    return [str(choices(value).label).lower() for value in values if value in choices.values]


def _bar(card: Scorecard) -> tuple[tuple[str, int, str], ...]:
    """Words, count and colour of each part that is there; blocked texts that nobody decided come last."""
    parts = [(str(words), getattr(card, name), colour) for name, words, colour in PARTS]
    return tuple(part for part in parts if part[1])
