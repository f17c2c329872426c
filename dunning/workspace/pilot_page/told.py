"""A pilot's report as rows of words and numbers."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from customers.admin.amounts import shown_amount
from dunning.pilot.draw import Balance
from dunning.pilot.effect import Effect
from dunning.services.pilots.report import PilotReport


@dataclass(frozen=True)
class Row:
    """One line of a table: what, with the agent, without it, the difference and its bounds."""

    what: str
    treated: str
    control: str
    difference: str = ""
    bounds: str = ""


def told(found: PilotReport) -> dict[str, Any]:
    horizon = found.span.horizon
    touches = found.touches
    return {
        "report": found,
        "run": (found.span.today - found.span.start).days,
        "effects": [
            _effect(
                _("Paid within %(days)s days of what was overdue, in percent") % {"days": horizon}, found.recovery, 100
            ),
            _effect(_("Days to pay, counted up to %(days)s") % {"days": horizon}, found.days_to_pay, 1),
        ],
        "balance": [_balance(row, found.pilot.segment.policy.currency) for row in found.balance],
        "touches": [
            Row(_("Sent by the agent"), str(touches[True].sent), str(touches[False].sent)),
            Row(_("Only watched: what it would have written"), str(touches[True].watched), str(touches[False].watched)),
            Row(_("Written by people"), str(touches[True].by_people), str(touches[False].by_people)),
            Row(_("Rejected or blocked"), str(touches[True].stopped), str(touches[False].stopped)),
        ],
    }


def _effect(what: str, effect: Effect, unit: int) -> Row:
    bounds = ""
    if effect.low is not None and effect.high is not None:
        low, high = (number_format(bound * unit, 1) for bound in (effect.low, effect.high))
        bounds = _("%(low)s to %(high)s") % {"low": low, "high": high}
    treated, control, apart = (_number(one, unit) for one in (effect.treated, effect.control, effect.difference))
    return Row(what, treated, control, apart, bounds)


def _number(value: float | None, unit: int) -> str:
    return "–" if value is None else number_format(value * unit, 1)


def _balance(row: Balance, currency: str) -> Row:
    names = {
        "overdue": _("Overdue, on average"),
        "open": _("Open, on average"),
        "invoices": _("Open invoices, on average"),
        "median_late": _("Days late, by the middle of each customer's payments"),
    }
    amounts = row.name in ("overdue", "open")
    shown = [
        shown_amount(Decimal(value).quantize(Decimal("0.01")), currency) if amounts else number_format(value, 1)
        for value in (row.treated, row.control)
    ]
    return Row(names[row.name], shown[0], shown[1], number_format(row.difference, 2))
