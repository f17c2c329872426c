"""A backtest as tables in a terminal and as a chart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

from dunning.services.backtest.model_said import Right
from dunning.services.backtest.summing import Summary
from dunning.svg_charts import Part, bars, chart, lines

HONESTLY = (
    "Played by today's policies on what was known on each day. Customers paid as they did under the dunning of then; "
    "what they would have done under these messages nobody can know."
)


def summary_lines(found: Summary) -> Iterator[str]:
    steps = sorted({step for month in found.months.values() for step in month.steps})
    yield f"{found.start} to {found.end}: {found.messages:,} messages to {len(found.by_customer):,} customers"
    yield f"{'month':<9}{'messages':>9}{'customers':>11}" + "".join(f"{step:>{len(step) + 2}}" for step in steps)
    for name, month in sorted(found.months.items()):
        counts = "".join(f"{month.steps[step]:>{len(step) + 2},}" for step in steps)
        yield f"{name:<9}{month.messages:>9,}{len(month.customers):>11,}{counts}"
    questions = ", ".join(f"{kind} {count:,}" for kind, count in found.tally.questions.most_common()) or "none"
    yield f"account managers asked or told {found.tally.escalations:,} times; questions to the team: {questions}"
    if found.to_stopped:
        yield (
            f"{found.to_stopped:,} of them to customers that are marked today as not to be written to; "
            "since when is not on record"
        )
    yield from _largest(found)
    if found.model:
        yield from _model(found.model)
    yield HONESTLY


def _largest(found: Summary) -> Iterator[str]:
    if found.largest:
        yield "the largest sums asked for:"
    for one in found.largest:
        asked = " and ".join(f"{amount:,.2f} {currency}" for currency, amount in sorted(one.asked.items()))
        yield f"  {one.day}  customer {one.debtor_id:<8}{one.step:<18}{asked:>20}  {one.days_past_due:>4} days past due"


def _model(rows: list[Right]) -> Iterator[str]:
    yield "the late-payment model on each invoice's day of issue, trained each month on what was known then:"
    head = ("asked", "settled", "by model", "MAE", "own median", "RMSE", "within 3", "in 80 %", "AUC >0", ">10", ">30")
    yield f"{'month':<9}" + "".join(f"{name:>{max(len(name), 6) + 2}}" for name in head)
    for row in rows:
        areas = [f"{area:.3f}" if area is not None else "–" for area in row.auc.values()]
        shown = [
            *(f"{count:,}" for count in (row.asked, row.settled, row.by_model)),
            *(f"{days:.2f}" for days in (row.mae, row.median_mae, row.rmse)),
            *(f"{share:.1%}" for share in (row.within_3, row.inside)),
            *areas,
        ]
        yield f"{row.month:<9}" + "".join(
            f"{text:>{max(len(name), 6) + 2}}" for text, name in zip(shown, head, strict=True)
        )


def as_chart(found: Summary) -> str:
    """SVG: messages a week, the overdue share of then, steps, and how far the model was off each month."""
    weeks = _by_week(found)
    ends = (found.start.isoformat(), found.end.isoformat())
    parts: list[Part] = []
    most = max(weeks, default=0)
    parts.append(lines("Messages a week", {"messages": weeks}, ends=ends, highest=f"{most:,.0f}"))
    if found.tally.overdue:
        shares = [share for _, share in found.tally.overdue]
        overdue = {"overdue": shares}
        parts.append(lines("Overdue share of what was open", overdue, ends=ends, highest=f"{max(shares):.0%}"))
    steps: Counter[str] = Counter()
    for month in found.months.values():
        steps.update(month.steps)
    parts.append(bars("Messages by step", [(step, float(count), f"{count:,}") for step, count in steps.most_common()]))
    measured = [row for row in found.model if row.month != "all"]
    if measured:
        off = [(row.month, row.mae, f"{row.mae:.1f} days, own median {row.median_mae:.1f}") for row in measured]
        parts.append(bars("Days that the model was off, by month of issue", off))
    return chart(f"What would have been sent, {ends[0]} to {ends[1]}", parts, note=HONESTLY)


def _by_week(found: Summary) -> list[float]:
    """Whole weeks from the first day; a single one may be shorter."""
    count = max(((found.end - found.start).days + 1) // 7, 1)
    weeks = [found.start + timedelta(days=7 * place) for place in range(count)]
    return [float(sum(found.by_day[week + timedelta(days=day)] for day in range(7))) for week in weeks]
