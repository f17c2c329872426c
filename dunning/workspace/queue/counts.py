"""How many wait, by each filter; never more than CAP are counted, so that no table is read to its end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.core.cache import cache
from django.db import connection
from django.db.models import CharField, QuerySet, Value
from django.utils.translation import gettext as _

from dunning.models import Review, Segment
from dunning.workspace.queue.listed import waiting
from dunning.workspace.queue.wanted import DUE, OWNERS, Wanted, awake, due, owned

if TYPE_CHECKING:
    from django.contrib.auth.models import User

CAP = 1000
# The counts beside the filters may be so old; the list and its own count are of now.
KEPT_SECONDS = 15


@dataclass(frozen=True)
class Choice:
    """One value of a filter: its words, its count as shown, and the address that it leads to."""

    value: str
    words: str
    count: str
    address: str
    chosen: bool


@dataclass(frozen=True)
class Bar:
    kinds: list[Choice]
    owners: list[Choice]
    segments: list[Choice]
    currencies: list[Choice]
    dues: list[Choice]
    snoozed: Choice
    total: str


def bar_of(wanted: Wanted, *, user: User, today: date) -> Bar:
    """Four queries, three of them once in KEPT_SECONDS; each count stops at CAP."""
    key = f"queue-bar:{user.pk}:{today}"
    kept = cache.get(key)
    if kept is None:
        kept = _beside(user, today)
        cache.set(key, kept, KEPT_SECONDS)
    counts, segments, currencies = kept
    narrowed = wanted.rows(waiting(user), user_id=user.pk, today=today)
    return _bar(wanted, {**counts, ("", ""): narrowed.order_by()[:CAP].count()}, segments, currencies)


def _beside(user: User, today: date) -> tuple[dict[tuple[str, str], int], list[str], list[str]]:
    """The counts of all filters, whatever is chosen, the segments and the currencies. Three queries."""
    base = waiting(user)
    awake_rows = base.filter(awake(today))
    parts: dict[tuple[str, str], QuerySet[Review]] = {}
    parts |= {("kind", kind): awake_rows.filter(kind=kind) for kind in Review.Kind.values}
    parts |= {("owner", owner): awake_rows.filter(owned(owner, user.pk)) for owner in OWNERS}
    segments = list(Segment.objects.exclude(key="").order_by("key").values_list("key", flat=True)[:30])
    parts |= {("segment", key): awake_rows.filter(segment=key) for key in segments}
    currencies = _currencies(awake_rows)
    parts |= {("currency", currency): awake_rows.filter(currency=currency) for currency in currencies}
    parts |= {("due", what): awake_rows.filter(due(what, today)) for what in DUE}
    parts["snoozed", "1"] = base.filter(snoozed_until__gt=today)
    return _counted(parts), segments, currencies


def _bar(wanted: Wanted, counts: dict[tuple[str, str], int], segments: list[str], currencies: list[str]) -> Bar:
    def choices(name: str, words: dict[str, str], *, always: bool = False) -> list[Choice]:
        chosen = getattr(wanted, name)
        return [
            Choice(
                value,
                str(said),
                shown_count(counts.get((name, value), 0)),
                wanted.address(**{name: "" if chosen == value else value}),
                chosen == value,
            )
            for value, said in words.items()
            if always or counts.get((name, value)) or chosen == value
        ]

    kinds = choices("kind", dict(Review.Kind.choices))
    kinds.sort(key=lambda choice: -counts.get(("kind", choice.value), 0))
    return Bar(
        kinds=kinds,
        owners=choices("owner", {"mine": _("Mine"), "none": _("Nobody's"), "manager": _("The manager's")}, always=True),
        segments=choices("segment", {key: key for key in segments}),
        currencies=choices("currency", {currency: currency for currency in currencies}),
        dues=choices(
            "due", {"overdue": _("Overdue"), "today": _("Due today"), "week": _("Due this week")}, always=True
        ),
        snoozed=choices("snoozed", {"1": _("Snoozed")}, always=True)[0],
        total=shown_count(counts.get(("", ""), 0)),
    )


def shown_count(count: int) -> str:
    return _("%(count)d+") % {"count": CAP - 1} if count >= CAP else str(count)


def waiting_count(user: User, *, today: date, cap: int = CAP) -> int:
    """What waits in all, up to the cap. One query."""
    return waiting(user).filter(awake(today)).order_by()[:cap].count()


def _currencies(rows: QuerySet[Review]) -> list[str]:
    """Of what waits, as far as CAP rows say. One query."""
    some = rows.order_by("-to_manager", "-points").values("currency")[:CAP]
    return sorted({row["currency"] for row in some if row["currency"]})


def _counted(parts: dict[tuple[str, str], QuerySet[Review]]) -> dict[tuple[str, str], int]:
    """One query: each part gives at most CAP marks, and the marks are counted."""
    marked: list[QuerySet[Any, Any]] = []
    for (name, value), rows in parts.items():
        mark = Value(f"{name}:{value}", output_field=CharField())
        marked.append(rows.order_by().annotate(mark=mark).values("mark")[:CAP])
    return _count_marks(marked)


def _count_marks(marked: list[QuerySet[Any, Any]]) -> dict[tuple[str, str], int]:
    compiled = [rows.query.sql_with_params() for rows in marked]
    union = " UNION ALL ".join(f"({sql})" for sql, _params in compiled)
    given = [value for _sql, values in compiled for value in values]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT mark, count(*) FROM ({union}) marks GROUP BY mark", given)
        return {(mark.partition(":")[0], mark.partition(":")[2]): count for mark, count in cursor.fetchall()}
