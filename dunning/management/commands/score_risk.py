from __future__ import annotations

import time
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from dunning.services.risk.scoring import score_open_invoices


class Command(BaseCommand):
    help = "Foretells for every open invoice when it will be paid. The worker does it every night."

    def handle(self, **options: Any) -> None:
        started = time.monotonic()
        found = score_open_invoices(as_of=timezone.now())
        took = time.monotonic() - started
        by_card = found.scored - found.by_model
        self.stdout.write(
            f"{found.scored:,} open invoices scored in {took:.1f} s: {found.by_model:,} by the model, "
            f"{by_card:,} by the scorecard."
        )
        if found.drift and found.drift.asks_for_training:
            self.stdout.write(
                self.style.WARNING(f"What it learned from has shifted ({', '.join(found.drift.shifted)}): train_risk.")
            )
