from __future__ import annotations

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from config.checkup import PROBLEM, examine

MARKS = {"ok": "ok     ", "note": "note   ", "problem": "PROBLEM"}


class Command(BaseCommand):
    help = "Say what is wrong with this installation and what to do. Exit code 1 when something must be done."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="print the findings as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        findings = list(examine(as_of=timezone.now()))
        if options["json"]:
            self.stdout.write(json.dumps([asdict(finding) for finding in findings], indent=2))
        else:
            for finding in findings:
                remedy = f"  → {finding.remedy}" if finding.remedy else ""
                self.stdout.write(f"{MARKS[finding.level]} {finding.what}{remedy}")
        problems = sum(finding.level == PROBLEM for finding in findings)
        if problems:
            raise CommandError(f"{problems} thing{'s' if problems > 1 else ''} to do.")
