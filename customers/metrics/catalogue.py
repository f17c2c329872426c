"""The names of the ledger's figures, in words and units."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

DAYS, PERCENT, AMOUNT, COUNT = "days", "percent", "amount", "count"


@dataclass(frozen=True)
class Named:
    """A figure: its label, its unit, what it says in a sentence, and whether more of it is better (None: neither)."""

    name: str
    label: Any
    unit: str
    meaning: Any = ""
    more_is_better: bool | None = None


LEDGER = (
    Named("dso", _("DSO"), DAYS, _("Receivables ÷ sales of 90 days × 90."), False),
    Named(
        "count_back_dso",
        _("DSO, counted back"),
        DAYS,
        _("The days of sales, newest month first, that are still open."),
        False,
    ),
    Named(
        "best_possible_dso",
        _("Best possible DSO"),
        DAYS,
        _("The DSO if nothing were overdue: what payment terms alone cost."),
        False,
    ),
    Named(
        "average_days_delinquent",
        _("Average days delinquent"),
        DAYS,
        _("DSO less the best possible DSO: what lateness costs."),
        False,
    ),
    Named(
        "collection_effectiveness",
        _("Collection effectiveness"),
        PERCENT,
        _("Of what could have been collected in 30 days, what was (CEI)."),
        True,
    ),
    Named("overdue_share", _("Overdue share"), PERCENT, _("Overdue invoices in percent of open ones."), False),
    Named("receivables", _("Receivables"), AMOUNT, _("Open invoices less credit notes not applied yet.")),
    Named("overdue", _("Overdue"), AMOUNT, _("Open invoices past their due date."), False),
    Named("current", _("Not due yet"), AMOUNT),
    Named("days_1_30", _("1–30 days late"), AMOUNT),
    Named("days_31_60", _("31–60 days late"), AMOUNT),
    Named("days_61_90", _("61–90 days late"), AMOUNT),
    Named("days_over_90", _("More than 90 days late"), AMOUNT),
    Named("credit", _("Credit notes not applied"), AMOUNT),
    Named("sales", _("Sales of 90 days"), AMOUNT),
    Named("written_off", _("Written off in 30 days"), AMOUNT, "", False),
    Named("open_items", _("Open items"), COUNT),
    Named("overdue_items", _("Overdue invoices"), COUNT),
)
