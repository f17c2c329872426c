from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from dunning.risk_words import drift_lines, trial_lines
from dunning.services.risk.evaluation import Evaluation, evaluate_model


class Command(BaseCommand):
    help = "Says how right the late-payment model has been since it was trained, and whether customers have changed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="the figures as JSON")

    def handle(self, **options: Any) -> None:
        found = evaluate_model(as_of=timezone.now())
        if options["json"]:
            self.stdout.write(json.dumps(_told(found), indent=1))
            return
        if found.trained_at is None:
            self.stdout.write("No model is in use: the scorecard scores. Train one: manage.py train_risk")
            return
        self.stdout.write(f"Trained on {found.trained_at:%Y-%m-%d}; on what was settled since:")
        if found.trial is None:
            self.stdout.write("too few invoices were settled since to say.")
        else:
            for line in trial_lines(found.trial):
                self.stdout.write(line)
        for line in drift_lines(found.drift):
            self.stdout.write(line)


def _told(found: Evaluation) -> dict[str, Any]:
    return {
        "trained_at": found.trained_at.isoformat() if found.trained_at else None,
        "trial": found.trial.as_json() if found.trial else None,
        "shifts": dict(found.drift.shifts) if found.drift else {},
    }
