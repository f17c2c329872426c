"""What would go out this week, to whom and why: the plan of `services.week_ahead` as a page and as a file."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from customers.admin.amounts import shown_amount
from customers.models import Customer
from dunning.access import is_restricted, own_customers
from dunning.approval import ASSIST, MONITOR, RungFact
from dunning.models import Cadence, Decision, Message, Rung, Step
from dunning.prepared.ahead import as_plan
from dunning.services.autonomy.rungs import load_ladder, ruling_rung
from dunning.services.cadences.week_ahead import Foreseen, HeldBack, WeekAhead
from dunning.services.upkeep.preparing import whole_week
from dunning.workspace.today.reasons import reason_words

PERMISSION = "dunning.view_message"
SHOWN = 50
# A cell that begins so is a formula to a spreadsheet.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Line:
    """A row of the page: what is planned beside its customer."""

    planned: Foreseen | HeldBack
    customer: Customer
    amount: str
    how: str = ""
    cadence: Cadence | None = None

    @property
    def waits_for(self) -> str:
        return reason_words(self.planned.reason) if isinstance(self.planned, HeldBack) else ""

    @property
    def act(self) -> str:
        """What is done instead of sending; "" for plain waiting."""
        if not isinstance(self.planned, HeldBack) or self.planned.action == Decision.Action.WAIT:
            return ""
        return str(Decision.Action(self.planned.action).label)


def week_view(request: HttpRequest, *, site: AdminSite) -> HttpResponse:
    """The plan is the sweeper's; `fresh` makes it anew, `csv` hands all rows out as a file."""
    if not request.user.has_perm(PERMISSION):
        raise PermissionDenied
    week = _theirs(_plan(fresh="fresh" in request.GET), user=request.user)
    cadences = {cadence.pk: cadence for cadence in Cadence.objects.all()}
    chosen = request.GET.get("cadence", "")
    rows = _chosen(week, held="held" in request.GET, cadence=chosen, cadences=cadences)
    if "csv" in request.GET:
        return _file(_lines(rows, cadences), week)
    wanted = _narrowed(rows, request)
    page = Paginator(wanted, SHOWN).get_page(request.GET.get("page"))
    every = _chosen(week, held=False, cadence=chosen, cadences=cadences)
    context = {
        **site.each_context(request),
        "title": _("The week ahead"),
        "week": week,
        "held": "held" in request.GET,
        "page": page,
        "lines": _lines(list(page.object_list), cadences),
        "days": _days(week, every),
        "reasons": _reasons(rows) if "held" in request.GET else [],
        "messages_total": len(every),
        "held_total": len(_chosen(week, held=True, cadence=chosen, cadences=cadences)),
        "cadence": next((one for one in cadences.values() if one.key == chosen and one.is_current), None),
        "day": request.GET.get("day", ""),
        "reason": request.GET.get("reason", ""),
    }
    return TemplateResponse(request, "dunning/workspace/week.html", context)


def _plan(*, fresh: bool) -> WeekAhead:
    """As the first page has it, so that both say the same."""
    return as_plan(whole_week(as_of=timezone.now(), anew=fresh).data)


def _theirs(week: WeekAhead, *, user: Any) -> WeekAhead:
    """The plan as far as the person may see it: an account manager's own customers."""
    if not is_restricted(user):
        return week
    own = {pk for (pk,) in own_customers(user)}
    return replace(
        week,
        messages=tuple(row for row in week.messages if row.debtor_id in own),
        held=tuple(row for row in week.held if row.debtor_id in own),
    )


def _chosen(
    week: WeekAhead, *, held: bool, cadence: str, cadences: Mapping[int, Cadence]
) -> Sequence[Foreseen | HeldBack]:
    rows: Sequence[Foreseen | HeldBack] = week.held if held else week.messages
    if not cadence:
        return rows
    return [row for row in rows if row.cadence_id in cadences and cadences[row.cadence_id].key == cadence]


