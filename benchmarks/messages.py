"""From messages due to mails in the outbox: compose with fact checks, approve, send into files."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import timedelta

from django.conf import settings

from benchmarks.database import analyse
from benchmarks.ledgers import AS_OF, fill_ledger
from benchmarks.measuring import Figure, measured
from dunning.models import Installation, Message, Policy
from dunning.services.cases.defaults import ensure_defaults
from dunning.services.outbox.delivery import send_due_messages
from dunning.services.outbox.drafting import draft_due_messages
from dunning.services.rounds import run_round


def measure(*, debtors: int) -> Iterator[Figure]:
    """One message a debtor, ten invoices each."""
    ensure_defaults()
    Installation.objects.update_or_create(pk=1, defaults={"simulation": True})
    Policy.objects.update(daily_cap_messages=10_000_000, daily_cap_new_contacts=10_000_000)
    fill_ledger(debtors=debtors, invoices_each=10)
    analyse()
    run_round(as_of=AS_OF)
    with measured("compose, check and queue", unit="messages", target="300/s a core") as figure:
        while done := draft_due_messages(as_of=AS_OF):
            figure.count += done
    yield figure
    approved = Message.objects.filter(status="awaiting_approval").update(
        status="approved", approved_at=AS_OF, send_after=AS_OF
    )
    assert approved == debtors
    with tempfile.TemporaryDirectory() as folder:
        settings.OUTBOX_DIR = folder
        settings.EMAIL_FILE_PATH = folder
        with measured("send into files", unit="messages", target="200/s") as figure:
            while (report := send_due_messages(as_of=AS_OF + timedelta(minutes=1))).sent:
                figure.count += report.sent
        yield figure
