"""Why a case waits, in a few words for a list; the case itself has the whole sentence."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

REASONS: dict[str, Any] = {
    "global_stop": _("Everything is stopped"),
    "insolvency": _("Insolvency"),
    "legal": _("Legal matter"),
    "stopped": _("Do not contact, or given away"),
    "stale_source": _("The ledger's data is too old"),
    "unread_mail": _("A mail has not been read yet"),
    "delivery_uncertain": _("Nobody knows whether a message arrived"),
    "review_open": _("A question waits for a person"),
    "message_unfinished": _("A message is being prepared"),
    "on_hold": _("On hold"),
    "nothing_to_ask": _("Promised, disputed or arranged"),
    "contact_absent": _("The contact is away"),
    "no_contact": _("Nobody to write to"),
    "attempts": _("Attempt ceiling reached"),
    "escalation_open": _("An account manager was asked"),
    "gap": _("Written to a few days ago"),
    "not_a_business_day": _("Not a business day there"),
    "outside_hours": _("Outside office hours there"),
    "daily_cap": _("The day's limit was reached"),
    "next_step_later": _("The next step is not due yet"),
    "after_last_step": _("The last step went out"),
    "write_off": _("Only small rests are open"),
    "cadence_end": _("All steps have gone out"),
    "opening_balance": _("Old items wait for a word"),
    "not_due": _("Nothing is overdue yet"),
    "apply_credit": _("A credit is to be applied first"),
}


def reason_words(code: str) -> str:
    return str(REASONS.get(code) or code.replace("_", " "))
