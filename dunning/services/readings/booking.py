"""One reading on its way into the books."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import models

from agent.answers import Reading as Answer
from customers.models import Invoice
from dunning.models import Case, IncomingMail, Reading
from dunning.reader import received_mail
from dunning.services.readings.effects import made

if TYPE_CHECKING:
    from django.contrib.auth.models import User


@dataclass(frozen=True)
class Booking:
    """One reading about to be booked; `by` is the person who accepted it, None for the agent."""

    row: Reading
    mail: IncomingMail
    case: Case
    answer: Answer
    as_of: datetime
    by: User | None = None

    @property
    def said_on(self) -> date:
        """The day on which it was written, where it was written."""
        return received_mail(self.mail).received_at.date()

    def invoices(self, numbers: Sequence[str]) -> list[Invoice]:
        """The debtor's own invoices with these numbers; others are not its to speak of."""
        rows = Invoice.objects.filter(debtor_id=self.case.debtor_id, source__creditor_id=self.case.creditor_id)
        return list(rows.filter(number__in=list(numbers)).order_by("due_on", "pk")) if numbers else []

    def made(self, obj: models.Model) -> None:
        made(self.row, obj, as_of=self.as_of)

    def has_made(self, model: type[models.Model]) -> bool:
        return self.row.effects.filter(target=model._meta.label_lower, kind="made", undone_at__isnull=True).exists()
