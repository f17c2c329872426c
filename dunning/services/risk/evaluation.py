"""How right the late-payment model has been since it was trained, on what nobody knew then."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from agent.risk.drift import Drift, moved_since
from agent.risk.features import features
from agent.risk.landmarks import examples
from agent.risk.trial import Trial, trial
from dunning.services.risk.ledger import load_ledger
from dunning.services.risk.models import model_in_use, model_row


@dataclass(frozen=True)
class Evaluation:
    """`trained_at` None: the scorecard scores. `trial` None: too few invoices have been settled since."""

    trained_at: datetime | None
    since: datetime | None
    trial: Trial | None
    drift: Drift | None


FEWEST = 30


def evaluate_model(*, as_of: datetime) -> Evaluation:
    """Point in time: each question is answered with what was known on its day."""
    row, model = model_row(), model_in_use()
    if row is None or model is None:
        return Evaluation(None, None, None, None)
    today = timezone.localdate(as_of)
    ledger, _invoices = load_ledger(on=today)
    moved = moved_since(model.card["profile"], ledger, on=today.toordinal())
    found = examples(ledger, until=today.toordinal())
    fresh = found.rows(found.asked.as_of >= timezone.localdate(row.trained_at).toordinal())
    if fresh.settled.sum() < FEWEST:
        return Evaluation(row.trained_at, row.trained_at, None, moved)
    measured = trial(model, features(ledger, fresh.asked), fresh)
    return Evaluation(row.trained_at, row.trained_at, measured, moved)
