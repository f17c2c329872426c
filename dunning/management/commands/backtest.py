from __future__ import annotations

import csv
import json
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from customers.management.day_argument import day_argument
from dunning.services.backtest.replay import Replay, WouldSend
from dunning.services.cases.policies import NoPolicy

MOST_DAYS = 3 * 366
COLUMNS = ("day", "customer", "step", "stage", "asked", "days_past_due", "late_10", "days_late_expected", "why")


class Command(BaseCommand):
    help = (
        "Plays the ledger's past again day by day: what would have been sent, and how right the model would have been."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--from", dest="start", type=day_argument, required=True, metavar="YYYY-MM-DD")
        parser.add_argument("--to", dest="end", type=day_argument, required=True, metavar="YYYY-MM-DD")
        parser.add_argument("--without-model", action="store_true", help="messages only; saves a training a month")
        parser.add_argument("--messages", type=Path, metavar="FILE.csv", help="write every message")
        parser.add_argument("--chart", type=Path, metavar="FILE.svg", help="write a chart")
        parser.add_argument("--json", action="store_true", help="the figures as JSON")

    def handle(self, **options: Any) -> None:
        start, end = options["start"], options["end"]
        now = timezone.now()
        if not start <= end < timezone.localdate(now):
            raise CommandError("The days lie in the past, the first before the last.")
        if (end - start).days > MOST_DAYS:
            raise CommandError("At most three years.")
        from dunning.services.backtest.model_said import how_right, model_said
        from dunning.services.backtest.summing import Summary
        from dunning.services.backtest.telling import as_chart, summary_lines

        try:
            replay = Replay(start=start, end=end, as_of=now, told=self._played)
        except NoPolicy as problem:
            raise CommandError(str(problem)) from None
        said = None if options["without_model"] else model_said(start=start, end=end, told=self._training)
        found = Summary(start, end)
        target = options["messages"]
        with target.open("w", newline="") if target else nullcontext() as file:
            for message in _written(replay.messages(), file, said):
                found.add(message)
        found.finish(replay.tally, how_right(said) if said else [])
        if options["chart"]:
            options["chart"].write_text(as_chart(found))
        if options["json"]:
            self.stdout.write(json.dumps(found.as_json(), indent=1))
            return
        for line in summary_lines(found):
            self.stdout.write(line)

    def _training(self, month: date) -> None:
        self.stderr.write(f"asking the model of {month:%Y-%m}")

    def _played(self, day: date) -> None:
        """A progress line a month, where it disturbs no pipe."""
        if day.day == 1:
            self.stderr.write(f"played up to {day}")


def _written(messages: Iterable[WouldSend], file: Any, said: Any) -> Iterator[WouldSend]:
    """Each message, with a line in the file where there is one."""
    writer = csv.writer(file) if file else None
    if writer:
        writer.writerow(COLUMNS)
    for message in messages:
        if writer:
            told = said.about(message.invoice_id) if said else None
            asked = " and ".join(f"{amount} {currency}" for currency, amount in sorted(message.asked.items()))
            chance, late = (f"{told[0]:.3f}", f"{told[1]:.0f}") if told else ("", "")
            row = (message.day, message.debtor_id, message.step, message.stage, asked, message.days_past_due)
            writer.writerow([*row, chance, late, message.why])
        yield message
