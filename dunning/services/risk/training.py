"""Training the late-payment model on the installation's own ledger, and using it only when it is better."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from agent.models import TrainedModel
from agent.risk.model import RiskModel
from agent.risk.storage import to_bytes
from agent.risk.training import Training, train
from agent.risk.trial import Trial, trial
from audit.recording import record_event
from dunning.services.risk.ledger import load_ledger
from dunning.services.risk.models import RISK, install_model, model_in_use

# Trained models are kept so many besides the one in use.
KEPT = 5
# The one in use is compared on invoices that it cannot have learned from, if there are so many.
FEWEST_COMPARED = 200
# Worse by less is chance.
TOLERANCE = 1.01


@dataclass(frozen=True)
class Trained:
    """What came of a training; `refusal` says why the model was not installed, else it is empty."""

    row: TrainedModel
    trial: Trial
    before: Trial | None
    refusal: str


def train_risk_model(*, as_of: datetime) -> Trained:
    """Train, measure, and install what is neither worse than the debtors' own medians nor than the model in use.

    Raises agent.risk.training.TooLittleHistory. Takes up to a minute; needs scikit-learn.
    """
    today = timezone.localdate(as_of)
    ledger, _ = load_ledger(on=today)
    training = train(ledger, until=today.toordinal())
    before = _before(model_in_use(), training)
    refusal = _refusal(training.trial, before)
    row = TrainedModel.objects.create(
        kind=RISK,
        trained_at=as_of,
        data=to_bytes(training.model),
        figures=training.trial.as_json(),
        card=training.model.card,
        refused=refusal,
    )
    if refusal:
        record_event("model.refused", subject=row, as_of=as_of, reason=refusal, data={"kind": row.kind})
    else:
        install_model(row, as_of=as_of)
    _forget_old()
    return Trained(row, training.trial, before, refusal)


def _before(current: RiskModel | None, training: Training) -> Trial | None:
    """The model in use on the same unseen days, as far as it did not know them either."""
    if current is None:
        return None
    known = date.fromisoformat(current.card["known_until"]).toordinal()
    fresh = training.later.asked.as_of >= known
    if (fresh & training.later.settled).sum() < FEWEST_COMPARED:
        return None
    return trial(current, training.matrix[fresh], training.later.rows(fresh))


def _refusal(new: Trial, before: Trial | None) -> str:
    if not new.beats_own_median:
        return (
            f"The debtors' own medians are nearer: {new.own_median['mae']:.2f} days off, "
            f"the model {new.days['mae']:.2f}."
        )
    if before and new.days["mae"] > TOLERANCE * before.days["mae"]:
        return (
            f"The model in use is nearer: {before.days['mae']:.2f} days off on invoices that it has not seen either, "
            f"this one {new.days['mae']:.2f}."
        )
    return ""


def _forget_old() -> None:
    """Bytes of models long replaced or refused go; their figures stay."""
    old = TrainedModel.objects.filter(kind=RISK).exclude(installed_at__isnull=False, replaced_at=None)
    kept = list(old.order_by("-pk").values_list("pk", flat=True)[:KEPT])
    old.exclude(pk__in=kept).exclude(data=b"").update(data=b"")
