from __future__ import annotations

import json
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from dunning.services.cadences.played import UnknownCadence, played_cadences


class Command(BaseCommand):
    help = "Plays cadences and rungs against simulated customers of stated behaviour, and compares what they bring."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--cadence",
            action="append",
            default=[],
            help="a cadence of yours by its key, or none, gentle, brisk, relentless; may be repeated",
        )
        parser.add_argument(
            "--rung", action="append", type=int, choices=(1, 2, 3), help="1 suggest, 2 assist, 3 autonomous"
        )
        parser.add_argument("--customers", type=int, default=100_000)
        parser.add_argument("--days", type=int, default=365, help="days that count, after a book has filled")
        parser.add_argument("--mix", default="", help="shares of behaviours, for example forgetful=50,slow=30,broke=20")
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--json", action="store_true", help="the figures as JSON")
        parser.add_argument("--csv", type=Path, metavar="FILE", help="write the figures as CSV")
        parser.add_argument("--chart", type=Path, metavar="FILE.svg", help="write a chart")
        parser.add_argument("--behaviours", action="store_true", help="show what is assumed of customers, and stop")

    def handle(self, **options: Any) -> None:
        from dunning.simulation.telling import HONESTLY, as_chart, behaviour_lines, table_lines, write_csv

        if options["behaviours"]:
            for line in behaviour_lines():
                self.stdout.write(line)
            return
        started = time.monotonic()
        rows = self._play(options)
        if options["csv"]:
            with options["csv"].open("w", newline="") as file:
                write_csv(rows, file)
        if options["chart"]:
            options["chart"].write_text(as_chart(rows, customers=options["customers"]))
        if options["json"]:
            told = {"assumed": HONESTLY, "customers": options["customers"], "days": options["days"]}
            self.stdout.write(json.dumps(told | {"results": [row.as_json() for row in rows]}, indent=1))
            return
        for line in table_lines(rows):
            self.stdout.write(line)
        took = time.monotonic() - started
        self.stdout.write(f"{options['customers']:,} customers, {options['days']} days, {took:.0f} s. {HONESTLY}")
        self.stdout.write("What is assumed of them: manage.py simulate --behaviours")

    def _play(self, options: dict[str, Any]) -> list[Any]:
        from dunning.simulation.behaviours import UnknownBehaviour, mix_of
        from dunning.simulation.figures import DSO_DAYS, play_all
        from dunning.simulation.population import population_of

        if options["customers"] < 1 or not DSO_DAYS <= options["days"] <= 3650:
            raise CommandError(f"At least one customer, and between {DSO_DAYS} and 3650 days.")
        try:
            cadences = played_cadences(options["cadence"])
            mix = mix_of(options["mix"])
        except (UnknownCadence, UnknownBehaviour) as problem:
            raise CommandError(str(problem)) from None
        customers, days, seed = options["customers"], options["days"], options["seed"]
        population = population_of(customers=customers, days=days, mix=mix, seed=seed)
        return play_all(population, cadences, options["rung"] or [1, 3], seed=seed, told=self._tell)

    def _tell(self, row: Any) -> None:
        """Progress goes where it disturbs no pipe."""
        self.stderr.write(f"played {row.cadence}, {row.rung}")
