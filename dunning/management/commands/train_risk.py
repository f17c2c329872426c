from __future__ import annotations

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from agent.risk.training import TooLittleHistory
from dunning.risk_words import trial_lines
from dunning.services.risk.models import bring_back_earlier
from dunning.services.risk.training import Trained, train_risk_model


class Command(BaseCommand):
    help = "Trains the late-payment model on this ledger, and uses it if it is better than what is in use."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--undo", action="store_true", help="score with the model before the one in use again")
        parser.add_argument("--json", action="store_true", help="the figures as JSON")

    def handle(self, **options: Any) -> None:
        if options["undo"]:
            return self._undo()
        try:
            trained = train_risk_model(as_of=timezone.now())
        except TooLittleHistory as problem:
            raise CommandError(f"{problem} The scorecard goes on.") from None
        if options["json"]:
            self.stdout.write(json.dumps(_told(trained), indent=1))
        else:
            for line in trial_lines(trained.trial):
                self.stdout.write(line)
            if not trained.refusal:
                self.stdout.write(self.style.SUCCESS("In use from the next scoring on: manage.py score_risk"))
        if trained.refusal:
            raise CommandError(f"It was not installed. {trained.refusal}")

    def _undo(self) -> None:
        earlier = bring_back_earlier(as_of=timezone.now())
        self.stdout.write(f"In use again: {earlier}." if earlier else "No model is in use: the scorecard scores.")


def _told(trained: Trained) -> dict[str, Any]:
    return {
        "installed": not trained.refusal,
        "refusal": trained.refusal,
        "trial": trained.trial.as_json(),
        "before": asdict(trained.before) if trained.before else None,
    }
