"""Working parts of pages out ahead: by the sweeper when something changed, and at once for who has none yet."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from dunning.access import is_restricted, own_customers
from dunning.models import Prepared
from dunning.only_one import only_one
from dunning.prepared.ahead import ahead, week
from dunning.prepared.cash import cash
from dunning.prepared.done import done
from dunning.prepared.ledger import ledger
from dunning.prepared.needs import needs
from dunning.prepared.quality import quality
from dunning.prepared.scope import Scope
from dunning.services.cases.policies import NoPolicy

if TYPE_CHECKING:
    from django.contrib.auth.models import User

Part = Prepared.Part
# Shown on the first page, in the order in which they are worked out. AHEAD is cut from WEEK.
SHOWN = (Part.NEEDS, Part.DONE, Part.CASH, Part.QUALITY, Part.LEDGER, Part.AHEAD)
MAKERS: dict[str, Callable[[Scope], dict[str, Any]]] = {
    Part.NEEDS: needs,
    Part.DONE: done,
    Part.CASH: cash,
    Part.QUALITY: quality,
    Part.LEDGER: ledger,
}
# How old a part may grow while things change; one that takes long is made more seldom still.
OLDEST = {
    Part.NEEDS: timedelta(minutes=1),
    Part.DONE: timedelta(minutes=2),
    Part.CASH: timedelta(minutes=5),
    Part.LEDGER: timedelta(minutes=5),
    Part.QUALITY: timedelta(minutes=5),
    Part.WEEK: timedelta(minutes=15),
}
RESTS = 30
# What is left after so long is made a minute later.
BUDGET_SECONDS = 40
# An account manager's own parts are made when asked for, over no more than its customers.
OWN_OLDEST = timedelta(minutes=5)
# A part that took no longer may be made while a page waits.
AT_ONCE_MS = 60
# The shape of the data: one more with every change, so that no page reads what an older version kept.
FORM = 1
# Any number that nothing else in the database uses.
PREPARE_LOCK = 4_862_004
# Invoices beyond which nobody waits for a scan.
LARGE = 50_000

# Whatever happens leaves an audit event, a run or a reading; ids only grow.
MARK = """
SELECT concat_ws('-', (SELECT max(id) FROM audit_auditevent), (SELECT max(id) FROM customers_importrun),
    (SELECT max(id) FROM dunning_incomingmail), (SELECT max(id) FROM dunning_review))
"""


def refresh_prepared(*, as_of: datetime) -> list[str]:
    """Make every part anew that is too old, unless nothing happened since. Returns the parts that were made.

    One query when nothing is too old; nothing where another worker is at it.
    """
    there = {row.part: row for row in _rows(user=None).defer("data")}
    old = [part for part in OLDEST if part not in there or _is_old(there[part], as_of=as_of)]
    if not old:
        return []
    with only_one(PREPARE_LOCK) as first:
        return _refresh(old, there, as_of=as_of) if first else []


def _refresh(old: list[Prepared.Part], there: dict[str, Prepared], *, as_of: datetime) -> list[str]:
    scope, mark = Scope.at(as_of), _mark()
    kept = [part for part in old if part in there and there[part].mark == f"{mark} {scope.today}"]
    Prepared.objects.filter(user=None, part__in=kept).update(as_of=as_of)
    made: list[str] = []
    ends = time.monotonic() + BUDGET_SECONDS
    for part in (part for part in old if part not in kept):
        if time.monotonic() < ends:
            made += make_parts([part], scope=scope, mark=mark)
    return made


def make_parts(parts: Iterable[str], *, scope: Scope, mark: str, user: User | None = None) -> list[str]:
    """Make these anew; WEEK makes AHEAD too, which needs it."""
    made = []
    for part in parts:
        if part == Part.WEEK:
            made += _make_week(scope, mark)
        elif part in MAKERS:
            started = time.monotonic()
            _keep(part, MAKERS[part](scope), scope=scope, mark=mark, user=user, started=started)
            made.append(str(part))
    return made


def prepared_for(user: User, *, as_of: datetime, anew: bool = False) -> dict[str, Prepared]:
    """What there is for this person by part; a first visit makes it. One query where everything is there.

    An account manager's own parts are made here when they are older than OWN_OLDEST, everybody's are the sweeper's, but
    for what waits: it is made at once while that takes no longer than AT_ONCE_MS.
    """
    own = user if is_restricted(user) else None
    found = {row.part: row for row in _rows(user=own, part__in=SHOWN)}
    if own is None:
        missing = _wanted_at_once(part for part in SHOWN if part not in found)
        stale = list(OLDEST) if anew else missing
        if not stale and Part.NEEDS in found and found[Part.NEEDS].took_ms <= AT_ONCE_MS:
            stale = [Part.NEEDS]
        if not stale:
            return found
        mark = _mark() if anew or missing else _without_day(found[Part.NEEDS].mark)
        make_parts(stale, scope=Scope.at(as_of), mark=mark)
    else:
        if not anew and len(found) == len(SHOWN) and _age(found.values(), as_of=as_of) < OWN_OLDEST:
            return found
        _make_own(own, as_of=as_of)
    return {row.part: row for row in _rows(user=own, part__in=SHOWN)}


def whole_week(*, as_of: datetime, anew: bool = False) -> Prepared:
    """The plan of the week, made when it is not there, not of today, or wanted anew. Raises NoPolicy."""
    kept = None if anew else _rows(part=Part.WEEK, user=None).first()
    if kept is None or kept.data["first"] != as_of.date().isoformat():
        _plan_week(Scope.at(as_of), _mark())
        kept = Prepared.objects.get(part=Part.WEEK, user=None)
    return kept


def forget_planned(*, debtor_id: int) -> None:
    """Take a debtor's messages out of the plan, which is made anew only later."""
    for row in Prepared.objects.filter(part__in=(Part.WEEK, Part.AHEAD)):
        row.data = _without(row.data, debtor_id) if row.part == Part.WEEK else _day_without(row.data, debtor_id)
        row.mark = ""
        row.save(update_fields=["data", "mark"])


