"""Ten people at work on two web processes, over a ledger with 100,000 open cases and 1,000,000 invoices."""

from __future__ import annotations

import os
import random
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import quantiles
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import Group, User
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from benchmarks.office.database import open_office
from benchmarks.search_terms import some_term
from benchmarks.visitors import Page, Visitor, Weight, visit, weigh
from customers.access import MANAGER
from dunning.models import Case, Review

PEOPLE, WORKERS = 10, 2
TARGET = "p95 under 200 ms, under 300 kB"


@dataclass(frozen=True)
class PageFigure:
    name: str
    seconds: list[float]
    queries: int
    weight: Weight
    target: str = TARGET

    @property
    def percentiles(self) -> tuple[int, int, int]:
        """Milliseconds at the middle, at 95 and at 99 of a hundred."""
        if len(self.seconds) < 2:
            return (0, 0, 0)
        cuts = quantiles(self.seconds, n=100, method="inclusive")
        return round(cuts[49] * 1000), round(cuts[94] * 1000), round(cuts[98] * 1000)

    def as_json(self) -> dict[str, Any]:
        middle, p95, p99 = self.percentiles
        return {
            "name": self.name,
            "count": len(self.seconds),
            "p50_ms": middle,
            "p95_ms": p95,
            "p99_ms": p99,
            "queries": self.queries,
            "page_kilobytes": round(self.weight.page, 1),
            "fetched_kilobytes": round(self.weight.fetched, 1),
            "outside": self.weight.outside,
            "target": self.target,
        }

    def __str__(self) -> str:
        middle, p95, p99 = self.percentiles
        outside = f"   asks others: {', '.join(self.weight.outside)}" if self.weight.outside else ""
        return (
            f"{self.name:<24} {len(self.seconds):>5} times   p50 {middle:>4} ms   p95 {p95:>4} ms   p99 {p99:>4} ms   "
            f"{self.queries:>3} queries   {self.weight.page:>6.1f} + {self.weight.fetched:>6.1f} kB{outside}"
        )


def measure(*, customers: int, seconds: float = 60) -> Iterator[PageFigure]:
    name = open_office(customers=customers)
    pages, users = _pages(), _users()
    sessions = [_session(user) for user in users]
    with _server(name) as port:
        seen = visit(pages, port=port, sessions=sessions, seconds=seconds)
        visitor = Visitor(port=port, session=sessions[0])
        weights = {page.name: weigh(page.address(random.Random(1)), visitor=visitor) for page in pages}
    if seen.failures:
        raise SystemExit(f"{len(seen.failures)} answers were no page, the first: {seen.failures[0]}")
    for page in pages:
        yield PageFigure(page.name, seen.seconds[page.name], _queries(page, users[0]), weights[page.name])


def _pages() -> list[Page]:
    """What people look at, about as often as they do."""
    cases = list(Case.objects.order_by("-exposure").values_list("pk", flat=True)[:2000])
    reviews = list(
        Review.objects.filter(closed_at__isnull=True).order_by("-at_risk").values_list("pk", flat=True)[:500]
    )
    search = reverse("search")
    found = [
        Page("home", lambda chance: reverse("admin:index"), 3),
        Page("queue", lambda chance: reverse("admin:dunning_review_queue"), 4),
        Page(
            "queue, one of it",
            lambda chance: reverse("admin:dunning_review_queue_panel", args=[chance.choice(reviews)]),
            6,
        ),
        Page("case page", lambda chance: reverse("admin:dunning_case_change", args=[chance.choice(cases)]), 8),
        Page("search while typing", lambda chance: f"{search}?box=1&q={some_term(chance)}", 8),
        Page("search results", lambda chance: f"{search}?q={some_term(chance)}", 2),
    ]
    return [*found, *_lists()]


def _lists() -> list[Page]:
    def of(name: str, model: str, *queries: str, weight: int = 1) -> Page:
        url = reverse(f"admin:{model}_changelist")
        return Page(name, lambda chance: url + chance.choice(queries or ("",)), weight)

    return [
        of("customer list", "customers_customer", "", "?p=3", "?q=nord", "?tier__exact=key_account", weight=3),
        of("invoice list", "customers_invoice", "", "?standing=overdue", "?q=INV-07", "?p=7", weight=3),
        of("case list", "dunning_case", "", "?status__exact=open&o=-3", "?q=weser", weight=2),
        of("message list", "dunning_message", "", "?status__exact=awaiting_approval", "?q=anna"),
        of("mails received", "dunning_incomingmail", "", "?status__exact=queued", "?q=anna"),
        of("bank transactions", "customers_banktransaction", "", "?state__exact=unmatched"),
        of("promise list", "dunning_promise", "", "?status__exact=open"),
        of("dispute list", "dunning_dispute", "", "?status__exact=open"),
    ]


def _users() -> list[User]:
    """Ten managers of receivables, made once."""
    found = []
    for number in range(PEOPLE):
        user, _made = User.objects.get_or_create(username=f"bench-{number}", defaults={"is_staff": True})
        user.groups.set(Group.objects.filter(name=MANAGER))
        found.append(user)
    return found


def _session(user: User) -> str:
    store = SessionStore()
    store[SESSION_KEY] = str(user.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store.save()
    return store.session_key or ""


def _queries(page: Page, user: User) -> int:
    """Of the second time, when what a process keeps is there."""
    client = Client(SERVER_NAME="localhost")
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[-1])
    address = page.address(random.Random(1))
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    return len(asked)


@contextmanager
def _server(database: str) -> Iterator[int]:
    """gunicorn as in production, on a free port."""
    with socket.socket() as free:
        free.bind(("localhost", 0))
        port = free.getsockname()[1]
    place = connection.settings_dict
    url = f"postgresql://{place['USER']}@{place['HOST'].replace('/', '%2F')}:{place['PORT'] or 5432}/{database}"
    options = ("--workers", str(WORKERS), "--bind", f"localhost:{port}", "--no-control-socket", "--log-level", "error")
    command = [sys.executable, "-m", "gunicorn", "config.wsgi", *options]
    process = subprocess.Popen(command, env=os.environ | {"DATABASE_URL": url}, stdout=subprocess.DEVNULL)
    try:
        _wait(port)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait(port: int) -> None:
    for _second in range(120):
        try:
            socket.create_connection(("localhost", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.5)
    raise SystemExit("The web server did not start.")
