from __future__ import annotations

import shutil
import time
from argparse import ArgumentParser
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date, datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from agent.risk.training import TooLittleHistory
from audit.recording import record_event
from audit.sealing import seal_events
from config.demo import database, serving
from config.demo.behaviour import Customers
from config.demo.database import State
from config.demo.ledger import make_invoices
from config.demo.people import make_people
from config.demo.seeding import NotForDemo, import_ledger, make_company, mark_simulation
from config.demo.simulation import Simulation
from config.environment import VAR_DIR
from dunning.models import Case, Dispute, Installation, Message, Promise, Review
from dunning.services.forecasting.making import make_forecasts
from dunning.services.reviews.ranks import refresh_ranks
from dunning.services.risk.scoring import score_open_invoices
from dunning.services.risk.training import train_risk_model
from dunning.services.upkeep.snapshots import take_snapshots
from trade.countries import local_date

LOGIN, PASSWORD = "demo", "demo"
ZONE = "Europe/Berlin"
FOREIGN = (
    "This database holds data that is not the demo's, and the demo never touches it. "
    "Give the demo its own: PG_DATA_DIR=var/demo-pg make demo, or a DATABASE_URL of its own."
)


class Command(BaseCommand):
    help = "An example company with four simulated weeks behind it, then the web server and the worker."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--fresh", action="store_true", help="make the example anew")
        parser.add_argument("--no-serve", action="store_true", help="stop when the example is made")
        parser.add_argument("--seed", type=int, default=7, help="another number, another company (default: 7)")
        parser.add_argument("--days", type=int, default=28, help="how many days to simulate (default: 28)")
        parser.add_argument("--port", type=int, default=8000, help="for the web server; the next free one is taken")

    def handle(self, **options: Any) -> None:
        started = time.monotonic()
        with self._step("Database"):
            database.migrate()
        try:
            self._prepare(fresh=options["fresh"], seed=options["seed"], days=options["days"])
        except (NotForDemo, database.StillInUse) as problem:
            raise CommandError(str(problem)) from None
        self.stdout.write(self.style.SUCCESS(f"Ready after {time.monotonic() - started:.0f} s."))
        if not options["no_serve"]:
            self._serve(options["port"])

    def _prepare(self, *, fresh: bool, seed: int, days: int) -> None:
        found = database.state()
        if found is State.FOREIGN:
            raise CommandError(FOREIGN)
        if found is State.WHOLE and not fresh:
            self.stdout.write("The example is already there; --fresh makes it anew.")
            return
        if found is not State.EMPTY:
            with self._step("Removing the earlier example"):
                database.empty()
        self._seed(seed=seed, days=days)

    def _seed(self, *, seed: int, days: int) -> None:
        today = local_date(timezone.now(), ZONE)
        first_day = today - timedelta(days=days)
        database.trade_safety_for_speed()
        folder = VAR_DIR / "demo"
        shutil.rmtree(folder, ignore_errors=True)
        with self._step("Example ledger"):
            simulation = _simulation(folder, first_day=first_day, days=days, seed=seed)
        with self._step(f"{days} days of letters, answers and payments"):
            self._live(simulation)
        with self._step("Figures of each day, and who will pay late"):
            _look_back(first_day=first_day, today=today)
        self._make_login()
        seal_events(everything=True)
        record_event(database.FINISHED, subject=Installation.current(), as_of=timezone.now(), actor="system")
        self._tell(simulation)

    def _live(self, simulation: Simulation) -> None:
        for day in simulation.run():
            if day.weekday() == 4:
                counts = simulation.counts
                self.stdout.write(
                    f"   until {day}: {counts['mails sent']} mails sent, {counts['mails received']} received, "
                    f"{counts['payments']} payments, {counts['cases closed']} cases closed"
                )

    def _make_login(self) -> None:
        User.objects.create_superuser(
            LOGIN, f"{LOGIN}@larkfield.example", PASSWORD, first_name="Clara", last_name="Weiss"
        )
        make_people(password=PASSWORD, as_of=timezone.now())

    def _tell(self, simulation: Simulation) -> None:
        open_cases = Case.objects.exclude(status=Case.Status.CLOSED).count()
        closed_cases = Case.objects.filter(status=Case.Status.CLOSED).count()
        lines = (
            f"{open_cases} open cases, {closed_cases} closed",
            f"{Message.objects.filter(status__in=Message.OUT).count()} messages sent, files in var/outbox",
            f"{Promise.objects.count()} promises and claims, {Dispute.objects.count()} disputes",
            f"{Review.objects.filter(closed_at=None).count()} things that wait for a person",
        )
        self.stdout.write("\n".join(f"   {line}" for line in lines))

    def _serve(self, first_port: int) -> None:
        try:
            port = serving.free_port(first_port)
        except OSError as problem:
            raise CommandError(str(problem)) from None
        log = VAR_DIR / "demo" / "server.log"
        settings.INBOX_DIR.mkdir(parents=True, exist_ok=True)
        call_command("sync_schedules", stdout=StringIO())
        with serving.running(port, log=log) as children:
            if serving.wait_until_open(port):
                self._invite(port)
            ended = serving.wait_for_end(children)
        if ended:
            raise CommandError(f"The {ended.name} ended by itself (code {ended.process.returncode}); {log} says why.")
        self.stdout.write("\nStopped. The database keeps running: manage.py db stop ends it.")

    def _invite(self, port: int) -> None:
        self.stdout.write(
            self.style.SUCCESS(f"\nhttp://localhost:{port}/   user {LOGIN}, password {PASSWORD}\n")
            + "   Today: what needs you, what the agent did, what goes out next\n"
            "   Queue: what waits for a person, most cash at risk first; ? shows the keys\n"
            "   Cases: the whole conversation with a customer, what it owes, what comes next and why\n"
            f"   demo-clerk, demo-manager, demo-account-manager, demo-ops, demo-auditor ({PASSWORD}): by role\n"
            "   var/outbox holds what was sent; an .eml file put into var/inbox is read as a reply\n"
            "Ctrl-C ends the web server and the worker; what they say stands in var/demo/server.log."
        )

    @contextmanager
    def _step(self, name: str) -> Iterator[None]:
        started = time.monotonic()
        self.stdout.write(f"{name} …")
        yield
        self.stdout.write(f"   {time.monotonic() - started:.1f} s")


def _look_back(*, first_day: date, today: date) -> None:
    """What a worker would have done each night."""
    now = timezone.now()
    deque(take_snapshots(first=first_day, last=today - timedelta(days=1), anew=False, as_of=now), maxlen=0)
    with suppress(TooLittleHistory):  # a demo of few days; then the scorecard scores
        train_risk_model(as_of=now)
    score_open_invoices(as_of=now)
    refresh_ranks(as_of=now)
    make_forecasts(as_of=now)


def _simulation(folder: Path, *, first_day: date, days: int, seed: int) -> Simulation:
    known_at = _morning(first_day - timedelta(days=1))
    mark_simulation()
    invoices = make_invoices(first_day=first_day, days=days, seed=seed)
    example = make_company(folder, as_of=known_at)
    import_ledger(example, invoices, today=first_day, known_at=known_at)
    customers = Customers(invoices, first_day=first_day, seed=seed)
    return Simulation(example=example, invoices=invoices, customers=customers, first_day=first_day, days=days)


def _morning(day: date) -> datetime:
    return datetime.fromisoformat(f"{day}T06:00:00+00:00")
