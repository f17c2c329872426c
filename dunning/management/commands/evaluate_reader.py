"""Score the embedded reader, as it is installed here, against labelled replies."""

from __future__ import annotations

import json
import re
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Iterator
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from agent.reading.scores import as_table
from dunning.reply_scores import LabelledReply, Skipped, of_lines, of_messages, score_replies

_PART = re.compile(r"([1-9]\d*)/([1-9]\d*)")


def part(word: str) -> tuple[int, int]:
    found = _PART.fullmatch(word)
    if not found or int(found[1]) > int(found[2]):
        raise ArgumentTypeError(f"{word!r} is no part; write 1/2 for the first of two.")
    return int(found[1]), int(found[2])


class Command(BaseCommand):
    help = "Scores the embedded reader by field, intent and language; it changes nothing and asks no chat model."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "set",
            type=Path,
            nargs="?",
            help="labelled replies, JSON Lines of input and expected; default: the packaged ones held out of training",
        )
        parser.add_argument("--json", action="store_true", help="figures as JSON")
        parser.add_argument("--misses", action="store_true", help="also every reply with a wrong field, to stderr")
        parser.add_argument("--part", type=part, default=(1, 1), help="N/M: every M-th reply from the N-th on")
        parser.add_argument("--jobs", type=int, default=1, help="processes side by side, each with the whole reader")

    def handle(self, *, set: Path | None, json: bool, misses: bool, jobs: int, **options: Any) -> None:
        if jobs < 1:
            raise CommandError("--jobs takes a number from 1 up.")
        first, of = options["part"]
        chosen = (_lines_of(set) if set else _packaged())[first - 1 :: of]
        replies = [row for row in chosen if isinstance(row, LabelledReply)]
        try:
            scores, failed = score_replies(replies, jobs=jobs)
        except BrokenProcessPool:
            raise CommandError("A process ended unasked, perhaps for want of memory; try fewer --jobs.") from None
        skipped = [row for row in chosen if isinstance(row, Skipped)] + failed
        for row in sorted(skipped, key=lambda row: row.number):
            self.stderr.write(f"Line {row.number} was skipped: {row.problem}")
        if not scores.messages:
            raise CommandError("There was nothing to score.")
        self.stdout.write(_as_json(scores.as_dict(), skipped=len(skipped)) if json else as_table(scores))
        if misses:
            for miss in scores.misses:
                self.stderr.write(_as_json(miss, indent=None))


def _as_json(figures: dict[str, Any], *, indent: int | None = 1, **more: Any) -> str:
    return json.dumps({**figures, **more}, indent=indent, ensure_ascii=False, default=str)


def _lines_of(path: Path) -> list[LabelledReply | Skipped]:
    if not path.is_file():
        raise CommandError(f"There is no file {path}.")
    return list(of_lines(_numbered(path)))


def _packaged() -> list[LabelledReply | Skipped]:
    from agent.reading.corpus import held_out_messages

    return [*of_messages(held_out_messages())]


def _numbered(path: Path) -> Iterator[tuple[int, bytes]]:
    """From 1, empty lines left out."""
    with path.open("rb") as source:
        for number, line in enumerate(source, start=1):
            if line.strip():
                yield number, line.removeprefix(b"\xef\xbb\xbf")
