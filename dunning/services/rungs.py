"""How far the agent may go alone with one kind of action for one debtor."""

from __future__ import annotations

from customers.models import Customer
from dunning.models import Rung

# Where nobody has set a rung the agent only watches.
UNSET = Rung(level=Rung.Level.MONITOR)


def rung_of(debtor: Customer, kind: str) -> Rung:
    """The rung of the debtor's segment, else that of the segment for all others, else an unsaved one at `monitor`."""
    rungs = Rung.objects.filter(segment__key__in={debtor.segment, ""}, kind=kind).select_related("segment")
    return max(rungs, key=lambda rung: rung.segment.key == debtor.segment, default=UNSET)
