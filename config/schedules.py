"""What runs by the clock. Made by code alone: one malformed schedule would stop them all."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Scheduled:
    """One schedule of the worker: every so many minutes, or by a cron line in the worker's time zone."""

    name: str
    task: str
    minutes: int | None = None
    cron: str = ""


SCHEDULES = (
    Scheduled("sweeper", "dunning.tasks.sweep", minutes=1),
    Scheduled("round", "dunning.tasks.make_round", minutes=15),
    Scheduled("seal audit", "dunning.tasks.seal_audit", minutes=1),
    Scheduled("prepare pages", "dunning.tasks.prepare", minutes=1),
    Scheduled("nightly snapshots", "dunning.tasks.take_snapshots", cron="20 1 * * *"),
    Scheduled("weekly figures", "dunning.tasks.mail_figures", cron="0 6 * * 1"),
    Scheduled("nightly scorecards", "dunning.tasks.judge_autonomy", cron="10 2 * * *"),
    Scheduled("nightly scores", "dunning.tasks.score_risk", cron="0 3 * * *"),
    Scheduled("nightly forecast", "dunning.tasks.forecast", cron="15 3 * * *"),
    Scheduled("weekly training", "dunning.tasks.train_risk", cron="30 3 * * 0"),
    Scheduled("nightly purge", "dunning.tasks.purge", cron="30 2 * * *"),
)
