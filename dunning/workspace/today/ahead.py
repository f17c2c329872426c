"""What goes out next, day by day, and what can be done about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from customers.models import Customer
from dunning.models import Message, Step
from dunning.workspace.today.links import week
from dunning.workspace.today.reasons import reason_words
from dunning.workspace.today.sums import shown_sums

STAGES = {
    "": _("Answer"),
    Step.Stage.COURTESY: _("Courtesy"),
    Step.Stage.FIRST: _("First reminder"),
    Step.Stage.FOLLOW_UP: _("Follow-up"),
    Step.Stage.FIRM: _("Firm"),
    Step.Stage.FINAL: _("Final"),
}
STATES = {
    Message.Status.AWAITING_APPROVAL: _("waits for approval"),
    Message.Status.BLOCKED: _("blocked by the check"),
    Message.Status.APPROVED: _("approved"),
    Message.Status.SENDING: _("on its way"),
}
# A person may still stop these.
STOPPABLE = ("", *Message.UNSENT)


@dataclass(frozen=True)
class Send:
    """One planned message. `url`: its case, else its customer."""

    debtor_id: int
    name: str
    day: date
    step: str
    stage: str
    stage_words: str
    asked: str
    why: str
    state: str
    url: str
    text_url: str
    can_cancel: bool
    can_move: bool

    @property
    def key(self) -> str:
        return f"{self.debtor_id}-{self.step}"


@dataclass(frozen=True)
class Day:
    day: date
    count: int
    url: str
    height: int
    sends: list[Send]
    chosen: bool
    choose: str

    @property
    def more(self) -> int:
        return self.count - len(self.sends)


@dataclass(frozen=True)
class Ahead:
    days: list[Day]
    chosen: Day | None
    count: int
    held: int
    held_url: str
    reasons: list[tuple[str, int, str]]
    as_of: datetime


def ahead_of(data: dict[str, Any], *, today: date, chosen: str, may_change: bool) -> Ahead:
    """The days from today on; the day chosen, else the first with something, is shown in full. One query."""
    days = [day for day in data["days"] if day["day"] >= today.isoformat() or day["count"]]
    with_rows = [day["day"] for day in days if day["count"]]
    wanted = chosen if chosen in {day["day"] for day in days} else next(iter(with_rows), "")
    rows = [row for day in days if day["day"] == wanted for row in day["rows"]]
    names = dict(Customer.objects.filter(pk__in={row["debtor_id"] for row in rows}).values_list("pk", "name"))
    most = max((day["count"] for day in days), default=0) or 1
    shown = [_day(day, wanted, most, names, may_change=may_change) for day in days]
    return Ahead(
        days=shown,
        chosen=next((day for day in shown if day.chosen), None),
        count=sum(day["count"] for day in days),
        held=data["held"],
        held_url=week(held=1),
        reasons=[(reason_words(code), count, week(held=1, reason=code)) for code, count in data["reasons"]],
        as_of=datetime.fromisoformat(data["as_of"]),
    )


def _day(day: dict[str, Any], wanted: str, most: int, names: Mapping[int, str], *, may_change: bool) -> Day:
    chosen = day["day"] == wanted
    return Day(
        day=date.fromisoformat(day["day"]),
        count=day["count"],
        url=week(day=day["day"]),
        height=max(round(40 * day["count"] / most), 2 if day["count"] else 0),
        sends=[_send(row, names, may_change=may_change) for row in day["rows"]] if chosen else [],
        chosen=chosen,
        choose=f"?day={day['day']}",
    )


def _send(row: dict[str, Any], names: Mapping[int, str], *, may_change: bool) -> Send:
    case, message = row["case_id"], row["message_id"]
    page = ("admin:dunning_case_change", case) if case else ("admin:customers_customer_change", row["debtor_id"])
    text_url = reverse("admin:dunning_message_change", args=[message]) if message else ""
    untouchable = not case and row["stage"] == Step.Stage.COURTESY
    return Send(
        debtor_id=row["debtor_id"],
        name=names.get(row["debtor_id"], "–"),
        day=date.fromisoformat(row["day"]),
        step=row["step"],
        stage=row["stage"],
        stage_words=str(STAGES.get(row["stage"], row["stage"])),
        asked=shown_sums((currency, Decimal(amount)) for currency, amount in row["asked"].items()),
        why="" if message else row["why"],
        state=str(STATES.get(row["status"], _("being written"))) if row["status"] else str(_("planned")),
        url=reverse(page[0], args=[page[1]]),
        text_url=text_url,
        can_cancel=may_change and row["status"] in STOPPABLE and not untouchable,
        can_move=may_change and bool(case) and row["status"] in STOPPABLE,
    )


def next_day(day: date) -> date:
    return day + timedelta(days=1)
