"""The weeks of a forecast as bars with their bounds, for inline SVG."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from dunning.models import ForecastWeek
from dunning.workspace.charts import round_values

WIDTH, HEIGHT, LEFT, BOTTOM, TOP = 760, 230, 46, 22, 8


@dataclass(frozen=True)
class Bar:
    """One week: a bar up to what is expected, and a line between the bounds."""

    week: ForecastWeek
    x: float
    middle: float
    wide: float
    top: float
    tall: float
    low: float
    high: float


@dataclass(frozen=True)
class Drawn:
    bars: tuple[Bar, ...]
    ticks: tuple[tuple[float, str], ...]
    width: int = WIDTH
    height: int = HEIGHT
    floor: int = HEIGHT - BOTTOM
    left: int = LEFT

    @property
    def box(self) -> str:
        return f"0 0 {self.width} {self.height}"


def drawn(weeks: Sequence[ForecastWeek]) -> Drawn | None:
    """None where nothing is expected at all."""
    most = max((week.high for week in weeks), default=Decimal())
    if not most:
        return None
    room, floor = (WIDTH - LEFT) / len(weeks), HEIGHT - BOTTOM

    def y(amount: Decimal) -> float:
        return round(floor - float(amount / most) * (floor - TOP), 1)

    bars = tuple(
        Bar(
            week=week,
            x=round(LEFT + place * room + room * 0.18, 1),
            middle=round(LEFT + (place + 0.5) * room, 1),
            wide=round(room * 0.64, 1),
            top=y(week.expected),
            tall=round(floor - y(week.expected), 1),
            low=y(week.low),
            high=y(week.high),
        )
        for place, week in enumerate(weeks)
    )
    ticks = tuple((y(value), short(value)) for value in round_values(Decimal(), most, 4))
    return Drawn(bars, ticks)


def short(value: Decimal) -> str:
    """For the edge of a chart: 120k, 1.5m."""
    for limit, ending in ((Decimal(1_000_000), "m"), (Decimal(1_000), "k")):
        if abs(value) >= limit:
            return f"{(value / limit).normalize():f}{ending}"
    return f"{value.normalize():f}"
