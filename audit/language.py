"""What is kept is English, whoever acted in whatever language: it is read by all of them."""

from __future__ import annotations

from django.db.models import Model
from django.utils.translation import override

RECORD_LANGUAGE = "en"


def recorded_label(row: Model, field: str) -> str:
    """The label of a choice, for a sentence that is kept."""
    with override(RECORD_LANGUAGE):
        return str(getattr(row, f"get_{field}_display")())
