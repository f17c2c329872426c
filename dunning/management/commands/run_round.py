from __future__ import annotations

import json
from argparse import ArgumentParser
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from customers.models import Creditor
from dunning.models import Installation
from dunning.services.cases.policies import NoPolicy
from dunning.services.rounds import RoundReport, run_round

# A day without an hour means this hour where the creditor is: inside everybody's office hours nearby.
AS_OF_HOUR = 10
# Years with room for every deadline before and behind.
YEARS = range(1970, 2200)


class Command(BaseCommand):
    help = "Look at every debtor that needs it, decide what comes next and why, and queue what is due."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--as-of", help="a day (YYYY-MM-DD) or an instant; other than now it is a dry run")
        parser.add_argument("--dry-run", action="store_true", help="plan only, write nothing")
        parser.add_argument("--json", action="store_true", help="print the report as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        as_of, moved = _instant(options["as_of"])
        dry_run = options["dry_run"] or (moved and not Installation.current().simulation)
        try:
            # On another day than today the looks kept so far say nothing.
            report = run_round(as_of=as_of, dry_run=dry_run, everyone=moved and dry_run)
        except NoPolicy as problem:
            raise CommandError(str(problem)) from problem
        if options["json"]:
            self.stdout.write(json.dumps(report.as_json(), indent=2))
        else:
            self.stdout.write(in_words(report))


def _instant(text: str | None) -> tuple[datetime, bool]:
    """The as-of and whether it is another than now. A bare day is taken at AS_OF_HOUR in the creditor's zone."""
    if not text:
        return timezone.now(), False
    instant = _read(text)
    if instant.year not in YEARS:
        raise CommandError(f"“{text}” is out of reach; years from {YEARS[0]} to {YEARS[-1]} can be asked for.")
    return instant, True


def _read(text: str) -> datetime:
    creditor = Creditor.objects.order_by("pk").first()
    zone = ZoneInfo(creditor.time_zone if creditor else "UTC")
    try:
        if len(text) == len("2013-07-01"):
            return datetime.combine(date.fromisoformat(text), time(AS_OF_HOUR), tzinfo=zone)
        instant = datetime.fromisoformat(text)
    except ValueError as problem:
        raise CommandError(f"“{text}” is no day or instant; expected for example 2026-03-31.") from problem
    return instant if instant.tzinfo else instant.replace(tzinfo=zone)


def in_words(report: RoundReport) -> str:
    """A few lines for a person at the terminal."""
    if report.already_running:
        return "Another round is running; this one did nothing."
    lines = [
        f"{'Dry run' if report.dry_run else 'Round'} as of {report.as_of:%Y-%m-%d %H:%M}: "
        f"{report.debtors_looked_at} debtors in {report.seconds:.1f} s",
        f"  open {report.open_invoices} invoices: {_totals(report.open_totals)}",
        f"  overdue {report.overdue_invoices} invoices: {_totals(report.overdue_totals)}",
        f"  cases opened {report.cases_opened}, closed {report.cases_closed}; "
        f"messages due {report.messages_due}; escalations {report.escalations}",
    ]
    lines += [f"  {count:>7} {reason}" for reason, count in report.decisions.most_common()]
    lines += [f"  {count:>7} review: {kind}" for kind, count in report.reviews_opened.most_common()]
    return "\n".join(lines)


def _totals(totals: Any) -> str:
    return ", ".join(f"{total:,.2f} {currency}" for currency, total in sorted(totals.items())) or "nothing"
