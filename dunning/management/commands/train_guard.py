"""Train the heads that tell the guard what a sentence of a letter means."""

from __future__ import annotations

from argparse import ArgumentParser
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    help = "Fits the guard's heads to the packaged letters and writes them with their model card."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        default = Path(__file__).resolve().parents[3] / "agent" / "data"
        parser.add_argument("--output", type=Path, default=default, help="folder; default: the package's data")

    def handle(self, *, output: Path, **options: Any) -> None:
        if find_spec("sklearn") is None:
            raise CommandError("Training needs scikit-learn: pip install -r requirements.txt")
        from agent.guardrails.training import train  # heavy, and only training needs it

        card = train(output)
        self.stdout.write(f"Written to {output}: guard_heads.npz and guard_model_card.json.")
        for name, value in card.items():
            self.stdout.write(f"{name}: {value}")
