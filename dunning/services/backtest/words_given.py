"""Promises and disputes on record, each from the day on which it was written down to that of its decision."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.utils import timezone

from dunning.case_facts import EventAnchor
from dunning.models import Dispute, Promise
from dunning.services.rounds.standing import ANCHOR_DAYS

YEAR = timedelta(days=365)
ANCHOR_OF = {"broken": "promise_broken", "unseen": "claim_unseen"}


@dataclass(frozen=True, slots=True)
class Word:
    """What a customer said. `decided_on` is compared with the day only: before it, how it ended is not looked at."""

    row_id: int
    kind: str
    said_on: date
    quiet_until: date
    decided_on: date | None
    # EventAnchor kind once decided; "" for none.
    anchor: str
    parts: tuple[tuple[int, Decimal], ...]

    def lies_on(self, day: date) -> bool:
        """Dated promises and disputes until they were decided, all others to the end of their quiet."""
        if self.said_on >= day:
            return False
        if self.decided_on is None:
            return self.kind == "dispute" or day <= self.quiet_until
        return day <= self.decided_on


@dataclass(slots=True)
class Words:
    """Of one debtor."""

    said: list[Word] = field(default_factory=list)

    def lying(self, day: date) -> Iterator[Word]:
        return (word for word in self.said if word.lies_on(day))

    def anchors(self, day: date) -> list[EventAnchor]:
        since = day - timedelta(days=ANCHOR_DAYS)
        return [
            EventAnchor(word.anchor, word.row_id, word.decided_on)
            for word in self.said
            if word.anchor and word.decided_on and since <= word.decided_on < day
        ]

    def broken(self, day: date, *, window_days: int) -> int:
        since = day - timedelta(days=window_days)
        kinds = [word for word in self.said if word.anchor == "promise_broken" and word.decided_on]
        return sum(since < word.decided_on < day for word in kinds if word.decided_on)

    def last_said(self, day: date) -> date | None:
        return max((word.said_on for word in self.said if word.said_on < day), default=None)

    def turning_days(self) -> set[date]:
        """Days after which something looks different."""
        ends = {word.decided_on or word.quiet_until for word in self.said}
        return {day + timedelta(days=1) for day in ends | {word.said_on for word in self.said}}


def words_by_debtor(*, start: date, until: date) -> dict[int, Words]:
    """Everything said before a day, and no longer than a year before the first. Four queries."""
    found: dict[int, Words] = defaultdict(Words)
    for promise in Promise.objects.filter(recorded_at__date__range=(start - YEAR, until)).prefetch_related("lines"):
        decided = _day(promise.judged_at)
        anchor = ANCHOR_OF.get(promise.status, "") if decided else ""
        parts = tuple((line.invoice_id, line.amount) for line in promise.lines.all())
        said_on = timezone.localdate(promise.recorded_at)
        word = Word(promise.pk, promise.kind, said_on, promise.quiet_until, decided, anchor, parts)
        found[promise.debtor_id].said.append(word)
    for dispute in Dispute.objects.filter(opened_at__date__range=(start - YEAR, until)).prefetch_related("invoices"):
        decided = _day(dispute.resolved_at)
        anchor = "dispute_resolved" if decided and dispute.outcome in ("invalid", "partly") else ""
        parts = tuple((invoice.pk, Decimal()) for invoice in dispute.invoices.all())
        said_on = timezone.localdate(dispute.opened_at)
        word = Word(dispute.pk, "dispute", said_on, dispute.deadline, decided, anchor, parts)
        found[dispute.debtor_id].said.append(word)
    return found


def _day(instant: datetime | None) -> date | None:
    return timezone.localdate(instant) if instant else None
