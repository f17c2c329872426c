"""Cadences change by versions: the old one stays for the cases that are on it, policies go over to the new one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from audit.recording import record_event
from dunning.models import Cadence, Case, InvalidState, Policy, Step
from dunning.services.cases.looks import look_again

if TYPE_CHECKING:
    from django.contrib.auth.models import User

STEP_FIELDS = ("key", "position", "anchor", "offset", "business_days", "stage", "purpose", "cc")


@dataclass(frozen=True)
class Ladder:
    """What a version of a cadence holds; the steps may be unsaved rows or those of another version."""

    name: str
    by_age: bool
    steps: Sequence[Step]


@transaction.atomic
def change_cadence(*, cadence_id: int, to: Ladder, changed: dict[str, Any], by: User, as_of: datetime) -> Cadence:
    """The next version of a cadence, for its policies from now on. Open cases finish their episode on the old one.

    Step keys survive, so that no step goes out twice for its anchor. `changed`: the new values by field, for the audit.
    Raises InvalidState where somebody else made a newer version meanwhile.
    """
    old = Cadence.objects.select_for_update().get(pk=cadence_id)
    if not old.is_current:
        raise InvalidState(_("%(old)s has been replaced meanwhile; change the newest version.") % {"old": old})
    Cadence.objects.filter(pk=old.pk).update(is_current=False)
    cadence = _insert(old.key, _last_version(old.key) + 1, to, by=by, as_of=as_of)
    Policy.objects.filter(cadence__key=old.key).update(cadence=cadence)
    data = {"version": cadence.version, "steps": [str(step) for step in cadence.steps.all()], **changed}
    record_event("cadence.changed", subject=cadence, as_of=as_of, by=by, data=data)
    return cadence


@transaction.atomic
def copy_cadence(*, cadence_id: int, key: str, name: str, by: User, as_of: datetime) -> Cadence:
    """The same ladder under a key of its own, at version 1, used by no policy yet.

    Raises InvalidState where the key is taken.
    """
    source = Cadence.objects.get(pk=cadence_id)
    if Cadence.objects.filter(key=key).exists():
        raise InvalidState(_("There is a cadence with the key “%(key)s” already.") % {"key": key})
    copy = _insert(key, 1, Ladder(name, source.by_age, list(source.steps.all())), by=by, as_of=as_of)
    record_event("cadence.copied", subject=copy, as_of=as_of, by=by, data={"from": str(source), "key": key})
    return copy


@transaction.atomic
def move_cases(*, cadence_id: int, by: User, as_of: datetime) -> int:
    """Put open cases of the key's older versions on this one, within their episode. Returns how many.

    Raises InvalidState where this is not the current version.
    """
    cadence = Cadence.objects.select_for_update().get(pk=cadence_id)
    if not cadence.is_current:
        raise InvalidState(
            _("%(cadence)s is no longer current; cases are moved to the newest version only.") % {"cadence": cadence}
        )
    behind = running_cases(cadence).exclude(cadence=cadence)
    debtors = list(behind.values_list("debtor_id", flat=True))
    moved = behind.update(cadence=cadence, version=F("version") + 1)
    look_again(debtors)
    record_event("cadence.cases_moved", subject=cadence, as_of=as_of, by=by, data={"cases": moved})
    return moved


def running_cases(cadence: Cadence) -> Any:
    """Unclosed cases on any version of a cadence."""
    return Case.objects.filter(cadence__key=cadence.key).exclude(status=Case.Status.CLOSED)


def _insert(key: str, version: int, ladder: Ladder, *, by: User, as_of: datetime) -> Cadence:
    cadence = Cadence.objects.create(
        key=key, version=version, name=ladder.name, by_age=ladder.by_age, made_at=as_of, made_by=by
    )
    rows = [{name: getattr(step, name) for name in STEP_FIELDS} for step in ladder.steps]
    Step.objects.bulk_create([Step(cadence=cadence, **row) for row in rows])
    return cadence


def _last_version(key: str) -> int:
    return int(Cadence.objects.filter(key=key).aggregate(last=Max("version"))["last"])
