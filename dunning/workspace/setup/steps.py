"""The steps of the setup in words: what it is, why it matters, and where it is done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dunning.services.upkeep.setup_checks import setup_state

Words = str | Promise


@dataclass(frozen=True)
class Step:
    """`state` done, skipped or open; `way` leads to where it is done, "" where that is outside of this workspace."""

    key: str
    state: str
    title: Words
    why: Words
    way: str
    way_words: Words


_WORDS: dict[str, tuple[Words, Words, str, Words]] = {
    "ledger": (
        _("Import the open items"),
        _("Nothing is written to anybody whose invoices are unknown or old."),
        "customers_importrun_upload",
        _("Import a file"),
    ),
    "contacts": (
        _("Import who receives reminders"),
        _("A reminder to the wrong person is worse than none; without a contact a person is asked."),
        "customers_importrun_upload",
        _("Import a file"),
    ),
    "payment": (
        _("Say how customers pay"),
        _("Every letter names your bank details or a link to pay, and no other text may change them."),
        "customers_creditor_changelist",
        _("Creditors"),
    ),
    "persona": (
        _("Choose in whose name letters are signed"),
        _("Customers answer a person. The name and the address stand below every letter."),
        "dunning_persona_changelist",
        _("Personas"),
    ),
    "outgoing": (
        _("Connect outgoing mail"),
        _("Until then letters go to files and nobody receives them. Send yourself a test mail afterwards."),
        "",
        "",
    ),
    "incoming": (
        _("Connect the mailbox for replies"),
        _("Promises and disputes are read from replies; while they are unread, chasing goes on."),
        "",
        "",
    ),
    "cadence": (
        _("Look at the cadence"),
        _("When the first reminder goes, how firm the later ones are, and when a person takes over."),
        "dunning_cadence_changelist",
        _("Cadences"),
    ),
    "policy": (
        _("Look at the policy"),
        _("Sending hours, daily caps, holidays, late fees, and what is escalated to whom."),
        "dunning_policy_changelist",
        _("Policies"),
    ),
    "pilot": (
        _("Choose customers to start with"),
        _("Begin with a segment of a few dozen friendly customers, and widen it when the letters are right."),
        "dunning_segment_changelist",
        _("Segments"),
    ),
    "rung": (
        _("Decide how far the agent goes alone"),
        _("It starts by suggesting: every letter waits for you. The scorecard says when it has earned more."),
        "dunning_rungchange_ladder",
        _("Autonomy"),
    ),
    "people": (
        _("Give colleagues their roles"),
        _("Clerks work the queue, managers set the rules, account managers see their own customers alone."),
        "auth_user_changelist",
        _("Users"),
    ),
    "second_factor": (
        _("Turn on the second factor"),
        _("Whoever gets in can read every customer's account. A password alone is not enough."),
        "two_factor:overview",
        _("Two-factor login"),
    ),
    "worker": (
        _("Start the worker"),
        _("It makes the rounds, sends and receives. Without it nothing happens by itself."),
        "",
        "",
    ),
    "backups": (
        _("Arrange backups"),
        _("The audit trail and every promise are in one database. Try once to restore a backup."),
        "",
        "",
    ),
}


def steps(*, as_of: datetime) -> list[Step]:
    """All of them in their order; three queries."""
    return [Step(key, state, *_words(key)) for key, state in setup_state(as_of=as_of).items()]


def steps_left() -> list[Step]:
    """Those that are neither done nor called unneeded, now."""
    return [step for step in steps(as_of=timezone.now()) if step.state == "open"]


def _words(key: str) -> tuple[Words, Words, str, Words]:
    title, why, name, way_words = _WORDS[key]
    if not name:
        return title, why, "", ""
    return title, why, reverse(name if ":" in name else f"admin:{name}"), way_words
