"""Steps on the ladder: one down by the agent itself, one up by a person who confirms what the evidence proposes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext

from audit.recording import record_event
from dunning.models import Evidence, InvalidState, Policy, Review, Rung, RungChange, Segment
from dunning.services.outbox.taken_back import take_back_approved
from dunning.services.reviews.reviews import close_review, open_review
from trade.calendars import calendar_for

if TYPE_CHECKING:
    from django.contrib.auth.models import User

STEP = "dunning.change_rung"
DEADLINE_BUSINESS_DAYS = 5
# What a new row of a cell takes over from the rung that ruled it so far.
LIMITS = ("amount_limit", "stages_alone", "least_confidence", "person_tiers")


@dataclass(frozen=True)
class Cell:
    """One place of the ladder; `stage` is "" but for reminders."""

    segment_id: int
    kind: str
    stage: str = ""

    def columns(self) -> dict[str, int | str]:
        return {"segment_id": self.segment_id, "kind": self.kind, "stage": self.stage}


@transaction.atomic
def step_down(cell: Cell, *, about: datetime, why: str, as_of: datetime) -> RungChange | None:
    """One rung down at once, for what is approved and not yet sent, too.

    None where the cell stands at the policy's floor, or has stepped down since the text was decided (`about`).
    """
    segment = _locked(cell)
    present = _ruling(cell)
    if present.level <= segment.policy.step_down_floor or _stepped_down_since(cell, about):
        return None
    change = RungChange.objects.create(
        **cell.columns(),
        from_level=present.level,
        to_level=present.level - 1,
        why=why,
        status=RungChange.Status.TAKEN,
        proposed_at=as_of,
        decided_at=as_of,
    )
    lapse_proposal(cell, as_of=as_of)
    rung = _set_level(cell, present, change.to_level, as_of=as_of)
    data = {"kind": cell.kind, "stage": cell.stage, "from": change.from_level, "to": change.to_level}
    record_event("rung.stepped_down", subject=rung, as_of=as_of, reason=why, data=data)
    because = f"The agent stepped down: {why}"
    taken = take_back_approved(segment_id=cell.segment_id, kind=cell.kind, stage=cell.stage, why=because, as_of=as_of)
    _notify(Review.Kind.STEP_DOWN, change, f"{change}. {why} {_taken_words(taken)}".strip(), as_of=as_of)
    return change


def step_down_on_blocks(message_ids: Sequence[int], *, as_of: datetime) -> list[RungChange]:
    """Step down where the guard has blocked too many of a cell's newest texts. `message_ids`: just blocked."""
    if not message_ids:
        return []
    blocked = Evidence.objects.filter(message_id__in=message_ids)
    places = blocked.order_by().values_list("segment_id", "kind", "stage").distinct()
    return [change for place in places if (change := answer_blocks(Cell(*place), as_of=as_of))]


def answer_blocks(cell: Cell, *, as_of: datetime) -> RungChange | None:
    """Compare the cell's newest evidence with the policy's bound on blocked texts. Two queries where nothing is wrong.

    What was blocked before the last change of the rung is left out: it was answered, or speaks of another rung.
    """
    policy = Segment.objects.select_related("policy").get(pk=cell.segment_id).policy
    newest = Evidence.objects.filter(**cell.columns()).exclude(outcome=Evidence.Outcome.WAITING)
    rows = newest.order_by("-decided_at", "-id").values_list("blocked_at", flat=True)[: policy.step_down_window]
    since = _ruling(cell).changed_at
    blocked = [at for at in rows if at and (since is None or at > since)]
    if len(blocked) < policy.step_down_blocks:
        return None
    reading = cell.kind == Rung.Kind.READING
    done, what = ("People took back", "readings") if reading else ("The guard blocked", "texts")
    why = f"{done} {len(blocked)} of the last {len(rows)} {what}."
    return step_down(cell, about=max(blocked), why=why, as_of=as_of)


@transaction.atomic
def take_step(*, change_id: int, by: User, as_of: datetime) -> RungChange:
    """Confirm a proposed step up: the rung is raised from now on.

    Raises PermissionDenied without the right, InvalidState if it is decided already or the rung has moved since.
    """
    change = _proposed(change_id, by=by)
    cell = cell_of(change)
    _locked(cell)
    present = _ruling(cell)
    if present.level != change.from_level:
        raise InvalidState(gettext("The rung has been changed since this was proposed."))
    rung = _set_level(cell, present, change.to_level, as_of=as_of)
    _decide(change, RungChange.Status.TAKEN, by=by, as_of=as_of)
    if change.from_level == Rung.Level.MONITOR:  # what was only watched so far is due in earnest: look at them again
        Policy.objects.filter(segments=cell.segment_id).update(version=F("version") + 1)
    data = {"kind": cell.kind, "stage": cell.stage, "from": change.from_level, "to": change.to_level}
    record_event("rung.stepped_up", subject=rung, as_of=as_of, by=by, reason=change.why, data=data)
    return change


