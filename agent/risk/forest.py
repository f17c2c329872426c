"""Boosted trees as plain arrays: kept without pickle, applied by scikit-learn's own predictor."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, eq=False)
class Forest:
    """Sum of a start and of a leaf from each tree. `nodes`: scikit-learn's node records, tree after tree."""

    start: float
    nodes: Any
    sizes: Any

    @classmethod
    def of(cls, fitted: Any) -> Forest:
        """From a fitted HistGradientBoosting model of one output, without categories."""
        import numpy as np

        trees = [predictor.nodes for (predictor,) in fitted._predictors]
        sizes = np.array([len(nodes) for nodes in trees], dtype=np.int64)
        return cls(float(np.ravel(fitted._baseline_prediction)[0]), np.concatenate(trees), sizes)

    def __call__(self, matrix: Any) -> Any:
        """The raw sum of each row: days for a regression, log-odds for a chance."""
        import numpy as np
        from sklearn.ensemble._hist_gradient_boosting.predictor import TreePredictor

        none = np.empty((0, 8), dtype=np.uint32)
        columns = np.zeros(matrix.shape[1], dtype=np.uint32)
        total = np.full(len(matrix), self.start)
        ends = np.cumsum(self.sizes)
        for end, size in zip(ends, self.sizes, strict=True):
            tree = TreePredictor(self.nodes[end - size : end], none, none)
            total += tree.predict(matrix, none, columns, 1)
        return total
