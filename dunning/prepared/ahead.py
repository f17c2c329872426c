"""What goes out in the coming days: the plan of `services.week_ahead` as data, and the top of it for the first page."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from dunning.prepared.scope import Scope
from dunning.services.cadences.week_ahead import Foreseen, HeldBack, WeekAhead, week_ahead

# Messages of a day that the first page lists; the week's page has all.
SHOWN = 12


def week(scope: Scope) -> dict[str, Any]:
    """The whole plan of seven days. Raises NoPolicy without a default segment."""
    plan = week_ahead(as_of=scope.as_of)
    return {
        "as_of": plan.as_of.isoformat(),
        "first": plan.first.isoformat(),
        "last": plan.last.isoformat(),
        "messages": [_plain(message) for message in plan.messages],
        "held": [_plain(held) for held in plan.held],
        "looked_at": plan.looked_at,
        "accounts": plan.accounts,
    }


def as_plan(data: dict[str, Any]) -> WeekAhead:
    """The other way round, for the week's page."""
    messages = [
        {**row, "day": date.fromisoformat(row["day"]), "asked": _sums(row["asked"])} for row in data["messages"]
    ]
    held = [
        {**row, "until": datetime.fromisoformat(row["until"]), "overdue": _sums(row["overdue"])} for row in data["held"]
    ]
    return WeekAhead(
        as_of=datetime.fromisoformat(data["as_of"]),
        first=date.fromisoformat(data["first"]),
        last=date.fromisoformat(data["last"]),
        messages=tuple(Foreseen(**row) for row in messages),
        held=tuple(HeldBack(**row) for row in held),
        looked_at=data["looked_at"],
        accounts=data["accounts"],
    )


def ahead(scope: Scope, *, plan: dict[str, Any]) -> dict[str, Any]:
    """Of a plan: how many go out each day by stage, the first SHOWN of each day, and how many are held back."""
    mine = None if scope.debtor_ids is None else set(scope.debtor_ids)
    messages = [row for row in plan["messages"] if mine is None or row["debtor_id"] in mine]
    held = [row for row in plan["held"] if mine is None or row["debtor_id"] in mine]
    first, last = date.fromisoformat(plan["first"]), date.fromisoformat(plan["last"])
    days = []
    for number in range((last - first).days + 1):
        day = (first + timedelta(days=number)).isoformat()
        rows = [row for row in messages if row["day"] == day]
        days.append(
            {"day": day, "count": len(rows), "stages": Counter(row["stage"] for row in rows), "rows": rows[:SHOWN]}
        )
    reasons = Counter(row["reason"] for row in held)
    return {"days": days, "held": len(held), "reasons": reasons.most_common(8), "as_of": plan["as_of"]}


def _plain(row: Foreseen | HeldBack) -> dict[str, Any]:
    return {name: _value(value) for name, value in asdict(row).items()}


def _value(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: str(amount) for key, amount in value.items()}
    return value.isoformat() if isinstance(value, date) else value


def _sums(sums: dict[str, str]) -> dict[str, Decimal]:
    return {currency: Decimal(amount) for currency, amount in sums.items()}
