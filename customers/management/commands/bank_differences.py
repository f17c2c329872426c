from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from customers.models import LedgerSource
from customers.services.bank_differences import Figure, Wanted, difference_figures, wanted_now, write_differences

HEAD = ("source", "currency", "what", "part", "count", "amount", "oldest")


class Command(BaseCommand):
    help = "Where bank and ERP differ, by source and currency: figures, as JSON, or every piece as CSV."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--source", help="of this source alone; default: of all")
        parser.add_argument("--since", help="from this day on (YYYY-MM-DD); default: the last 30 days")
        parser.add_argument("--json", action="store_true", help="the figures as JSON")
        parser.add_argument("--csv", type=Path, metavar="FILE", help="write every piece behind the figures to a file")

    def handle(self, **options: Any) -> None:
        wanted = wanted_now(as_of=timezone.now(), source=_source(options["source"]), since=_day(options["since"]))
        if wanted.since > wanted.today:
            raise CommandError(f"{wanted.since} is a day to come.")
        if options["csv"]:
            self._write(options["csv"], wanted, quiet=options["json"])
        figures = difference_figures(wanted)
        if options["json"]:
            self.stdout.write(json.dumps(_as_json(figures, wanted), indent=2))
        else:
            self._show(figures, wanted)

    def _write(self, path: Path, wanted: Wanted, *, quiet: bool) -> None:
        try:
            with path.open("w", encoding="utf-8", newline="") as file:
                count = write_differences(file, wanted)
        except OSError as problem:
            raise CommandError(f"{path} cannot be written: {problem.strerror}.") from problem
        if not quiet:
            self.stdout.write(f"Rows in {path}: {count}")

    def _show(self, figures: list[Figure], wanted: Wanted) -> None:
        if not figures:
            self.stdout.write(self.style.SUCCESS(f"Bank and ERP agree, from {wanted.since} to {wanted.today}."))
            return
        rows = [
            (one.source, one.currency, one.words, one.part, str(one.count), f"{one.amount:,}", one.oldest.isoformat())
            for one in figures
        ]
        widths = [max(len(row[place]) for row in (HEAD, *rows)) for place in range(len(HEAD))]
        self.stdout.write(f"From {wanted.since} to {wanted.today}")
        for row in (HEAD, *rows):
            self.stdout.write(
                "  ".join(
                    cell.rjust(width) if place in (4, 5) else cell.ljust(width)
                    for place, (cell, width) in enumerate(zip(row, widths, strict=True))
                ).rstrip()
            )


def _source(name: str | None) -> LedgerSource | None:
    if name is None:
        return None
    found = LedgerSource.objects.select_related("creditor").filter(name=name).first()
    if found is None:
        known = ", ".join(LedgerSource.objects.order_by("name").values_list("name", flat=True)) or "none"
        raise CommandError(f"There is no source “{name}”; there is {known}.")
    return found


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as problem:
        raise CommandError(f"“{text}” is no day; expected for example 2026-03-31.") from problem


def _as_json(figures: list[Figure], wanted: Wanted) -> dict[str, Any]:
    """Amounts as text, so that no cent is lost."""
    listed = [asdict(one) | {"amount": str(one.amount), "oldest": one.oldest.isoformat()} for one in figures]
    return {"since": wanted.since.isoformat(), "until": wanted.today.isoformat(), "figures": listed}
