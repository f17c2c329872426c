"""Our own disclosure stands below quoted letters: it speaks of a machine, and is ours."""

from __future__ import annotations

import re
from functools import lru_cache

from agent.drafting.catalogue import catalogue_for, languages

_DISCLOSURE = "sign_off.ai"


def without_disclosure(text: str) -> str:
    """The text less every sentence in which our letters say that a program wrote them, however wrapped or quoted."""
    return _disclosures().sub(" ", text)


@lru_cache(maxsize=1)
def _disclosures() -> re.Pattern[str]:
    variants = [variant for code in languages() for variant in catalogue_for(code).wordings[_DISCLOSURE]]
    said = [form for variant in variants for form in variant.forms]
    return re.compile("|".join(r"[\s>|]+".join(map(re.escape, sentence.split())) for sentence in said))
