from __future__ import annotations

import csv
import json
from argparse import ArgumentParser
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from customers.management.day_argument import day_argument
from customers.metrics import Figure
from customers.models import Creditor
from dunning.metrics import Period, all_figures
from dunning.metrics.catalogue import FIGURES
from dunning.metrics.recovery import Recovery, recovery
from trade.money import format_amount


class Command(BaseCommand):
    help = "DSO, collection effectiveness, promises, recovery and the rest at the end of a day."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--as-of", type=day_argument, help="a day, as 2026-01-31; today when not given")
        form = parser.add_mutually_exclusive_group()
        form.add_argument("--json", action="store_true", help="print JSON")
        form.add_argument("--csv", action="store_true", help="print CSV, a line a figure")

    def handle(self, *args: Any, **options: Any) -> None:
        on = options["as_of"] or timezone.localdate()
        figures = all_figures(on=on)
        names = dict(Creditor.objects.values_list("pk", "name"))
        if options["json"]:
            rows = [_as_json(figure, names) for figure in figures]
            found = [_recovery_json(row, names) for row in recovery(Period(on))]
            self.stdout.write(json.dumps({"as_of": on.isoformat(), "figures": rows, "recovery": found}, indent=2))
        elif options["csv"]:
            writer = csv.writer(self.stdout)
            writer.writerow(("day", "creditor", "currency", "converted", "figure", "value", "unit"))
            for figure in figures:
                row = _as_json(figure, names)
                writer.writerow(
                    (on, *(row[key] for key in ("creditor", "currency", "converted", "figure")))
                    + (
                        "" if row["value"] is None else row["value"],
                        row["unit"],
                    )
                )
        else:
            self._table(on, figures, names)

    def _table(self, on: date, figures: Sequence[Figure], names: dict[int, str]) -> None:
        place: tuple[Any, ...] = ()
        for figure in sorted(figures, key=_place):
            here = (figure.creditor_id, figure.currency, figure.converted)
            if here != place:
                place = here
                what = figure.currency or "dunning"
                self.stdout.write(f"\n{names[figure.creditor_id]}, {what}{', converted' * figure.converted}, {on}")
            named = FIGURES[figure.name]
            self.stdout.write(f"  {named.label!s:<32}{_shown(figure):>22}")


def _place(figure: Figure) -> tuple[int, bool, bool, str]:
    """Converted first, then by currency, what has none last."""
    return figure.creditor_id, not figure.converted, not figure.currency, figure.currency


def _shown(figure: Figure) -> str:
    unit = FIGURES[figure.name].unit
    if figure.value is None:
        return "–"
    if unit == "amount":
        return format_amount(figure.value, figure.currency, language="en")
    ending = {"days": " days", "percent": " %", "count": ""}[unit]
    return f"{figure.value.normalize():,f}{ending}" if unit == "count" else f"{figure.value:,.1f}{ending}"


def _as_json(figure: Figure, names: dict[int, str]) -> dict[str, Any]:
    return {
        "creditor": names[figure.creditor_id],
        "currency": figure.currency,
        "converted": figure.converted,
        "figure": figure.name,
        "value": None if figure.value is None else str(figure.value),
        "unit": FIGURES[figure.name].unit,
    }


def _recovery_json(row: Recovery, names: dict[int, str]) -> dict[str, Any]:
    return {
        "creditor": names[row.creditor_id],
        "cadence": row.cadence,
        "step": row.step,
        "persona": row.persona,
        "messages": row.messages,
        "followed": row.followed,
        "recovered": {currency: str(amount) for currency, amount in row.recovered.items()},
    }
