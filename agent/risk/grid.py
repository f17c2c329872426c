"""Columns on few values each, found once for all forests: scikit-learn would weigh quantiles anew for every fit."""

from __future__ import annotations

from typing import Any

# As many as scikit-learn's trees tell apart, beside "unknown".
MOST_VALUES = 255


def on_grid(matrix: Any) -> Any:
    """The matrix with each value moved to the nearest of its column's quantiles; columns of few values stay.

    A tree's threshold lies in the middle between two neighbours, just where the nearest changes: what is learned here
    holds for the values themselves. NaN stays.
    """
    import numpy as np

    moved = np.array(matrix, dtype=np.float64)
    for column in moved.T:
        known = ~np.isnan(column)
        values = column[known]
        if len(np.unique(values)) <= MOST_VALUES:
            continue
        grid = np.unique(np.quantile(values, np.linspace(0, 1, MOST_VALUES), method="midpoint"))
        column[known] = grid[np.searchsorted((grid[1:] + grid[:-1]) / 2, values)]
    return moved
