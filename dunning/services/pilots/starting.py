"""Starting and ending a pilot: on record, and felt by every debtor of it at once."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.recording import EventRow, record_event, record_events
from customers.metrics.rates import rate_between
from customers.models import Rate
from dunning.models import InvalidState, Pilot, PilotMember, Segment
from dunning.pilot.draw import Candidate, Drawn, draw_halves
from dunning.services.autonomy.ladder import STEP
from dunning.services.cases.looks import look_again
from dunning.services.outbox.outreach import supersede_messages

if TYPE_CHECKING:
    from django.contrib.auth.models import User

PLACES = Decimal("0.01")
# More would make each comparison slow and none surer.
MOST_DEBTORS = 20_000

# Debtors of the segment with open invoices that the agent may write to and that no pilot runs with.
CANDIDATES = """
SELECT i.debtor_id, i.currency, coalesce(sum(i.open_amount) FILTER (WHERE i.due_on < %(on)s), 0), sum(i.open_amount),
    count(*)
FROM customers_invoice i JOIN customers_customer c ON c.id = i.debtor_id
WHERE i.kind = 'invoice' AND i.closed_how = '' AND i.issued_on <= %(on)s
    AND NOT c.insolvent AND NOT c.do_not_contact AND c.exit = ''
    AND (c.segment = %(key)s OR (%(key)s = '' AND c.segment NOT IN (SELECT key FROM dunning_segment)))
    AND NOT EXISTS (SELECT FROM dunning_pilotmember m WHERE m.debtor_id = i.debtor_id AND m.running)
GROUP BY 1, 2
"""
HISTORY = """
SELECT debtor_id, percentile_cont(0.5) WITHIN GROUP (ORDER BY closed_on - due_on)
FROM customers_invoice
WHERE kind = 'invoice' AND closed_how = 'paid' AND closed_on > %(on)s::date - 365 AND closed_on <= %(on)s
    AND debtor_id = ANY(%(debtors)s)
GROUP BY 1 HAVING count(*) >= 3
"""


def plan_pilot(segment: Segment, *, seed: int, as_of: datetime) -> list[Drawn]:
    """The halves as they would be drawn now; nothing is written. Three queries."""
    return draw_halves(candidates_of(segment, on=timezone.localdate(as_of)), seed=seed)


@transaction.atomic
def start_pilot(*, segment_id: int, name: str, seed: int, by: User | None, as_of: datetime, days: int = 30) -> Pilot:
    """Draw the halves and hold them from now on: unsent messages of all of them are taken back.

    Raises PermissionDenied without the right to move rungs, InvalidState where fewer than two debtors could be drawn,
    or one is in a pilot that started meanwhile. `by` None: from the command line.
    """
    _require(by)
    segment = Segment.objects.select_for_update(of=("self",)).select_related("policy").get(pk=segment_id)
    drawn = plan_pilot(segment, seed=seed, as_of=as_of)
    if len(drawn) < 2:
        raise InvalidState(_("There are no two customers of this segment with open invoices that no pilot runs with."))
    pilot = Pilot.objects.create(name=name, segment=segment, seed=seed, days=days, started_at=as_of, started_by=by)
    PilotMember.objects.bulk_create([_member(pilot, one) for one in drawn], batch_size=5000)
    treated = sum(one.treated for one in drawn)
    data = {"segment": segment.key, "seed": seed, "days": days, "treated": treated, "control": len(drawn) - treated}
    actor = "" if by else "system"
    record_event("pilot.started", subject=pilot, as_of=as_of, by=by, actor=actor, data=data)
    rows = [
        EventRow("pilot.drawn", "pilot", pilot.pk, one.candidate.debtor_id, "treated" if one.treated else "control")
        for one in drawn
    ]
    record_events(rows, as_of=as_of, actor=actor or "person", user_id=by.pk if by else None)
    _feel(pilot, why=f"The pilot “{pilot}” started.", as_of=as_of)
    return pilot


@transaction.atomic
def end_pilot(*, pilot_id: int, why: str, by: User | None, as_of: datetime) -> Pilot:
    """From now on the segment's rungs rule all of its debtors again. Raises InvalidState once it has ended."""
    _require(by)
    pilot = Pilot.objects.select_for_update(of=("self",)).get(pk=pilot_id)
    if pilot.ended_at:
        raise InvalidState(_("This pilot has ended already."))
    pilot.ended_at, pilot.ended_by, pilot.ended_why = as_of, by, why
    pilot.save(update_fields=["ended_at", "ended_by", "ended_why"])
    _feel(pilot, why=f"The pilot “{pilot}” ended.", as_of=as_of)
    pilot.members.update(running=False)
    record_event("pilot.ended", subject=pilot, as_of=as_of, by=by, actor="" if by else "system", reason=why)
    return pilot


def candidates_of(segment: Segment, *, on: date) -> list[Candidate]:
    """In order of debtors, amounts in policy currency; at most MOST_DEBTORS, those that owe most. Three queries.

    A debtor that owes in a currency without a rate is left out.
    """
    rates, base = Rate.objects.known_on(on), segment.policy.currency
    found: dict[int, Candidate | None] = {}
    with connection.cursor() as cursor:
        cursor.execute(CANDIDATES, {"on": on, "key": segment.key})
        for debtor, currency, overdue, opened, count in cursor.fetchall():
            rate = rate_between(rates, currency, base)
            before = found.get(debtor, Candidate(debtor, Decimal(), Decimal(), 0, None))
            found[debtor] = _added(before, overdue, opened, count, rate) if before and rate else None
        cursor.execute(HISTORY, {"on": on, "debtors": list(found)})
        late = {debtor: float(days) for debtor, days in cursor.fetchall()}
    listed = sorted((one for one in found.values() if one), key=lambda one: (-one.open, one.debtor_id))
    return [
        Candidate(one.debtor_id, one.overdue, one.open, one.invoices, late.get(one.debtor_id))
        for one in sorted(listed[:MOST_DEBTORS], key=lambda one: one.debtor_id)
    ]


def _added(before: Candidate, overdue: Decimal, opened: Decimal, count: int, rate: Decimal) -> Candidate:
    return Candidate(
        before.debtor_id,
        before.overdue + (overdue * rate).quantize(PLACES),
        before.open + (opened * rate).quantize(PLACES),
        before.invoices + count,
        None,
    )


def _member(pilot: Pilot, one: Drawn) -> PilotMember:
    known = one.candidate
    return PilotMember(
        pilot=pilot,
        debtor_id=known.debtor_id,
        treated=one.treated,
        stratum=one.stratum,
        overdue=known.overdue,
        invoices=known.invoices,
        median_late=known.median_late,
    )


def _feel(pilot: Pilot, *, why: str, as_of: datetime) -> None:
    """What was written under another rung does not leave; the next round looks at all of them."""
    debtors = list(pilot.members.values_list("debtor_id", flat=True))
    supersede_messages(debtors, why=why, as_of=as_of)
    look_again(debtors)


def _require(by: User | None) -> None:
    if by is not None and not by.has_perm(STEP):
        raise PermissionDenied(_("Starting and ending a pilot takes the right to move rungs."))
