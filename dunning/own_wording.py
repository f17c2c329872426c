"""The installation's own wording, for whoever writes a batch of messages: read anew only when it has changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dunning.models import Installation, Persona, Wording

if TYPE_CHECKING:
    from agent.drafting.catalogue import Changes

SIGN_OFF = "sign_off.line"
FALLBACK_LANGUAGE = "en"

# What this process read last.
_kept: OwnWording | None = None


@dataclass(frozen=True)
class OwnWording:
    """Own sentences by language; `version` as on the installation when they were read."""

    version: int = 0
    by_language: Mapping[str, Changes] = field(default_factory=dict)

    def changes(self, language: str, persona: Persona | None = None) -> Changes | None:
        """What is laid over our wording of a language, the persona's sign-off included; None where there is nothing.

        A language that letters cannot be written in counts as English, as the writer does.
        """
        if not self.by_language and not (persona and persona.sign_offs):
            return None
        from agent.drafting.catalogue import catalogue_for, languages

        code = language.replace("_", "-").split("-")[0].lower()
        code = code if code in languages() else FALLBACK_LANGUAGE
        own: Changes = self.by_language.get(code, {})
        line = persona.sign_offs.get(code, "") if persona else ""
        if line:
            lines = range(len(catalogue_for(code).wordings[SIGN_OFF]))
            own = {**own, **{(SIGN_OFF, number): line for number in lines}}
        return own or None


def own_wording() -> OwnWording:
    """The wording in force. One query, and a second one where it changed since this process asked last."""
    global _kept
    version = Installation.objects.filter(pk=1).values_list("wording_version", flat=True).first() or 0
    if _kept is None or _kept.version != version:
        _kept = OwnWording(version, _read() if version else {})
    return _kept


def _read() -> dict[str, Changes]:
    found: dict[str, dict[tuple[str, int], str | tuple[str, ...]]] = defaultdict(dict)
    for language, path, variant, forms in Wording.objects.values_list("language", "path", "variant", "forms"):
        found[language][path, variant] = tuple(forms)
    return dict(found)
