from __future__ import annotations

import json
from argparse import ArgumentParser
from dataclasses import asdict
from datetime import datetime
from secrets import randbelow
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from dunning.models import InvalidState, Pilot, Segment
from dunning.pilot.draw import Balance, balance
from dunning.pilot.effect import Effect
from dunning.services.pilots.report import PilotReport, pilot_report
from dunning.services.pilots.starting import end_pilot, plan_pilot, start_pilot


class Command(BaseCommand):
    help = "Compares the agent with the house's own way: half of a segment at rung 1, half only watched."

    def add_arguments(self, parser: ArgumentParser) -> None:
        deeds = parser.add_subparsers(dest="deed", required=True)
        deeds.add_parser("list", help="all pilots")
        for name, what in (("plan", "the halves as they would be drawn"), ("start", "draw them and begin")):
            one = deeds.add_parser(name, help=what)
            one.add_argument("--segment", required=True, help='key of the segment; "" for all others')
            one.add_argument("--seed", type=int, help="of the draw; by chance when not given, and kept")
            if name == "start":
                one.add_argument("--name", required=True)
                one.add_argument("--days", type=int, default=30, help="within which recovery is counted")
        report = deeds.add_parser("report", help="what came of it so far, and whether to widen")
        report.add_argument("pilot", type=int)
        report.add_argument("--json", action="store_true", help="print JSON")
        end = deeds.add_parser("end", help="the segment's rungs rule everybody again")
        end.add_argument("pilot", type=int)
        end.add_argument("--why", default="", help="kept with the pilot")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            getattr(self, options["deed"])(options, timezone.now())
        except InvalidState as problem:
            raise CommandError(str(problem)) from problem

    def list(self, options: dict[str, Any], now: datetime) -> None:
        for pilot in Pilot.objects.select_related("segment"):
            ended = f"ended {pilot.ended_at:%Y-%m-%d}" if pilot.ended_at else "runs"
            self.stdout.write(f"{pilot.pk}  {pilot}  {pilot.segment}  since {pilot.started_at:%Y-%m-%d}  {ended}")

    def plan(self, options: dict[str, Any], now: datetime) -> None:
        seed = _seed(options)
        drawn = plan_pilot(_segment(options["segment"]), seed=seed, as_of=now)
        treated = sum(one.treated for one in drawn)
        self.stdout.write(f"Seed {seed}: {treated} treated, {len(drawn) - treated} control")
        self._balance(tuple(balance(drawn)))

    def start(self, options: dict[str, Any], now: datetime) -> None:
        segment, seed = _segment(options["segment"]), _seed(options)
        pilot = start_pilot(
            segment_id=segment.pk, name=options["name"], seed=seed, by=None, as_of=now, days=options["days"]
        )
        self.stdout.write(f"Pilot {pilot.pk} started with the seed {pilot.seed}.")
        self._tell(pilot_report(pilot=_pilot(pilot.pk), as_of=now))

    def report(self, options: dict[str, Any], now: datetime) -> None:
        found = pilot_report(pilot=_pilot(options["pilot"]), as_of=now)
        if options["json"]:
            self.stdout.write(json.dumps(_as_json(found), indent=2))
        else:
            self._tell(found)

    def end(self, options: dict[str, Any], now: datetime) -> None:
        pilot = end_pilot(pilot_id=_pilot(options["pilot"]).pk, why=options["why"], by=None, as_of=now)
        self.stdout.write(f"Pilot {pilot.pk} ended.")

    def _tell(self, found: PilotReport) -> None:
        run = (found.span.today - found.span.start).days
        self.stdout.write(f"{found.pilot}: {found.treated} treated, {found.control} control, {run} days")
        self._balance(found.balance)
        horizon = found.span.horizon
        self._effect(f"Paid within {horizon} days of what was overdue, %", found.recovery, 100)
        self._effect(f"Days to pay, up to {horizon}", found.days_to_pay, 1)
        shadows = found.touches[False].watched
        self.stdout.write(f"For the control the agent would have written {shadows} messages.")
        self.stdout.write(found.verdict.words)

    def _balance(self, rows: tuple[Balance, ...]) -> None:
        for row in rows:
            name = row.name.replace("_", " ")
            self.stdout.write(f"  {name:<14}{row.treated:>14,.1f}{row.control:>14,.1f}{row.difference:>8.2f} sd")

    def _effect(self, words: str, effect: Effect, unit: int) -> None:
        told = [None if one is None else one * unit for one in (effect.treated, effect.control, effect.difference)]
        shown = ["–" if one is None else f"{one:.1f}" for one in told]
        bounds = ""
        if effect.low is not None and effect.high is not None:
            bounds = f" (95 %: {effect.low * unit:.1f} to {effect.high * unit:.1f})"
        self.stdout.write(f"{words}: treated {shown[0]}, control {shown[1]}, difference {shown[2]}{bounds}")


def _seed(options: dict[str, Any]) -> int:
    return randbelow(2**31) if options["seed"] is None else options["seed"]


def _segment(key: str) -> Segment:
    found = Segment.objects.select_related("policy").filter(key=key).first()
    if not found:
        raise CommandError(f"There is no segment “{key}”.")
    return found


def _pilot(pk: int) -> Pilot:
    found = Pilot.objects.select_related("segment__policy").filter(pk=pk).first()
    if not found:
        raise CommandError(f"There is no pilot {pk}.")
    return found


def _as_json(found: PilotReport) -> dict[str, Any]:
    return {
        "pilot": found.pilot.pk,
        "name": found.pilot.name,
        "seed": found.pilot.seed,
        "started_on": found.span.start.isoformat(),
        "until": found.span.today.isoformat(),
        "horizon_days": found.span.horizon,
        "treated": found.treated,
        "control": found.control,
        "balance": [asdict(row) for row in found.balance],
        "recovery": asdict(found.recovery),
        "days_to_pay": asdict(found.days_to_pay),
        "messages": {"treated": asdict(found.touches[True]), "control": asdict(found.touches[False])},
        "verdict": asdict(found.verdict),
    }
