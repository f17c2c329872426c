"""A logistic line beside the trees: steadier where a ledger is small."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

# Strong, for the columns say much the same of a debtor.
STRENGTH = 0.01


@dataclass(frozen=True, eq=False)
class Line:
    """Log-odds as a weighted sum of the columns, each centred and scaled; what is missing counts as the centre."""

    centre: Any
    scale: Any
    weight: Any
    start: float

    @classmethod
    def fit(cls, matrix: Any, happened: Any) -> Line:
        import numpy as np
        from sklearn.linear_model import LogisticRegression

        there = ~np.isnan(matrix)
        count = np.maximum(there.sum(0), 1)
        centre = np.where(there, matrix, 0).sum(0) / count
        scale = np.sqrt(np.where(there, (matrix - centre) ** 2, 0).sum(0) / count)
        scale = np.where(scale > 1e-9, scale, 1.0)
        model = LogisticRegression(C=STRENGTH, max_iter=2_000)
        model.fit(np.nan_to_num((matrix - centre) / scale), happened)
        return cls(centre, scale, model.coef_[0], float(model.intercept_[0]))

    def __call__(self, matrix: Any) -> Any:
        import numpy as np

        return np.nan_to_num((matrix - self.centre) / self.scale) @ self.weight + self.start
