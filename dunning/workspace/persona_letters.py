"""What letters look like that a persona signs: a first and a firm reminder, in English and in its own languages."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from agent.facts import DraftOrder
from dunning.models import Persona
from dunning.own_wording import own_wording
from dunning.sample_accounts import SENDER, sample_accounts
from dunning.workspace.frame import letter_document

if TYPE_CHECKING:
    from agent.drafting.catalogue import Changes

PURPOSES = ("first_reminder", "firm")
MOST_LANGUAGES = 3


def persona_letters(persona: Persona) -> list[dict[str, Any]]:
    """A letter each with its language and frame, in the installation's wording; one query."""
    wording = own_wording()
    languages = [*sorted(persona.sign_offs or {}), "en"]
    return [
        _letter(persona, purpose, language=language, changed=wording.changes(language, persona))
        for language in list(dict.fromkeys(languages))[:MOST_LANGUAGES]
        for purpose in PURPOSES
    ]


def _letter(persona: Persona, purpose: str, *, language: str, changed: Changes | None) -> dict[str, Any]:
    from agent.drafting import compose

    sender = replace(SENDER, name=persona.sender_name, title=persona.sender_title)
    account = next(iter(sample_accounts().values()))
    reserved = persona.tone == Persona.Tone.RESERVED
    facts = replace(account, language=language, sender=sender, relation=None if reserved else account.relation)
    draft = compose(DraftOrder(purpose, facts, language, seed=str(persona.pk)), changed=changed)
    return {"draft": draft, "language": language, "framed": letter_document(draft.html, language=language)}
