"""Geometry of small charts that the server draws as inline SVG."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple


class TrendPoint(NamedTuple):
    day: date
    value: Decimal


@dataclass(frozen=True)
class Tick:
    """A line across the chart at a round value."""

    y: float
    value: Decimal


@dataclass(frozen=True)
class Trend:
    """A line over days in a box of `width` × `height`; `line` and `area` are SVG path data."""

    width: int
    height: int
    line: str
    area: str
    last_x: float
    last_y: float
    lowest: Decimal
    highest: Decimal
    first_day: date
    last_day: date
    ticks: tuple[Tick, ...] = ()

    @property
    def box(self) -> str:
        return f"0 0 {self.width} {self.height}"


def trend_of(
    points: Sequence[TrendPoint], *, width: int, height: int, ticks: int = 0, from_zero: bool = False
) -> Trend:
    """Points in order of their days, at least one. A flat line lies in the middle."""
    values = [point.value for point in points]
    lowest, highest = min(values), max(values)
    low = min(lowest, Decimal()) if from_zero else lowest
    first, last = points[0].day, points[-1].day
    span, rise = max((last - first).days, 1), highest - low
    margin = 4

    def x(day: date) -> float:
        return round(margin + (width - 2 * margin) * (day - first).days / span, 1)

    def y(value: Decimal) -> float:
        share = float((value - low) / rise) if rise else 0.5
        return round(height - margin - (height - 2 * margin) * share, 1)

    places = [(x(point.day), y(point.value)) for point in points]
    line = "M" + "L".join(f"{left} {top}" for left, top in places)
    return Trend(
        width=width,
        height=height,
        line=line,
        area=f"{line}L{places[-1][0]} {height}L{places[0][0]} {height}Z",
        last_x=places[-1][0],
        last_y=places[-1][1],
        lowest=lowest,
        highest=highest,
        first_day=first,
        last_day=last,
        ticks=tuple(Tick(y(value), value) for value in round_values(low, highest, ticks)) if ticks and rise else (),
    )


def round_values(low: Decimal, high: Decimal, wanted: int) -> list[Decimal]:
    """About so many round values between the two: multiples of 1, 2 or 5 times a power of ten."""
    step = (high - low) / max(wanted, 1)
    power = Decimal(10) ** step.adjusted()
    unit = next(power * factor for factor in (1, 2, 5, 10) if power * factor >= step)
    first = (low / unit).to_integral_value(rounding="ROUND_CEILING")
    found = []
    while first * unit <= high:
        found.append(first * unit)
        first += 1
    return found
