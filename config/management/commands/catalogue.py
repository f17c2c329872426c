from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    help = "Bring the German catalogue to what the sources say, and compile it; --check says what is missing."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="change nothing; exit code 1 when something is wrong")

    def handle(self, *, check: bool = False, **options: Any) -> None:
        from config.catalogue import files

        if not check:
            files.update()
            files.compile_words()
        found = list(files.problems())
        for problem in found:
            self.stdout.write(problem)
        if found and check:
            raise CommandError(f"{len(found)} things to do in locale/de.")
        self.stdout.write(f"{len(files.kept())} messages, {len(found)} open.")
