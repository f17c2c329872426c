"""Learning from corrections: what people read better becomes examples, and better heads replace the others."""

from __future__ import annotations

import hashlib
import tempfile
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.db import transaction

from audit.models import AuditEvent
from audit.recording import record_event
from dunning.installed_heads import heads_folder, heads_in_use, installed_card, put_back, put_in_place
from dunning.models import Installation
from dunning.services.readings.corrections import corrected_messages

if TYPE_CHECKING:
    from agent.reading.heads import Heads
    from agent.reading.trial import Trial

# With fewer, one customer's habit would look like everybody's, and leaving some out would measure nothing.
FEWEST = 5


@dataclass(frozen=True)
class Training:
    """What came of it; `objections` say why nothing was installed."""

    corrections: int
    trial: Trial
    objections: tuple[str, ...]

    @property
    def installed(self) -> bool:
        return not self.objections


def train_reader(*, with_corrections: bool, as_of: datetime) -> Training:
    """Train anew, with this installation's corrections or without, and install the heads if they are no worse.

    Takes minutes and needs scikit-learn: for a command, never for a request. ValueError with a sentence where there
    are too few corrections to learn from.
    """
    from agent.reading.head_files import HEADS_FILE, write_card
    from agent.reading.trial import try_out

    corrected = corrected_messages() if with_corrections else []
    if with_corrections and len(corrected) < FEWEST:
        raise ValueError(f"Learning needs {FEWEST} corrected mails at least; there are {len(corrected)}.")
    heads_folder().mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=heads_folder(), prefix="training-") as name:
        folder, card = Path(name), installed_card()
        trial = try_out(
            folder,
            corrected=corrected,
            heads=_usable(),
            packaged=_packaged(),
            learned=frozenset(card.get("corrected_mails", ())),
        )
        training = Training(len(corrected), trial, tuple(trial.objections()))
        if training.installed:
            digest = hashlib.sha256((folder / HEADS_FILE).read_bytes()).hexdigest()
            mails = [message.mail.id for message in corrected]
            write_card(folder, {**trial.card, **_origin(trial, mails=mails, as_of=as_of), "sha256": digest})
            _install(folder, training, digest=digest, as_of=as_of)
    return training


@transaction.atomic
def undo_training(*, as_of: datetime) -> bool:
    """Bring back the heads that read before the installed ones. False where none are installed."""
    gone = installed_card()
    if not put_back():
        return False
    record_event(
        "reader.heads_taken_back",
        subject=Installation.current(),
        as_of=as_of,
        actor=AuditEvent.Actor.SYSTEM,
        data={"sha256": gone.get("sha256", ""), "trained_at": gone.get("trained_at", "")},
    )
    return True


@transaction.atomic
def _install(folder: Path, training: Training, *, digest: str, as_of: datetime) -> None:
    """The event first: heads that nobody can account for must not read."""
    record_event(
        "reader.heads_installed",
        subject=Installation.current(),
        as_of=as_of,
        actor=AuditEvent.Actor.SYSTEM,
        data={"sha256": digest, "corrections": training.corrections, **_figures(training.trial)},
    )
    put_in_place(folder)


def _origin(trial: Trial, *, mails: list[str], as_of: datetime) -> dict[str, Any]:
    return {"trained_at": as_of.isoformat(), "corrected_mails": mails, **_figures(trial)}


def _figures(trial: Trial) -> dict[str, Any]:
    found = {
        "replies_before": trial.replies_before,
        "replies": trial.replies,
        "corrections_before": trial.corrections_before,
        "corrections_left_out": trial.corrections,
    }
    return {name: asdict(figures) for name, figures in found.items() if figures is not None}


def _usable() -> Heads | None:
    """The heads in use; None where none fit the configured encoder, so that training can make some that do."""
    try:
        return heads_in_use()
    except ValueError:
        return None


def _packaged() -> Heads | None:
    from agent.reading.heads import packaged_heads

    try:
        return packaged_heads()
    except ValueError:
        return None
