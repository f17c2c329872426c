"""How many messages of the same purpose went to a case before one: repeated reminders are worded in turn."""

from __future__ import annotations

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from dunning.models import Message


def with_turns(messages: QuerySet[Message]) -> QuerySet[Message]:
    """The same messages, each with `turn`; no further query. What was never sent has no turn of its own."""
    before = Message.objects.filter(
        case=OuterRef("case"), purpose=OuterRef("purpose"), pk__lt=OuterRef("pk"), status__in=Message.LEFT
    )
    counted = before.order_by().values("case").annotate(times=Count("pk")).values("times")
    return messages.annotate(turn=Coalesce(Subquery(counted, output_field=IntegerField()), 0))


def turn_of(message: Message) -> int:
    """0 where it was read without `with_turns`."""
    turn: int = getattr(message, "turn", 0)
    return turn
