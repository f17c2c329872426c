"""A model as bytes and back: plain arrays, so that reading one runs no code."""

from __future__ import annotations

import io
import json
from typing import Any

from agent.risk.features import NAMES
from agent.risk.forest import Forest
from agent.risk.line import Line
from agent.risk.model import Chance, RiskModel

FORMAT = 1


class UnreadableModel(ValueError):
    """Not a model of this version: it is trained anew, until then the scorecard scores."""


def to_bytes(model: RiskModel) -> bytes:
    import numpy as np

    arrays: dict[str, Any] = {"typical": model.typical}
    told: dict[str, Any] = {"format": FORMAT, "names": list(NAMES), "widen": list(model.widen), "card": model.card}
    told["chances"] = {}
    for days, chance in model.chances.items():
        _put_forest(arrays, f"chance_{days}", chance.forest)
        line = chance.line
        arrays[f"chance_{days}_line"] = np.stack([line.centre, line.scale, line.weight])
        weights = [chance.start, chance.forest_weight, chance.line_weight]
        told["chances"][str(days)] = {"weights": weights, "start": chance.forest.start, "line": line.start}
    for name, forest in model.days.items():
        _put_forest(arrays, f"days_{name}", forest)
    told["days"] = {name: forest.start for name, forest in model.days.items()}
    arrays["told"] = np.frombuffer(json.dumps(told).encode(), dtype=np.uint8)
    place = io.BytesIO()
    np.savez_compressed(place, **arrays)
    return place.getvalue()


def from_bytes(data: bytes) -> RiskModel:
    """Raises UnreadableModel for anything that `to_bytes` of this version did not write."""
    import numpy as np

    try:
        with np.load(io.BytesIO(data), allow_pickle=False) as file:
            arrays = dict(file)
        told = json.loads(arrays["told"].tobytes())
        if told["format"] != FORMAT or told["names"] != list(NAMES):
            raise UnreadableModel("The model was trained by another version of Dunwell.")
        return _model(told, arrays)
    except UnreadableModel:
        raise
    except Exception as problem:
        raise UnreadableModel(f"The model cannot be read: {type(problem).__name__}.") from problem


def _model(told: dict[str, Any], arrays: dict[str, Any]) -> RiskModel:
    chances = {}
    for key, entry in told["chances"].items():
        forest = _forest(arrays, f"chance_{key}", entry["start"])
        centre, scale, weight = arrays[f"chance_{key}_line"]
        chances[int(key)] = Chance(forest, Line(centre, scale, weight, entry["line"]), *entry["weights"])
    days = {name: _forest(arrays, f"days_{name}", start) for name, start in told["days"].items()}
    before, after = told["widen"]
    return RiskModel(chances, days, arrays["typical"], (before, after), told["card"])


def _put_forest(arrays: dict[str, Any], name: str, forest: Forest) -> None:
    arrays[f"{name}_nodes"], arrays[f"{name}_sizes"] = forest.nodes, forest.sizes


def _forest(arrays: dict[str, Any], name: str, start: float) -> Forest:
    """Its nodes checked, since the predictor follows them without looking."""
    import numpy as np

    nodes, sizes = arrays[f"{name}_nodes"], arrays[f"{name}_sizes"]
    if len(nodes) != sizes.sum() or (sizes < 1).any():
        raise UnreadableModel(f"The trees of {name} are incomplete.")
    inner = nodes["is_leaf"] == 0
    limit = np.repeat(sizes, sizes)[inner]
    if (nodes["feature_idx"][inner] >= len(NAMES)).any():
        raise UnreadableModel(f"The trees of {name} ask for columns that there are not.")
    if (nodes["left"][inner] >= limit).any() or (nodes["right"][inner] >= limit).any():
        raise UnreadableModel(f"The trees of {name} lead nowhere.")
    return Forest(start, nodes, sizes)