def _narrowed(rows: Sequence[Foreseen | HeldBack], request: HttpRequest) -> Sequence[Foreseen | HeldBack]:
    day, reason = request.GET.get("day", ""), request.GET.get("reason", "")
    if "held" in request.GET:
        return [row for row in rows if isinstance(row, HeldBack) and (not reason or row.reason == reason)]
    return [row for row in rows if isinstance(row, Foreseen) and (not day or row.day.isoformat() == day)]


def _days(week: WeekAhead, rows: Sequence[Foreseen | HeldBack]) -> list[dict[str, Any]]:
    """Each day with its messages by stage, and how high its bar stands beside the fullest day's, in percent."""
    counts: dict[date, Counter[str]] = {
        week.first + timedelta(days=number): Counter() for number in range((week.last - week.first).days + 1)
    }
    for row in rows:
        if isinstance(row, Foreseen):
            counts.setdefault(row.day, Counter())[row.stage] += 1
    most = max((stages.total() for stages in counts.values()), default=0) or 1
    return [
        {
            "day": day,
            "count": stages.total(),
            "height": round(100 * stages.total() / most),
            "stages": [
                (stage, Step.Stage(stage).label if stage else _("Answer"), stages[stage])
                for stage in ("", *Step.Stage.values)
                if stages[stage]
            ],
        }
        for day, stages in sorted(counts.items())
    ]


def _reasons(rows: Sequence[Foreseen | HeldBack]) -> list[tuple[str, str, int]]:
    """Reason, in words, and how many wait for it; the commonest first."""
    counts = Counter(row.reason for row in rows if isinstance(row, HeldBack))
    return [(reason, reason_words(reason), count) for reason, count in counts.most_common()]


def _lines(rows: Sequence[Foreseen | HeldBack], cadences: Mapping[int, Cadence]) -> list[Line]:
    """With their customers and rungs, in two queries."""
    customers = Customer.objects.in_bulk({row.debtor_id for row in rows})
    ladder = load_ladder()
    lines = []
    for row in rows:
        customer = customers.get(row.debtor_id)
        if customer is None:
            continue
        if isinstance(row, Foreseen):
            rung = ruling_rung(ladder, customer.segment, Rung.Kind.REMINDER, row.stage, debtor_id=row.debtor_id)
            lines.append(Line(row, customer, _amount(row.asked), _how(row, rung), cadences.get(row.cadence_id)))
        else:
            lines.append(Line(row, customer, _amount(row.overdue), cadence=cadences.get(row.cadence_id)))
    return lines


def _how(row: Foreseen, rung: RungFact) -> str:
    """How it would leave, in words, as far as the rung tells."""
    if row.status:
        return str(Message.Status(row.status).label).lower().replace("_", " ")
    if rung.level == MONITOR:
        return _("is only watched: nothing leaves")
    if row.needs_person or rung.level < ASSIST or row.stage == Step.Stage.FINAL or not rung.lets_go(row.stage):
        return _("a person approves")
    return _("alone, within the limits of its rung")


def _amount(sums: Mapping[str, Decimal]) -> str:
    return " + ".join(shown_amount(amount, currency) for currency, amount in sorted(sums.items())) or "–"


def _file(lines: Sequence[Line], week: WeekAhead) -> HttpResponse:
    """All rows as CSV, amounts plain with their currency."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="week-{week.first.isoformat()}.csv"'
    writer = csv.writer(response)
    writer.writerow(("day", "customer", "name", "case", "step", "stage", "amount", "why", "how or until"))
    writer.writerows([_safe(cell) for cell in row] for row in _cells(lines))
    return response


def _cells(lines: Sequence[Line]) -> Iterator[tuple[object, ...]]:
    for line in lines:
        row, customer = line.planned, line.customer
        if isinstance(row, Foreseen):
            shown: tuple[object, ...] = (row.day, row.step, row.stage, _plain(row.asked), row.why, line.how)
        else:
            shown = ("", row.reason, row.action, _plain(row.overdue), row.why, _day(row.until))
        yield (shown[0], customer.external_id, customer.name, row.case_id or "", *shown[1:])


def _plain(sums: Mapping[str, Decimal]) -> str:
    return " + ".join(f"{amount} {currency}" for currency, amount in sorted(sums.items()))


def _day(instant: datetime) -> str:
    return instant.date().isoformat()


def _safe(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell
