"""The search box over a million invoices and half a million mails: what people type, and the worst that they could."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import quantiles
from time import perf_counter
from typing import Any

from django.contrib.auth.models import User
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from benchmarks.office.database import open_office
from benchmarks.search_terms import USUAL, WORST, term
from dunning.workspace.search.everything import IN_BOX, search_everything

TIMES = 25


@dataclass(frozen=True)
class SearchFigure:
    name: str
    seconds: list[float]
    results: int
    queries: int
    slow: list[str]
    target: str

    @property
    def milliseconds(self) -> tuple[int, int]:
        """At the middle and at 95 of a hundred."""
        cuts = quantiles(self.seconds, n=100, method="inclusive")
        return round(cuts[49] * 1000), round(cuts[94] * 1000)

    def as_json(self) -> dict[str, Any]:
        middle, p95 = self.milliseconds
        return {
            "name": self.name,
            "p50_ms": middle,
            "p95_ms": p95,
            "results": self.results,
            "queries": self.queries,
            "left_out": self.slow,
            "target": self.target,
        }

    def __str__(self) -> str:
        middle, p95 = self.milliseconds
        left_out = f"   left out: {', '.join(self.slow)}" if self.slow else ""
        return (
            f"{self.name:<34} p50 {middle:>4} ms   p95 {p95:>4} ms   {self.results:>3} results   "
            f"{self.queries:>3} queries   {self.target}{left_out}"
        )


def measure(*, customers: int) -> Iterator[SearchFigure]:
    """Each once before it counts; within one process, as a person with every right."""
    open_office(customers=customers)
    request = RequestFactory().get("/")
    request.user = User(pk=0, is_active=True, is_superuser=True)
    every: list[float] = []
    for kind in USUAL:
        chance = random.Random(7)
        figure = _figure(kind, [term(kind, chance) for _ in range(TIMES)], request, "p95 under 100 ms")
        every += figure.seconds
        yield figure
    yield SearchFigure("all of these", every, 0, 0, [], "p95 under 100 ms")
    for name, typed in WORST.items():
        yield _figure(name, [typed] * TIMES, request, "bounded")


def _figure(name: str, typed: list[str], request: Any, target: str) -> SearchFigure:
    results, slow, seconds = 0, set(), []
    search_everything(typed[0], request=request, limit=IN_BOX)
    for one in typed:
        started = perf_counter()
        found = search_everything(one, request=request, limit=IN_BOX)
        seconds.append(perf_counter() - started)
        results = max(results, found.count)
        slow.update(found.slow)
    with CaptureQueriesContext(connection) as asked:
        search_everything(typed[0], request=request, limit=IN_BOX)
    return SearchFigure(name, seconds, results, len(asked), sorted(slow), target)
