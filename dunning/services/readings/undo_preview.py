"""What undoing a reading would walk back, said before it is done; nothing is changed."""

from __future__ import annotations

from dataclasses import dataclass

from django.apps import apps
from django.db import models
from django.utils.translation import gettext as _

from audit.sentences import part_in_readers_language
from customers.models import Contact
from dunning.models import Dispute, Effect, Message, Promise, Review


@dataclass(frozen=True)
class UndoPreview:
    """Sentences: what is taken back, and what stays because a later fact rests on it."""

    back: tuple[str, ...]
    stays: tuple[str, ...]


def undo_preview(reading_id: int) -> UndoPreview:
    """One query for the effects, and one for each kind of row that they made or changed."""
    effects = list(Effect.objects.filter(reading_id=reading_id, undone_at__isnull=True).order_by("pk"))
    rows = _rows(effects)
    back: list[str] = []
    stays: list[str] = []
    for effect in effects:
        row = rows.get((effect.target, effect.target_id))
        if row is None:
            continue
        if effect.kind == Effect.Kind.CHANGED:
            back.append(_("What it changed about %(row)s is set back.") % {"row": row})
            continue
        (stays if _stays(row) else back).append(_sentence(row))
    return UndoPreview(tuple(dict.fromkeys(back)), tuple(dict.fromkeys(stays)))


def _rows(effects: list[Effect]) -> dict[tuple[str, int], models.Model]:
    wanted: dict[str, set[int]] = {}
    for effect in effects:
        wanted.setdefault(effect.target, set()).add(effect.target_id)
    found: dict[tuple[str, int], models.Model] = {}
    for target, keys in wanted.items():
        manager = apps.get_model(target)._default_manager
        found.update({(target, row.pk): row for row in manager.filter(pk__in=keys)})
    return found


def _stays(row: models.Model) -> bool:
    """As the services that undo decide it."""
    if isinstance(row, Promise):
        return row.status not in (Promise.Status.OPEN, Promise.Status.UNCLEAR, Promise.Status.WITHDRAWN)
    if isinstance(row, Dispute):
        return row.status == Dispute.Status.RESOLVED
    if isinstance(row, Message):
        return row.status in Message.LEFT
    return isinstance(row, Contact) and row.state == Contact.State.ACTIVE


def _sentence(row: models.Model) -> str:
    if isinstance(row, Promise):
        words = _("The claim %(row)s") if row.kind == Promise.Kind.CLAIM else _("The promise %(row)s")
        day = row.promised_on.isoformat() if row.promised_on else _("without a date")
        return words % {"row": f"({row.amount or _('whole balance')} {row.currency}, {day})"}
    if isinstance(row, Dispute):
        return _("The dispute about %(reason)s") % {"reason": row.get_reason_display().lower()}
    if isinstance(row, Message):
        return _("The answer “%(subject)s”") % {
            "subject": row.subject or part_in_readers_language("purpose", row.purpose.replace("_", " "))
        }
    if isinstance(row, Review):
        return _("The question to a person: %(kind)s") % {"kind": row.get_kind_display().lower()}
    if isinstance(row, Contact):
        return _("The contact %(contact)s") % {"contact": row}
    return str(row)
