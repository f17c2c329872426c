"""Calls kept as rows, shared by every worker."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta

from django.db.models import F, Sum

from agent.llm.calls import REST_SECONDS, RESTS_AFTER, Call, all_dead
from agent.models import LLMCall


@dataclass(frozen=True)
class DatabaseLog:
    """Rows of `LLMCall` as of a time. Workers side by side may pass the budget by what they have under way."""

    as_of: datetime

    def record(self, call: Call) -> None:
        LLMCall.objects.create(called_at=self.as_of, **asdict(call))

    def tokens_today(self) -> int:
        midnight = self.as_of.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
        used = LLMCall.objects.filter(called_at__gte=midnight, called_at__lt=midnight + timedelta(days=1))
        return used.aggregate(tokens=Sum(F("tokens_in") + F("tokens_out")))["tokens"] or 0

    def rests(self) -> bool:
        lately = LLMCall.objects.filter(called_at__gt=self.as_of - timedelta(seconds=REST_SECONDS))
        return all_dead(list(lately.order_by("-id").values_list("outcome", flat=True)[:RESTS_AFTER]))
