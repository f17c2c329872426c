"""Train the embedded reader's heads, on the packaged texts alone or with what people corrected here."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from dunning.installed_heads import heads_folder
from dunning.services.readings.training import train_reader, undo_training

if TYPE_CHECKING:
    from agent.reading.trial import Figures, Trial

ROWS = (
    ("intents, reasons and documents, F1", "learned"),
    ("all intents of a message right", "exact"),
    ("reaches the person it must reach", "needs_human_recall"),
    ("acted on alone, any field wrong", "alone_wrong"),
)


class Command(BaseCommand):
    help = "Fits the reader's heads to the packaged texts and writes them with their model card."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        default = Path(settings.READER_DIR) / "trained"
        parser.add_argument("--output", type=Path, default=default, help="folder; default: %(default)s")
        what = parser.add_mutually_exclusive_group()
        what.add_argument(
            "--with-corrections",
            action="store_true",
            help="learn from people's corrections too, and read with the new heads if they are no worse",
        )
        what.add_argument(
            "--install", action="store_true", help="read with the new heads if they are no worse, without corrections"
        )
        what.add_argument("--undo", action="store_true", help="read with the heads before the installed ones again")

    def handle(self, *, output: Path, with_corrections: bool, install: bool, undo: bool, **options: Any) -> None:
        if undo:
            return self._undo()
        if find_spec("sklearn") is None:
            raise CommandError("Training needs scikit-learn: pip install -r requirements.txt")
        if with_corrections or install:
            return self._install(with_corrections=with_corrections)
        return self._write(output)

    def _write(self, output: Path) -> None:
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

    def _install(self, *, with_corrections: bool) -> None:
        self.stderr.write("Training and measuring; this takes some minutes.")
        try:
            training = train_reader(with_corrections=with_corrections, as_of=timezone.now())
        except ValueError as problem:
            raise CommandError(str(problem)) from None
        for line in _table(training.trial):
            self.stdout.write(line)
        if not training.installed:
            raise CommandError("Nothing was installed. " + " ".join(training.objections))
        learned = f" with {training.corrections} corrections" if with_corrections else ""
        self.stdout.write(
            f"Installed in {heads_folder()}, trained{learned}; running workers take them up by themselves."
        )

    def _undo(self) -> None:
        if not undo_training(as_of=timezone.now()):
            raise CommandError("No heads are installed here; the packaged ones read.")
        self.stdout.write("The heads before the installed ones read again.")


def _table(trial: Trial) -> Iterator[str]:
    parts = (
        ("packaged replies, none trained on", trial.replies_before, trial.replies),
        ("corrections, each left out of training", trial.corrections_before, trial.corrections),
    )
    for name, before, after in parts:
        if after is not None:
            yield f"{f'{name} ({after.messages})':<46} {'before':>8} {'after':>8}"
            yield from (f"  {words:<44} {_share(before, key)} {_share(after, key)}" for words, key in ROWS)


def _share(figures: Figures | None, key: str) -> str:
    return f"{getattr(figures, key):8.4f}" if figures else f"{'–':>8}"
