"""Signs of an unfinished text: template marks, leaked prompts, broken encoding."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from agent.answers import Violation
from agent.guardrails.examined import Examined
from agent.guardrails.placeholder_words import EMPTY_VALUE, LEAK, MOJIBAKE, TEMPLATE

# Most texts have none of these: one look spares the long expressions.
MAY_BE_TEMPLATE = re.compile(r"[{}<>%\[\]#*`&\\=]|__|xxx", re.IGNORECASE)
MAY_BE_MOJIBAKE = re.compile(r"[\ufffdÃâÂÐÑïã]")


def check_placeholders(examined: Examined) -> Iterator[Violation]:
    if not examined.body.strip():
        yield Violation("placeholder", "", "The text is empty.")
    # As sent, not as normalised: broken bytes and typographic marks change by normalising.
    for text in (examined.subject, examined.body):
        match = MAY_BE_MOJIBAKE.search(text) and MOJIBAKE.search(text)
        if match:
            yield Violation("placeholder", _line(text, match.start()), f"Broken encoding: {match.group()!r}.")
    if MAY_BE_TEMPLATE.search(examined.text):
        match = TEMPLATE.search(examined.wording)
        if match:
            yield examined.violation("placeholder", match.start(), f"Template mark: {match.group()!r}.")
    for start, sentence in examined.shapes:
        if _is_leaked(sentence):
            yield examined.violation("placeholder", start, "A prompt, a model's talk or an empty value.")


@lru_cache(maxsize=8192)
def _is_leaked(sentence: str) -> bool:
    return bool(LEAK.search(sentence) or EMPTY_VALUE.search(sentence))


def _line(text: str, position: int) -> str:
    return text[text.rfind("\n", 0, position) + 1 :].split("\n", 1)[0].strip()
