"""What the import commands share: their options, and how they tell what happened."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from customers.models import LedgerSource
from customers.services.importing import ImportReport, import_file
from customers.services.importing.days import known_from
from customers.services.importing.rejects import prove_writable, write_rejects
from customers.services.importing.report import ImportRefused
from customers.services.importing.sources import source_for_import
from trade.countries import local_date

SHOWN_REJECTS = 10


def day(text: str) -> date:
    return date.fromisoformat(text)


class ImportCommand(BaseCommand):
    """Exit code 1 and one sentence when nothing may land; rejected rows are told and do not fail the command."""

    layout = ""
    new_source = ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--source", default="", help="The ledger that the file comes from; default: the only one.")
        mapping = parser.add_mutually_exclusive_group()
        mapping.add_argument("--preset", help="The program that wrote the file, such as xero.")
        mapping.add_argument("--map", type=Path, metavar="FILE.toml", help="Your own column map.")
        parser.add_argument(
            "--kind", choices=["snapshot", "delta"], default="", help="Default: as the preset says, else delta."
        )
        parser.add_argument(
            "--as-of", type=day, metavar="YYYY-MM-DD", help="The day that the data speaks of; default: today."
        )
        parser.add_argument("--dry-run", action="store_true", help="Show what would change, change nothing.")
        parser.add_argument("--rejects", type=Path, metavar="FILE.csv", help="Write rejected rows with their reasons.")
        parser.add_argument("--truth", choices=LedgerSource.Truth.values, default="", help="For a new source.")
        parser.add_argument("--creditor", default="", help="Whose ledger a new source is.")
        parser.add_argument(
            "--accept-closing", action="store_true", help="Let a snapshot close more than the source's safety share."
        )

    def handle(self, **options: Any) -> None:
        try:
            prove_writable(options["rejects"])
            with transaction.atomic():
                report = self._import(options)
                if options["dry_run"]:
                    transaction.set_rollback(True)
        except ImportRefused as refusal:
            raise CommandError(str(refusal)) from None
        if options["rejects"]:
            write_rejects(options["rejects"], report.rejects)
        self._tell(report, verbosity=options["verbosity"])
        if self.new_source and options["verbosity"]:
            self.stdout.write(self.new_source)
        if report.refused:
            raise CommandError(report.run.problem)
        self.after_import(report, dry_run=options["dry_run"])

    def after_import(self, report: ImportReport, *, dry_run: bool) -> None:
        """What follows the import; nothing for most layouts."""

    def _import(self, options: dict[str, Any]) -> ImportReport:
        now = timezone.now()
        known = set(LedgerSource.objects.values_list("pk", flat=True))
        source = source_for_import(options["source"], truth=options["truth"], creditor=options["creditor"])
        if source.pk not in known:
            self.new_source = f"{source.name} is a new source of {source.creditor}; its truth is the {source.truth}."
        zone = source.creditor.time_zone
        as_of = options["as_of"] or local_date(now, zone)
        return import_file(
            path=options["file"],
            layout=self.layout,
            source=source,
            as_of=as_of,
            known_at=known_from(as_of, now=now, time_zone=zone),
            kind=options["kind"],
            preset=options["preset"],
            mapping=options["map"],
            dry_run=options["dry_run"],
            accept_closing=options["accept_closing"],
        )

    def _tell(self, report: ImportReport, *, verbosity: int) -> None:
        if report.refused or not verbosity:
            return
        self.stdout.write(self.style.SUCCESS(counts_sentence(report)))
        for warning in report.warnings:
            self.stdout.write(self.style.WARNING(warning))
        for reject in report.rejects[:SHOWN_REJECTS]:
            self.stdout.write(f"  {reject.sentence}")
        if report.counts.rejected > SHOWN_REJECTS:
            self.stdout.write(f"  … and {report.counts.rejected - SHOWN_REJECTS} more; --rejects FILE.csv writes them.")


def counts_sentence(report: ImportReport) -> str:
    counts = report.counts
    parts = [
        f"{counts.created} new",
        f"{counts.updated} changed",
        f"{counts.unchanged} unchanged",
        *([f"{counts.closed} closed"] if counts.closed else []),
        *([f"{counts.not_yet} not there yet on {report.run.as_of}"] if counts.not_yet else []),
        *([f"{counts.older} older than what is known"] if counts.older else []),
        *([f"{counts.left_out} left out by the preset"] if counts.left_out else []),
        *([f"{counts.customers_made} customers made"] if counts.customers_made else []),
        f"{counts.rejected} rejected",
    ]
    verb = "Would be" if report.dry_run else "Imported"
    return f"{verb}: {', '.join(parts)} ({counts.read} rows of {report.run.file_name})."
