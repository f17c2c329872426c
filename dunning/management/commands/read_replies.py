"""Read replies from a file of the reading contract; nothing is looked up and nothing is changed."""

from __future__ import annotations

import time
from argparse import ArgumentParser
from collections.abc import Iterator
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any, TextIO

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from dunning.line_shares import numbered_lines
from dunning.reply_lines import READERS, ReadLine, model_is_named, read_lines

PROGRESS_SECONDS = 5.0


class Command(BaseCommand):
    help = "Reads replies (JSON Lines: mail and account) and writes what each means (JSON Lines: intents, promises, …)."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("input", type=Path, help="a reply and its account a line")
        parser.add_argument("output", type=Path, help="a reading a line, in the same order")
        parser.add_argument(
            "--reader",
            choices=READERS,
            help="the packaged one, the chat model of AGENT_MODEL, or both; both where a model is named",
        )
        parser.add_argument("--jobs", type=int, default=1, help="processes side by side, each with the whole reader")

    def handle(self, *, input: Path, output: Path, reader: str | None = None, jobs: int = 1, **options: Any) -> None:
        which = reader or ("both" if model_is_named() else "embedded")
        if which != "embedded" and not model_is_named():
            raise CommandError("AGENT_MODEL names no chat model; docs/model.md says how to connect one.")
        if jobs < 1:
            raise CommandError("--jobs takes a number from 1 up.")
        if not input.is_file():
            raise CommandError(f"There is no file {input}.")
        try:
            target = output.open("w", encoding="utf-8")
        except OSError as problem:
            raise CommandError(f"{output} cannot be written: {problem.strerror}.") from None
        with target:
            lines = read_lines(numbered_lines(input), which=which, jobs=jobs, clock=timezone.now)
            try:
                read, skipped = self._write(lines, target, total=sum(1 for _ in numbered_lines(input)))
            except BrokenProcessPool:
                raise CommandError("A process ended unasked, perhaps for want of memory; try fewer --jobs.") from None
        self.stdout.write(f"{read} read, {skipped} skipped.")

    def _write(self, lines: Iterator[ReadLine], target: TextIO, *, total: int) -> tuple[int, int]:
        read = skipped = 0
        started = told = time.monotonic()
        for line in lines:
            if line.problem:
                self.stderr.write(f"Line {line.number} was skipped: {line.problem}")
                skipped += 1
            else:
                target.write(line.answer + "\n")
                read += 1
            now = time.monotonic()
            if now - told >= PROGRESS_SECONDS:
                told = now
                self.stderr.write(f"{read + skipped} of {total}, {(read + skipped) / (now - started):.1f} a second")
        return read, skipped
