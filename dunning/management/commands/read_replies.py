"""Read replies from a file of the reading contract; nothing is looked up and nothing is changed."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from agent.contracts import reading_to_json, reply_from_json
from dunning import reader


class Command(BaseCommand):
    help = "Reads replies (JSON Lines: mail and account) and writes what each means (JSON Lines: intents, promises, …)."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("input", type=Path, help="a reply and its account a line")
        parser.add_argument("output", type=Path, help="a reading a line, in the same order")

    def handle(self, *, input: Path, output: Path, **options: Any) -> None:
        if not input.is_file():
            raise CommandError(f"There is no file {input}.")
        read = broken = 0
        try:
            target = output.open("w", encoding="utf-8")
        except OSError as problem:
            raise CommandError(f"{output} cannot be written: {problem.strerror}.") from None
        with target:
            for number, line in _lines(input):
                try:
                    answer = _read(line)
                except ValueError as problem:
                    self.stderr.write(f"Line {number} was skipped: {problem}")
                    broken += 1
                    continue
                target.write(json.dumps(answer, ensure_ascii=False) + "\n")
                read += 1
        self.stdout.write(f"{read} read, {broken} skipped.")


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    with path.open("rb") as source:
        for number, line in enumerate(source, start=1):
            if line.strip():
                yield number, line.removeprefix(b"\xef\xbb\xbf")


def _read(line: bytes) -> dict[str, Any]:
    """One line's reading; ValueError with a sentence for one that does not fit the contract."""
    try:
        given = json.loads(line)
    except (json.JSONDecodeError, UnicodeDecodeError) as problem:
        raise ValueError(f"it is no JSON ({problem}).") from None
    except RecursionError:
        raise ValueError("it is nested too deeply.") from None
    try:
        mail, account = reply_from_json(given)
    except (AttributeError, TypeError) as problem:
        raise ValueError(f"a value has the wrong type ({problem}).") from None
    return reading_to_json(reader.read(mail, account))
