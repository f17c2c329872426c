"""Which late-payment model is in use, and changing it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from agent.models import TrainedModel
from agent.risk.model import RiskModel
from agent.risk.storage import UnreadableModel, from_bytes
from audit.recording import record_event

RISK = TrainedModel.Kind.RISK


def model_row() -> TrainedModel | None:
    """The row in use; its bytes are read only when asked for."""
    return TrainedModel.objects.filter(kind=RISK, installed_at__isnull=False, replaced_at=None).defer("data").first()


def model_in_use() -> RiskModel | None:
    """None without one, or where it was trained by another version: the scorecard scores then."""
    row = model_row()
    if row is None:
        return None
    try:
        return from_bytes(bytes(row.data))
    except UnreadableModel:
        return None


@transaction.atomic
def install_model(row: TrainedModel, *, as_of: datetime) -> None:
    TrainedModel.objects.filter(kind=RISK, installed_at__isnull=False, replaced_at=None).update(replaced_at=as_of)
    row.installed_at = as_of
    row.save(update_fields=["installed_at"])
    record_event("model.installed", subject=row, as_of=as_of, data={"kind": row.kind, **_short(row)})


@transaction.atomic
def bring_back_earlier(*, as_of: datetime) -> TrainedModel | None:
    """The model before the one in use scores again; None where there was none, and the scorecard scores."""
    current = model_row()
    if current is None:
        return None
    earlier = (
        TrainedModel.objects.filter(kind=RISK, replaced_at__isnull=False, pk__lt=current.pk).order_by("-pk").first()
    )
    TrainedModel.objects.filter(pk=current.pk).update(replaced_at=as_of)
    record_event("model.taken_back", subject=current, as_of=as_of, data={"kind": current.kind})
    if earlier:
        TrainedModel.objects.filter(pk=earlier.pk).update(replaced_at=None)
    return earlier


def _short(row: TrainedModel) -> dict[str, object]:
    return {"days": row.figures.get("days"), "questions": row.figures.get("questions")}