def _wanted_at_once(missing: Iterable[str]) -> list[str]:
    """Of what is not there yet: all of it over a small ledger, else what takes no scan; the sweeper makes the rest."""
    parts = [Part.WEEK if part == Part.AHEAD else part for part in missing]
    if parts and _is_large():
        return [part for part in parts if part == Part.NEEDS]
    return list(parts)


def _is_large() -> bool:
    """By the planner's estimate, which costs nothing."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE oid = 'customers_invoice'::regclass")
        return bool(cursor.fetchone()[0] > LARGE)


def _make_own(user: User, *, as_of: datetime) -> None:
    ids = tuple(pk for (pk,) in own_customers(user))
    scope = Scope.at(as_of, debtor_ids=ids)
    make_parts(MAKERS, scope=scope, mark="", user=user)
    plan = _rows(part=Part.WEEK, user=None).first()
    empty = {"messages": [], "held": [], "first": scope.today.isoformat(), "last": scope.today.isoformat()}
    data = plan.data if plan else {**empty, "as_of": as_of.isoformat()}
    _keep(Part.AHEAD, ahead(scope, plan=data), scope=scope, mark="", user=user, started=time.monotonic())


def _make_week(scope: Scope, mark: str) -> list[str]:
    try:
        _plan_week(scope, mark)
    except NoPolicy:  # an installation without rules plans nothing
        return []
    return [str(Part.WEEK), str(Part.AHEAD)]


def _plan_week(scope: Scope, mark: str) -> None:
    started = time.monotonic()
    plan = week(scope)
    _keep(Part.WEEK, plan, scope=scope, mark=mark, user=None, started=started)
    _keep(Part.AHEAD, ahead(scope, plan=plan), scope=scope, mark=mark, user=None, started=time.monotonic())


def _keep(part: str, data: dict[str, Any], *, scope: Scope, mark: str, user: User | None, started: float) -> None:
    took = round(1000 * (time.monotonic() - started))
    values = {
        "data": data | {"form": FORM},
        "as_of": scope.as_of,
        "mark": f"{mark} {scope.today}" if mark else "",
        "took_ms": took,
    }
    Prepared.objects.update_or_create(part=part, user=user, defaults=values)


def _rows(**wanted: Any) -> QuerySet[Prepared]:
    return Prepared.objects.filter(data__form=FORM, **wanted)


def _is_old(row: Prepared, *, as_of: datetime) -> bool:
    rest = max(OLDEST[Part(row.part)], timedelta(milliseconds=row.took_ms) * RESTS)
    other_day = timezone.localdate(row.as_of) != timezone.localdate(as_of)
    return other_day or as_of - row.as_of >= rest or not row.mark


def _age(rows: Iterable[Prepared], *, as_of: datetime) -> timedelta:
    return as_of - min(row.as_of for row in rows)


def _mark() -> str:
    with connection.cursor() as cursor:
        cursor.execute(MARK)
        return str(cursor.fetchone()[0])


def _without_day(mark: str) -> str:
    """As `_mark` gave it: the day is put to it when it is kept."""
    return mark.partition(" ")[0]


def _without(plan: dict[str, Any], debtor_id: int) -> dict[str, Any]:
    return plan | {"messages": [row for row in plan["messages"] if row["debtor_id"] != debtor_id]}


def _day_without(data: dict[str, Any], debtor_id: int) -> dict[str, Any]:
    days = []
    for day in data["days"]:
        rows = [row for row in day["rows"] if row["debtor_id"] != debtor_id]
        days.append(day | {"rows": rows, "count": day["count"] - len(day["rows"]) + len(rows)})
    return data | {"days": days}
