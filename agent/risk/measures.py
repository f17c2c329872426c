"""How good a forecast was."""

from __future__ import annotations

from typing import Any


def auc(happened: Any, score: Any) -> float | None:
    """Chance that a case that happened scored above one that did not, ties half; None without one of each.

    Source: Mann–Whitney U divided by the number of pairs.
    """
    import numpy as np

    happened = np.asarray(happened, dtype=bool)
    yes, no = int(happened.sum()), int((~happened).sum())
    if not yes or not no:
        return None
    _, place, counts = np.unique(score, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[place.ravel()]
    return float((ranks[happened].sum() - yes * (yes + 1) / 2) / (yes * no))


def brier(happened: Any, chance: Any) -> float:
    """Mean squared distance of a chance from what happened, 0 is best. Source: Brier (1950)."""
    import numpy as np

    return float(np.mean((np.asarray(chance) - np.asarray(happened, dtype=float)) ** 2))


def days_off(actual: Any, expected: Any) -> dict[str, float]:
    """`mae` and `rmse` in days, `within_3`: share at most three days off."""
    import numpy as np

    off = np.asarray(expected, dtype=float) - np.asarray(actual, dtype=float)
    return {
        "mae": float(np.abs(off).mean()),
        "rmse": float(np.sqrt((off**2).mean())),
        "within_3": float((np.abs(off) <= 3).mean()),
    }


def coverage(actual: Any, low: Any, high: Any) -> float:
    """Share inside an interval, its ends included."""
    import numpy as np

    actual = np.asarray(actual)
    return float(((actual >= low) & (actual <= high)).mean())


def population_shift(then: Any, now: Any, *, bins: int = 10) -> float:
    """Population stability index of a column, missing values a bin of their own: above 0.25 it has shifted.

    Σ (now − then) · ln(now ÷ then) over the tenths of `then`. Source: Siddiqi, Credit Risk Scorecards (2006).
    """
    import numpy as np

    then, now = np.asarray(then, dtype=float), np.asarray(now, dtype=float)
    edges: Any = np.unique(np.nanquantile(then, np.linspace(0, 1, bins + 1)[1:-1])) if not np.isnan(then).all() else []
    shares = []
    for column in (then, now):
        there = column[~np.isnan(column)]
        counts = np.append(
            np.bincount(np.searchsorted(edges, there), minlength=len(edges) + 1), len(column) - len(there)
        )
        shares.append(np.maximum(counts / max(len(column), 1), 1e-4))
    old, new = shares
    return float(np.sum((new - old) * np.log(new / old)))
