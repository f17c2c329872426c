from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from customers.management.commands._import_command import SHOWN_REJECTS, counts_sentence
from customers.parsers.bank.detection import FORMATS
from customers.parsers.errors import UnreadableFile
from customers.services.importing.bank_statements import import_bank_statement
from customers.services.importing.payment_lists import import_payment_list, is_payment_list
from customers.services.importing.report import ImportRefused, ImportReport
from customers.services.importing.statement_report import StatementReport
from dunning.management.match_summary import match_sentence
from dunning.services.money.matched import match_and_follow
from dunning.statement_summary import report_as_json


class Command(BaseCommand):
    help = "Import a bank's file: all of it or nothing, and nothing twice; then match what came in."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--format", choices=["auto", *FORMATS], default="auto", help="Default: found by content.")
        parser.add_argument("--source", default="", help="The ledger that the account belongs to; default: as before.")
        mapping = parser.add_mutually_exclusive_group()
        mapping.add_argument("--preset", default="", help="The bank or program that wrote a table.")
        mapping.add_argument("--map", type=Path, metavar="FILE.toml", help="Your own column map of a table.")
        parser.add_argument("--dry-run", action="store_true", help="Show what would be booked, book nothing.")
        parser.add_argument("--json", action="store_true", help="Tell it as one line of JSON.")

    def handle(self, **options: Any) -> None:
        now = timezone.now()
        try:
            report = self._import(options, now=now)
        except (ImportRefused, UnreadableFile) as refusal:
            self._tell_refusal(str(refusal), options)
        if report.refused:
            self._tell_refusal(report.run.problem, options)
        matched = None if report.dry_run else match_and_follow(changed=report.debtor_ids, as_of=now)
        if options["json"]:
            self.stdout.write(json.dumps(report_as_json(report, matched=matched), ensure_ascii=False))
        elif options["verbosity"]:
            self._tell(report)
            if matched is not None:
                self.stdout.write(match_sentence(matched))

    def _import(self, options: dict[str, Any], *, now: Any) -> ImportReport:
        read_by = {"preset": options["preset"], "mapping": options["map"]}
        given = {"path": options["file"], "source_name": options["source"], "dry_run": options["dry_run"]}
        if is_payment_list(**read_by):
            return import_payment_list(**given, **read_by, known_at=now)
        return import_bank_statement(**given, **read_by, format=options["format"], known_at=now)

    def _tell(self, report: ImportReport) -> None:
        sentence = report.sentence if isinstance(report, StatementReport) else counts_sentence(report)
        self.stdout.write(self.style.SUCCESS(sentence))
        for warning in report.warnings:
            self.stdout.write(self.style.WARNING(warning))
        for reject in report.rejects[:SHOWN_REJECTS]:
            self.stdout.write(f"  {reject.sentence}")

    def _tell_refusal(self, problem: str, options: dict[str, Any]) -> None:
        if options["json"]:
            self.stdout.write(json.dumps({"file": options["file"].name, "refused": problem}, ensure_ascii=False))
        raise CommandError(problem)