@transaction.atomic
def refuse_step(*, change_id: int, by: User, as_of: datetime, reason: str = "") -> RungChange:
    """Leave the rung where it is. Raises as `take_step` does."""
    change = _proposed(change_id, by=by)
    _decide(change, RungChange.Status.REFUSED, by=by, as_of=as_of)
    record_event("rung.step_refused", subject=change, as_of=as_of, by=by, reason=reason)
    return change


@transaction.atomic
def propose_step(cell: Cell, *, level: int, why: str, as_of: datetime) -> RungChange | None:
    """Put a step up before a person; None if one is proposed already or the rung is no longer at `level`."""
    _locked(cell)
    proposed = RungChange.objects.filter(**cell.columns(), status=RungChange.Status.PROPOSED)
    if _ruling(cell).level != level or proposed.exists():
        return None
    change = RungChange.objects.create(
        **cell.columns(),
        from_level=level,
        to_level=level + 1,
        why=why,
        status=RungChange.Status.PROPOSED,
        proposed_at=as_of,
    )
    record_event("rung.step_proposed", subject=change, as_of=as_of, reason=why)
    _notify(Review.Kind.STEP_UP, change, f"{change}? {why}", as_of=as_of)
    return change


def lapse_proposal(cell: Cell, *, as_of: datetime) -> None:
    """The evidence no longer carries the step that was proposed, if any."""
    for change in RungChange.objects.filter(**cell.columns(), status=RungChange.Status.PROPOSED):
        _decide(change, RungChange.Status.LAPSED, by=None, as_of=as_of)
        record_event("rung.step_lapsed", subject=change, as_of=as_of)


def cell_of(row: RungChange | Evidence) -> Cell:
    return Cell(row.segment_id, row.kind, row.stage)


def _locked(cell: Cell) -> Segment:
    """Steps of a segment come one after another; others may go on pointing at it."""
    rows = Segment.objects.select_for_update(of=("self",), no_key=True).select_related("policy")
    return rows.get(pk=cell.segment_id)


def _ruling(cell: Cell) -> Rung:
    """The most specific rung for the cell, an unsaved one at `monitor` where nobody has set any."""
    rows = Rung.objects.filter(kind=cell.kind, stage__in={cell.stage, ""}).select_related("segment")
    fitting = [rung for rung in rows if rung.segment_id == cell.segment_id or rung.segment.key == ""]
    return max(
        fitting,
        key=lambda rung: (rung.segment_id == cell.segment_id, rung.stage == cell.stage),
        default=Rung(level=Rung.Level.MONITOR),
    )


def _set_level(cell: Cell, present: Rung, level: int, *, as_of: datetime) -> Rung:
    """On the cell's own row, which takes over the limits of the rung that ruled it so far."""
    limits = {name: getattr(present, name) for name in LIMITS}
    changed = {"level": level, "changed_at": as_of}
    rung, _ = Rung.objects.update_or_create(**cell.columns(), defaults=changed, create_defaults={**limits, **changed})
    return rung


def _stepped_down_since(cell: Cell, instant: datetime) -> bool:
    downs = RungChange.objects.filter(**cell.columns(), status=RungChange.Status.TAKEN, to_level__lt=F("from_level"))
    return downs.filter(decided_at__gte=instant).exists()


def _proposed(change_id: int, *, by: User) -> RungChange:
    if not by.has_perm(STEP):
        raise PermissionDenied(gettext("Steps on the ladder take a right of their own."))
    change = RungChange.objects.select_for_update(of=("self",)).select_related("segment").get(pk=change_id)
    if change.status != RungChange.Status.PROPOSED:
        raise InvalidState(gettext("This step is %(status)s already.") % {"status": change.get_status_display()})
    return change


def _decide(change: RungChange, status: str, *, by: User | None, as_of: datetime) -> None:
    change.status, change.decided_at, change.decided_by = status, as_of, by
    change.save(update_fields=["status", "decided_at", "decided_by"])
    close_review(change, kind=Review.Kind.STEP_UP, outcome=status, by=by, as_of=as_of)


def _notify(kind: str, change: RungChange, why: str, *, as_of: datetime) -> None:
    deadline = calendar_for("").add_business_days(as_of.date(), DEADLINE_BUSINESS_DAYS)
    open_review(kind, why=why, subject=change, case=None, deadline=deadline, as_of=as_of)


def _taken_words(count: int) -> str:
    if not count:
        return ""
    return "One approved message waits for a person." if count == 1 else f"{count} approved messages wait for a person."
