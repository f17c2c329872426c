"""Results of a simulation as a table, as CSV and as a chart, and what they rest on in words."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from typing import TextIO

from dunning.simulation.behaviours import BEHAVIOURS, STAGES
from dunning.simulation.figures import Figures
from dunning.svg_charts import bars, chart, lines

HONESTLY = (
    "Customers behave here as a table assumes, not as yours have been seen to behave: "
    "compare the rows with each other, and take none of them for a forecast."
)
COLUMNS = (
    ("DSO", lambda row: f"{row.dso:.1f}"),
    ("days late", lambda row: f"{row.days_late:.1f}"),
    ("collected", lambda row: f"{row.collected:.1%}"),
    ("mails", lambda row: f"{row.mails:,}"),
    ("each", lambda row: f"{row.mails_per_customer:.1f}"),
    ("crossed", lambda row: f"{row.crossed:,}"),
    ("complaints", lambda row: f"{row.complaints:,}"),
    ("opt-outs", lambda row: f"{row.opt_outs:,}"),
    ("disputes early", lambda row: f"{row.disputes_early:.0%}"),
    ("promises kept", lambda row: f"{row.promises_kept:.0%}" if row.promises else "–"),
    ("calls", lambda row: f"{row.calls:,}"),
    ("clerk hours", lambda row: f"{row.clerk_hours:,.0f}"),
)


def table_lines(rows: Sequence[Figures]) -> Iterator[str]:
    """A line for each cadence and rung, under a head."""
    texts = [[row.cadence, row.rung, *(shown(row) for _, shown in COLUMNS)] for row in rows]
    head = ["cadence", "rung", *(name for name, _ in COLUMNS)]
    widths = [max(len(line[place]) for line in [head, *texts]) for place in range(len(head))]
    for line in [head, *texts]:
        names = f"{line[0]:<{widths[0]}}  {line[1]:<{widths[1]}}"
        yield names + "".join(f"  {text:>{width}}" for text, width in zip(line[2:], widths[2:], strict=True))


def behaviour_lines() -> Iterator[str]:
    """The assumptions, a customer kind a paragraph."""
    for one in BEHAVIOURS:
        answers = ", ".join(f"{stage} {chance:.0%}" for stage, chance in zip(STAGES, one.answers, strict=True))
        yield f"{one.name}: {one.share:.0%} of customers. {one.why}"
        yield (
            f"  unasked: {one.on_time:.0%} on time, {one.never:.1%} never, else {one.late_median:.0f} days late in the "
            f"middle; {one.disputes:.0%} of invoices wrong"
        )
        yield f"  answers a message: {answers}"
        yield (
            f"  money {one.lag[0]}–{one.lag[1]} days after; {one.promises:.0%} promise instead, {one.keeps:.0%} of "
            f"promises kept; temper {one.temper:g}"
        )


def write_csv(rows: Sequence[Figures], file: TextIO) -> None:
    names = [name for name in Figures.__dataclass_fields__ if name != "overdue"]
    writer = csv.writer(file)
    writer.writerow(names)
    for row in rows:
        writer.writerow([getattr(row, name) for name in names])


def as_chart(rows: Sequence[Figures], *, customers: int) -> str:
    """SVG: what is gained, what it costs, and the overdue share over the year."""

    def named(row: Figures) -> str:
        return f"{row.cadence}, {row.rung}" if row.mails else row.cadence

    parts = [
        bars("Days sales outstanding", [(named(row), row.dso, f"{row.dso:.1f} days") for row in rows]),
        bars(
            "Mails a customer", [(named(row), row.mails_per_customer, f"{row.mails_per_customer:.1f}") for row in rows]
        ),
        bars("Complaints", [(named(row), float(row.complaints), f"{row.complaints:,}") for row in rows]),
        bars("Clerk hours", [(named(row), row.clerk_hours, f"{row.clerk_hours:,.0f}") for row in rows]),
    ]
    most = max((share for row in rows for share in row.overdue), default=0.0)
    series = {named(row): row.overdue for row in rows}
    parts.append(lines("Overdue share of what is open, by week", series, ends=("first", "last"), highest=f"{most:.0%}"))
    return chart(f"Cadences played against {customers:,} simulated customers", parts, note=HONESTLY)
