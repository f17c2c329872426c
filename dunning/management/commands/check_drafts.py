"""Check drafts from a file of the drafting contract: may each leave? Nothing is sent and nothing is changed."""

from __future__ import annotations

import time
from argparse import ArgumentParser
from collections.abc import Iterator
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any, TextIO

from django.core.management.base import BaseCommand, CommandError

from dunning.draft_lines import CheckedLine, check_lines
from dunning.line_shares import numbered_lines

PROGRESS_SECONDS = 5.0


class Command(BaseCommand):
    help = "Checks drafts (JSON Lines: text and facts) and writes a verdict each (JSON Lines: pass or block, codes)."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("input", type=Path, help="a draft and its facts a line")
        parser.add_argument("output", type=Path, help="a verdict a line, in the same order")
        parser.add_argument("--jobs", type=int, default=1, help="processes side by side, each with the whole guard")
        parser.add_argument("--explain", action="store_true", help="add the sentence and the reason of each violation")

    def handle(self, *, input: Path, output: Path, jobs: int = 1, explain: bool = False, **options: Any) -> None:
        if jobs < 1:
            raise CommandError("--jobs takes a number from 1 up.")
        if not input.is_file():
            raise CommandError(f"There is no file {input}.")
        try:
            target = output.open("w", encoding="utf-8")
        except OSError as problem:
            raise CommandError(f"{output} cannot be written: {problem.strerror}.") from None
        with target:
            lines = check_lines(numbered_lines(input), jobs=jobs, explain=explain)
            try:
                self._write(lines, target, total=sum(1 for _ in numbered_lines(input)))
            except BrokenProcessPool:
                raise CommandError("A process ended unasked, perhaps for want of memory; try fewer --jobs.") from None

    def _write(self, lines: Iterator[CheckedLine], target: TextIO, *, total: int) -> None:
        checked = blocked = skipped = 0
        started = told = time.monotonic()
        for line in lines:
            if line.problem:
                self.stderr.write(f"Line {line.number} was skipped: {line.problem}")
                skipped += 1
            else:
                target.write(line.answer + "\n")
                checked, blocked = checked + 1, blocked + line.blocked
            now = time.monotonic()
            if now - told >= PROGRESS_SECONDS:
                told = now
                self.stderr.write(
                    f"{checked + skipped} of {total}, {(checked + skipped) / (now - started):.0f} a second"
                )
        speed = checked / max(time.monotonic() - started, 0.001)
        self.stdout.write(f"{checked} checked, {blocked} blocked, {skipped} skipped; {speed:.0f} a second.")
