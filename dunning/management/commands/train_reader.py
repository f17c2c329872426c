"""Train the embedded reader's heads on the packaged sentences."""

from __future__ import annotations

from argparse import ArgumentParser
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    help = "Fits the reader's heads to the packaged sentences and writes them with their model card."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        default = Path(settings.VAR_DIR) / "reader"
        parser.add_argument("--output", type=Path, default=default, help="folder; default: %(default)s")

    def handle(self, *, output: Path, **options: Any) -> None:
        if find_spec("sklearn") is None:
            raise CommandError("Training needs scikit-learn: pip install -r requirements-dev.txt")
        from agent.reading.training import train  # heavy, and only training needs it

        try:
            output.mkdir(parents=True, exist_ok=True)
        except OSError as problem:
            raise CommandError(f"{output} cannot be a folder: {problem.strerror}.") from None
        card = train(output)
        self.stdout.write(f"Written to {output}: heads.npz and model_card.json.")
        for name, value in card.items():
            if isinstance(value, str | int | float):
                self.stdout.write(f"{name}: {value}")
