"""The switch that stops everything: nothing is decided or sent while it is on."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from audit.recording import record_event
from dunning.models import Case, Installation
from dunning.services.cases.looks import look_again

if TYPE_CHECKING:
    from django.contrib.auth.models import User


class ReasonMissing(ValueError):
    """Whoever stops everything says why."""


@transaction.atomic
def stop_everything(*, reason: str, by: User, as_of: datetime) -> Installation:
    """Turn the global stop on, or give it another reason."""
    if not reason.strip():
        raise ReasonMissing(_("Say why: the reason is shown on every page."))
    installation = _set(on=True, reason=reason.strip()[:300])
    record_event("installation.stopped", subject=installation, as_of=as_of, by=by, reason=reason)
    return installation


@transaction.atomic
def go_on(*, by: User, as_of: datetime) -> Installation:
    """Turn the global stop off; cases that waited for it are looked at again."""
    installation = _set(on=False, reason="")
    record_event("installation.resumed", subject=installation, as_of=as_of, by=by)
    look_again(Case.objects.filter(reason="global_stop").values_list("debtor_id", flat=True))
    return installation


def _set(*, on: bool, reason: str) -> Installation:
    Installation.current()
    installation = Installation.objects.select_for_update().get(pk=1)
    installation.global_stop, installation.global_stop_reason = on, reason
    installation.save(update_fields=["global_stop", "global_stop_reason"])
    return installation
