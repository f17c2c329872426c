"""Trains on a ledger as known on a day: fit on the earlier part, calibrate and measure on the later, fit to all."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date
from typing import Any

from agent.risk.calibration import calibrate, like
from agent.risk.drift import at_issue, profile
from agent.risk.features import NAMES, features
from agent.risk.fitting import fit_model
from agent.risk.history import Ledger
from agent.risk.landmarks import Examples, examples
from agent.risk.model import RiskModel
from agent.risk.trial import Trial, trial

# The newest part of the examples' days, kept from the first fit.
HELD_OUT = 0.2
MOST_EXAMPLES = 50_000
FEWEST_EXAMPLES = 400
# Older habits say little about today's.
LOOK_BACK_DAYS = 3 * 365


class TooLittleHistory(ValueError):
    """The ledger has too few settled invoices to learn from; the scorecard stays."""


@dataclass(frozen=True, eq=False)
class Training:
    """The model, what its like is worth, and the unseen questions (`later`, `matrix`) on which that was measured."""

    model: RiskModel
    trial: Trial
    later: Examples
    matrix: Any


def train(ledger: Ledger, *, until: int) -> Training:
    """The model for questions from the day `until` on, and how its like did on the newest days before.

    The trial is of a model that knew the ledger until `split` alone. Half of the debtors' days since calibrate it, the
    other half are measured, so that no figure is of what was fitted to it. What is returned is fitted to all.
    Raises TooLittleHistory. Needs scikit-learn; some 40 s for MOST_EXAMPLES on one core.
    """
    # Threads that wait for each other on a busy machine take ten times as long as one alone.
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    import numpy as np

    found = examples(ledger, until=until, since=until - LOOK_BACK_DAYS, most=MOST_EXAMPLES)
    if found.settled.sum() < FEWEST_EXAMPLES:
        raise TooLittleHistory(
            f"{int(found.settled.sum())} paid invoices are too few to learn from; {FEWEST_EXAMPLES} are needed."
        )
    split = int(np.quantile(found.asked.as_of, 1 - HELD_OUT))
    earlier = examples(ledger, until=split, since=split - LOOK_BACK_DAYS, most=MOST_EXAMPLES)
    first = fit_model(features(ledger.known_on(split), earlier.asked), earlier)
    later = found.rows(found.asked.as_of >= split)
    later_matrix = features(ledger, later.asked)
    half = later.asked.debtor % 2 == 0
    half_calibrated = calibrate(first, later_matrix[half], later.rows(half))
    measured = trial(half_calibrated, later_matrix[~half], later.rows(~half))
    matrix = features(ledger.known_on(until), found.asked)
    final = like(fit_model(matrix, found), calibrate(first, later_matrix, later)).with_card(
        profile=profile(later_matrix[at_issue(later.asked)])
    )
    final = final.with_card(**_card(found, until=until, split=split, trial=measured))
    return Training(final, measured, later.rows(~half), later_matrix[~half])


def _card(found: Examples, *, until: int, split: int, trial: Trial) -> dict[str, Any]:
    return {
        "examples": len(found),
        "settled": int(found.settled.sum()),
        "debtors": len(set(found.asked.debtor.tolist())),
        "issued_from": date.fromordinal(int(found.asked.issued.min())).isoformat(),
        "known_until": date.fromordinal(until).isoformat(),
        "measured_from": date.fromordinal(split).isoformat(),
        "columns": list(NAMES),
        "trial": trial.as_json(),
    }
