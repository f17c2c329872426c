"""What the agent would have sent beside what people did for that debtor."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from audit.sentences import part_in_readers_language
from dunning.models import Activity, Evidence, Message

SHOWN = 25


@dataclass(frozen=True)
class Done:
    """One thing that a person did: `what` is “Wrote”, “Called” or “Wrote outside Dunwell”, `by` a name or ""."""

    at: datetime
    what: str | Promise
    by: str
    text: str


@dataclass(frozen=True)
class Compared:
    """A watched message and what people did within the policy's `shadow_days`; `until` is the end of those days.

    `alike`: the share of words that the nearest own message has in common with it, 0 to 1; None without one.
    """

    message: Message
    evidence: Evidence
    until: datetime
    done: tuple[Done, ...] = ()
    alike: float | None = None

    @property
    def words(self) -> str:
        return part_in_readers_language("purpose", self.message.purpose.replace("_", " "))


def shadows(*, segment_id: int | None = None, kind: str = "", stage: str = "") -> QuerySet[Evidence]:
    """Watched messages, newest first."""
    rows = Evidence.objects.filter(outcome=Evidence.Outcome.SHADOW, message__isnull=False)
    if segment_id is not None:
        rows = rows.filter(segment=segment_id)
    if kind:
        rows = rows.filter(kind=kind, stage=stage)
    return rows.order_by("-decided_at", "-id")


def compared(rows: Sequence[Evidence]) -> list[Compared]:
    """Each beside what people did. Two queries; expects message, case, policy and debtor loaded."""
    if not rows:
        return []
    pairs = [(row, row.message) for row in rows if row.message]
    first = min(row.decided_at for row in rows)
    written = _written({message.debtor_id for _, message in pairs}, since=first)
    noted = _noted({message.case_id for _, message in pairs}, since=first)
    return [_compare(row, message, written[message.debtor_id] + noted[message.case_id]) for row, message in pairs]


def _compare(row: Evidence, message: Message, candidates: Sequence[Done]) -> Compared:
    from dunning.services.autonomy.evidence import words_changed

    until = row.decided_at + timedelta(days=message.case.policy.shadow_days)
    done = sorted((one for one in candidates if row.decided_at < one.at <= until), key=lambda one: one.at)
    shares = [1 - words_changed(message.body_text, one.text) for one in done if one.what == WROTE]
    return Compared(message, row, until, tuple(done), max(shares, default=None))


WROTE = gettext_lazy("Wrote")
_NOTED = {Activity.Kind.CALL: gettext_lazy("Called"), Activity.Kind.MAIL: gettext_lazy("Wrote outside Dunwell")}


def _written(debtors: set[int], *, since: datetime) -> dict[int, list[Done]]:
    found: dict[int, list[Done]] = defaultdict(list)
    own = Message.objects.filter(
        debtor_id__in=debtors, kind=Message.Kind.MANUAL, status__in=Message.LEFT, created_at__gt=since
    )
    for row in own.select_related("approved_by"):
        by = row.approved_by.get_username() if row.approved_by else ""
        found[row.debtor_id].append(Done(row.created_at, WROTE, by, row.body_text))
    return found


def _noted(cases: set[int], *, since: datetime) -> dict[int, list[Done]]:
    found: dict[int, list[Done]] = defaultdict(list)
    rows = Activity.objects.filter(case_id__in=cases, kind__in=list(_NOTED), happened_at__gt=since)
    for row in rows.select_related("by"):
        by = row.by.get_username() if row.by else ""
        found[row.case_id].append(Done(row.happened_at, _NOTED[Activity.Kind(row.kind)], by, row.text))
    return found
