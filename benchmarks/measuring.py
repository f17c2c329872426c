"""Seconds, peak memory and queries of a piece of work."""

from __future__ import annotations

import resource
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import connection


@dataclass
class Figure:
    """One line of the table: so many of `unit` in so many seconds, against the target."""

    name: str
    count: int = 0
    unit: str = ""
    seconds: float = 0.0
    peak_megabytes: int = 0
    queries: int = 0
    target: str = ""

    @property
    def rate(self) -> float:
        return self.count / self.seconds if self.seconds else 0.0

    def as_json(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "count": self.count,
            "unit": self.unit,
            "seconds": round(self.seconds, 3),
            "per_second": round(self.rate, 1),
            "peak_megabytes": self.peak_megabytes,
            "queries": self.queries,
            "target": self.target,
        }

    def __str__(self) -> str:
        return (
            f"{self.name:<46} {self.count:>9,} {self.unit:<9} {self.seconds:>8.2f} s {self.rate:>10,.0f}/s "
            f"{self.peak_megabytes:>5} MB {self.queries:>6} queries   {self.target}"
        )


@contextmanager
def measured(name: str, *, unit: str, target: str = "") -> Iterator[Figure]:
    """Fill in the figure when the block ends; the block sets `count`. Peak memory is the process's so far."""
    figure = Figure(name, unit=unit, target=target)
    queries = _Counter()
    started = time.monotonic()
    with connection.execute_wrapper(queries):
        yield figure
    figure.seconds = time.monotonic() - started
    figure.peak_megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    figure.queries = queries.count


class _Counter:
    def __init__(self) -> None:
        self.count = 0

    def __call__(self, execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
        self.count += 1
        return execute(sql, params, many, context)
