from __future__ import annotations

import csv
import json
from argparse import ArgumentParser
from collections.abc import Sequence
from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from customers.management.day_argument import day_argument
from customers.models import Creditor
from dunning.services.forecasting.making import Outlook, forecast_cash, keep_forecasts
from trade.money import format_amount


class Command(BaseCommand):
    help = "Cash expected of open items in the next 13 weeks. The worker keeps one every night."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--as-of", type=day_argument, help="a day, as 2026-01-31; today when not given")
        parser.add_argument("--keep", action="store_true", help="keep it as that day's forecast")
        form = parser.add_mutually_exclusive_group()
        form.add_argument("--json", action="store_true", help="print JSON")
        form.add_argument("--csv", action="store_true", help="print CSV, a line a week")

    def handle(self, *args: Any, **options: Any) -> None:
        today = timezone.localdate()
        on = options["as_of"] or today
        if on > today:
            raise CommandError(f"{on} has not come yet.")
        as_of = timezone.now() if on == today else timezone.make_aware(datetime.combine(on, time.max))
        found = forecast_cash(as_of=as_of)
        if options["keep"]:
            keep_forecasts(found, as_of=as_of)
        names = dict(Creditor.objects.values_list("pk", "name"))
        if options["json"]:
            rows = [_as_json(one, names) for one in found]
            self.stdout.write(json.dumps({"as_of": on.isoformat(), "forecasts": rows}, indent=2))
        elif options["csv"]:
            self._lines(found, names)
        else:
            self._tables(found, names)

    def _lines(self, found: Sequence[Outlook], names: dict[int, str]) -> None:
        writer = csv.writer(self.stdout)
        writer.writerow(("creditor", "currency", "converted", *WEEK))
        for one in found:
            for row in _weeks(one):
                writer.writerow((names[one.creditor_id], one.currency, one.converted, *(row[name] for name in WEEK)))

    def _tables(self, found: Sequence[Outlook], names: dict[int, str]) -> None:
        if not found:
            self.stdout.write("Nothing is open.")
        for one in found:
            what = f"{one.currency}, all converted" if one.converted else one.currency
            opened = _money(one.open_amount, one)
            self.stdout.write(f"\n{names[one.creditor_id]}, {what}: {opened} open on {one.items:,} invoices")
            if one.missing:
                self.stdout.write(f"  Without a rate, left out: {', '.join(one.missing)}")
            for row in _weeks(one):
                shown, low, high = (_money(row[name], one) for name in ("expected", "low", "high"))
                self.stdout.write(f"  {row['week']:>2}  {row['starts_on']}  {shown:>18}  {low:>18} – {high}")


WEEK = ("week", "starts_on", "ends_on", "expected", "low", "high")


def _weeks(one: Outlook) -> list[dict[str, Any]]:
    return [
        {
            "week": week.week,
            "starts_on": (one.made_on + timedelta(days=7 * week.week - 6)).isoformat(),
            "ends_on": (one.made_on + timedelta(days=7 * week.week)).isoformat(),
            "expected": f"{week.expected:.2f}",
            "low": f"{week.low:.2f}",
            "high": f"{week.high:.2f}",
        }
        for week in one.weeks
    ]


def _as_json(one: Outlook, names: dict[int, str]) -> dict[str, Any]:
    return {
        "creditor": names[one.creditor_id],
        "currency": one.currency,
        "converted": one.converted,
        "open": str(one.open_amount),
        "invoices": one.items,
        "without_rate": list(one.missing),
        "weeks": _weeks(one),
    }


def _money(amount: Any, one: Outlook) -> str:
    return format_amount(Decimal(amount), one.currency, language="en")
