"""How many wait, by each filter; never more than CAP are counted, so that no table is read to its end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.core.cache import cache
from django.db import connection
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from dunning.access import is_restricted, own_customers, restrict
from dunning.models import GivenAnswer, Review, Segment
from dunning.workspace.queue.listed import waiting
from dunning.workspace.queue.wanted import Wanted, awake, owned, week_end

if TYPE_CHECKING:
    from django.contrib.auth.models import User

Counts = dict[tuple[str, str], int]

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
    """`waiting`: all that waits, up to CAP; None where only a part of it was counted."""

    kinds: list[Choice]
    owners: list[Choice]
    segments: list[Choice]
    currencies: list[Choice]
    dues: list[Choice]
    snoozed: Choice
    total: str
    waiting: int | None


def bar_of(wanted: Wanted, *, user: User, today: date) -> Bar:
    """Six queries, five of them once in KEPT_SECONDS; each count stops at CAP."""
    counts, segments, currencies = _kept_beside(user, today)
    narrowed = wanted.rows(waiting(user), user_id=user.pk, today=today)
    own = {("", ""): narrowed.order_by()[:CAP].count(), ("owner", "mine"): _own_count(user, today)}
    return _bar(wanted, counts | own, segments, currencies)


def _kept_beside(user: User, today: date) -> tuple[Counts, list[str], list[str]]:
    """The same for everybody who sees all customers."""
    key = f"queue-bar:{user.pk if is_restricted(user) else 'all'}:{today}"
    kept: tuple[Counts, list[str], list[str]] | None = cache.get(key)
    if kept is None:
        kept = _beside(user, today)
        cache.set(key, kept, KEPT_SECONDS)
    return kept


def _own_count(user: User, today: date) -> int:
    return waiting(user).filter(awake(today), owned("mine", user.pk)).order_by()[:CAP].count()


def _beside(user: User, today: date) -> tuple[Counts, list[str], list[str]]:
    """The counts of all filters, whatever is chosen, the segments and the currencies. Four queries."""
    segments = list(Segment.objects.exclude(key="").order_by("key").values_list("key", flat=True)[:30])
    currencies = _currencies(waiting(user).filter(awake(today)))
    return _counted(user, today, segments, currencies), segments, currencies


def _bar(wanted: Wanted, counts: Counts, segments: list[str], currencies: list[str]) -> Bar:
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
        waiting=None if wanted.is_narrow else counts.get(("", ""), 0),
    )


def shown_count(count: int) -> str:
    return _("%(count)d+") % {"count": CAP - 1} if count >= CAP else str(count)


def waiting_count(user: User, *, today: date, cap: int = CAP) -> int:
    """What waits in all, up to the cap. One query."""
    own, customers = _own_customers(user)
    with connection.cursor() as cursor:
        cursor.execute(_WAITING.format(own=own), (today, *customers, cap))
        found: Any = cursor.fetchone()
    return found[0]


def _own_customers(user: User) -> tuple[str, tuple[Any, ...]]:
    if not is_restricted(user):
        return "", ()
    sql, values = own_customers(user).query.sql_with_params()
    return f"AND case_id IN (SELECT id FROM dunning_case WHERE debtor_id IN ({sql}))", values


# `waiting` and `awake`, written out: every page asks it, and the mapper takes longer to put it together.
_WAITING = """
SELECT count(*) FROM (
    SELECT FROM dunning_review
    WHERE closed_at IS NULL AND (snoozed_until IS NULL OR snoozed_until <= %s) AND NOT EXISTS (
        SELECT FROM dunning_givenanswer AS given WHERE given.review_id = dunning_review.id AND given.problem = '') {own}
    LIMIT %s) AS counted
"""


def _currencies(rows: QuerySet[Review]) -> list[str]:
    """Of what waits, as far as CAP rows say. One query."""
    some = rows.order_by("-to_manager", "-points").values("currency")[:CAP]
    return sorted({row["currency"] for row in some if row["currency"]})


def _counted(user: User, today: date, segments: list[str], currencies: list[str]) -> Counts:
    """Two queries. Each count reads at most CAP rows; together they are written out, as planning them takes longest."""
    answered = list(GivenAnswer.objects.filter(problem="").values_list("review_id", flat=True))
    rows: Any = restrict(Review.objects.filter(closed_at__isnull=True), user=user, customer="case__debtor")
    sql, given = rows.order_by().values("pk").query.sql_with_params()
    base, values = f"{sql} AND dunning_review.id <> ALL(%s::bigint[])", (*given, answered)
    awake_rows, awake_values = f"{base} AND {_AWAKE}", (*values, today)
    parts = [(*part, awake_rows, awake_values) for part in _parts(today, segments, currencies)]
    parts.append(("snoozed", "1", "snoozed_until > %s", (today,), base, values))
    counts = [
        f"SELECT %s, %s, count(*) FROM ({rows} AND dunning_review.{condition} LIMIT {CAP}) AS counted"
        for _name, _value, condition, _values, rows, _given in parts
    ]
    asked = [one for name, value, _sql, own, _rows, shared in parts for one in (name, value, *shared, *own)]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(counts), asked)
        return {(name, value): count for name, value, count in cursor.fetchall()}


# As `wanted` narrows the list.
_AWAKE = "(dunning_review.snoozed_until IS NULL OR dunning_review.snoozed_until <= %s)"
_OWNED = {"none": "owner_id IS NULL", "manager": "to_manager"}
_DUE = {"overdue": "deadline < %s", "today": "deadline = %s", "week": "deadline BETWEEN %s AND %s"}


def _parts(today: date, segments: list[str], currencies: list[str]) -> Iterator[tuple[str, str, str, tuple[Any, ...]]]:
    """Filter, its value, and the condition of it with parameters."""
    for name, values in (("kind", Review.Kind.values), ("segment", segments), ("currency", currencies)):
        yield from ((name, value, f"{name} = %s", (value,)) for value in values)
    yield from (("owner", owner, condition, ()) for owner, condition in _OWNED.items())
    days = {"week": (today, week_end(today))}
    yield from (("due", what, condition, days.get(what, (today,))) for what, condition in _DUE.items())
