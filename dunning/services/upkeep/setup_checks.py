"""How far the installation is set up, seen from its rows; `manage.py doctor` looks at what goes wrong later."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Exists, Q, QuerySet
from django.utils.translation import gettext as _
from django_otp.plugins.otp_totp.models import TOTPDevice

from audit.models import AuditEvent
from audit.recording import record_event
from customers.models import Contact, Creditor, Invoice
from dunning.mail.leaving import comes_in_by_itself, leaves_in_files
from dunning.models import IncomingMail, Installation, Persona, RungChange, Segment
from dunning.services.upkeep.worker_beat import is_beating, last_beat

# In the order in which one does them; the page has a title, a reason and a way for each.
STEPS = (
    "ledger",
    "contacts",
    "payment",
    "persona",
    "outgoing",
    "incoming",
    "cadence",
    "policy",
    "pilot",
    "rung",
    "people",
    "second_factor",
    "worker",
    "backups",
)


def setup_state(*, as_of: datetime) -> dict[str, str]:
    """Each step as "done", "skipped" or "open". Three queries, whatever the ledger's size."""
    Installation.current()
    rows = {name: Exists(found) for name, found in _rows().items()}
    found = Installation.objects.filter(pk=1).annotate(**{f"has_{name}": row for name, row in rows.items()}).get()
    done = {name: bool(getattr(found, f"has_{name}")) for name in rows}
    done["outgoing"] = done["outgoing"] and not leaves_in_files()
    done["incoming"] = done["incoming"] or comes_in_by_itself()
    done["worker"] = is_beating(last_beat(), as_of=as_of)
    return {step: "done" if done.get(step) else "skipped" if step in found.setup_skipped else "open" for step in STEPS}


@transaction.atomic
def skip_step(step: str, *, skip: bool, by: User, as_of: datetime) -> None:
    """Call a step unneeded here, or take that back. ValueError for a step that there is not."""
    if step not in STEPS:
        raise ValueError(_("“%(step)s” is no step of the setup.") % {"step": step})
    Installation.current()
    row = Installation.objects.select_for_update().get(pk=1)
    row.setup_skipped = sorted({*row.setup_skipped, step} if skip else {*row.setup_skipped} - {step})
    row.save(update_fields=["setup_skipped"])
    action = "setup.skipped" if skip else "setup.reopened"
    record_event(action, subject=row, as_of=as_of, by=by, data={"step": step})


def _rows() -> dict[str, QuerySet[Any]]:
    """The rows that show that a step was done."""
    by_hand = AuditEvent.objects.filter(actor=AuditEvent.Actor.PERSON)
    return {
        "ledger": Invoice.objects.all(),
        "contacts": Contact.objects.filter(state=Contact.State.ACTIVE),
        "payment": Creditor.objects.exclude(Q(bank_details="") & Q(payment_link="")),
        "persona": Persona.objects.exclude(sender_name="").exclude(sender_email=""),
        "outgoing": Creditor.objects.exclude(sender_email=""),
        "incoming": IncomingMail.objects.all(),
        "cadence": by_hand.filter(subject_type__in=("cadence", "step")),
        "policy": by_hand.filter(subject_type="policy"),
        "pilot": Segment.objects.exclude(key=""),
        "rung": RungChange.objects.all(),
        "people": User.objects.filter(is_active=True, groups__isnull=False),
        "second_factor": TOTPDevice.objects.filter(confirmed=True),
    }
