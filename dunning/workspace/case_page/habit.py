"""How a customer pays, as a small picture: each settled invoice a dot, days late upwards, time to the right.

None of a natural person, who is not judged by numbers (`customers.scoring`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from customers.history import LOOK_BACK
from customers.models import Customer, Invoice
from customers.scoring import may_be_scored

WIDTH, HEIGHT, LEFT, TOP, FOOT = 320, 96, 30, 8, 16
MOST_DOTS = 60
# Days beyond it are drawn at the edge.
EARLIEST, LATEST = -15, 90


@dataclass(frozen=True)
class Dot:
    x: int
    y: int
    words: str
    tone: str


@dataclass(frozen=True)
class Habit:
    """Coordinates in SVG units; `words` says the same to who cannot see it."""

    width: int
    height: int
    left: int
    dots: tuple[Dot, ...]
    zero: int
    median: int
    ticks: tuple[tuple[int, str], ...]
    words: str
    foot: int
    begins: date
    ends: date


def habit_of(debtor: Customer, *, today: date) -> Habit | None:
    """The newest settled invoices of two years; None below two of them. One query."""
    if not may_be_scored(debtor):
        return None
    rows = Invoice.objects.filter(
        debtor_id=debtor.pk,
        closed_how=Invoice.ClosedHow.PAID,
        kind=Invoice.Kind.INVOICE,
        closed_on__gt=today - LOOK_BACK,
    )
    newest = rows.order_by("-closed_on").values_list("closed_on", "due_on", "number")[:MOST_DOTS]
    paid = [(closed, due, number) for closed, due, number in newest if closed]
    return _drawn(paid[::-1]) if len(paid) > 1 else None


def _drawn(paid: list[tuple[date, date, str]]) -> Habit:
    late = [(closed - due).days for closed, due, _number in paid]
    lowest, highest = max(min(*late, 0), EARLIEST), max(min(max(late), LATEST), 10)
    first, last = paid[0][0], max(paid[-1][0], paid[0][0] + timedelta(days=1))
    span = (last - first).days

    def x(day: date) -> int:
        return LEFT + 6 + (day - first).days * (WIDTH - LEFT - 14) // span

    def y(days: int) -> int:
        days = min(max(days, lowest), highest)
        return TOP + (highest - days) * (HEIGHT - TOP - FOOT) // (highest - lowest)

    middle = round(median(late))
    return Habit(
        width=WIDTH,
        height=HEIGHT,
        left=LEFT,
        dots=tuple(
            Dot(x(closed), y(days), f"{number}: {days_late(days)}", "late" if days > 0 else "good")
            for (closed, _due, number), days in zip(paid, late, strict=True)
        ),
        zero=y(0),
        median=y(middle),
        ticks=tuple((y(days), f"{days:+d}" if days else "0") for days in dict.fromkeys((0, highest))),
        words=_("Usually %(late)s; median of %(count)s paid invoices.")
        % {"late": days_late(middle), "count": len(paid)},
        foot=HEIGHT - 3,
        begins=first,
        ends=paid[-1][0],
    )


def days_late(days: int) -> str:
    if days > 0:
        return ngettext("%(days)s day late", "%(days)s days late", days) % {"days": days}
    if days < 0:
        return ngettext("%(days)s day early", "%(days)s days early", -days) % {"days": -days}
    return _("on the day")
