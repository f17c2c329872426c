"""Signs of an unfinished text: template marks, leaked prompts, broken encoding."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from agent.answers import Violation
from agent.guardrails.examined import Examined
from agent.guardrails.placeholder_words import EMPTY_VALUE, LEAK, MOJIBAKE, SUBJECT_TAG, TEMPLATE

# Most texts have none of these: one look spares the long expressions.
MAY_BE_TEMPLATE = re.compile(r"[{}<>%\[\]#*`&\\=$@|【○〇◯×]|__|xx|\?\?|[./-](?:mm|ll|μμ)[./-]", re.IGNORECASE)
BEYOND_ASCII = re.compile(r"[^\x00-\x7f]{2,}")
# One could be a capital before a quotation mark ("TOTALITÉ»").
MISREAD_LETTERS = 2
MAY_BE_MOJIBAKE = re.compile(r"[\ufffdÃâÂÐÑïã]")


def check_placeholders(examined: Examined) -> Iterator[Violation]:
    if not examined.body.strip():
        yield Violation("placeholder", "", "The text is empty.")
    # As sent, not as normalised: broken bytes and typographic marks change by normalising.
    for text in (examined.subject, examined.body):
        match = MAY_BE_MOJIBAKE.search(text) and MOJIBAKE.search(text)
        if match:
            yield Violation("placeholder", _line(text, match.start()), f"Broken encoding: {match.group()!r}.")
        elif _is_misread(text):
            yield Violation("placeholder", "", "Broken encoding: letters that were read as another character set.")
    if MAY_BE_TEMPLATE.search(examined.text):
        tag = SUBJECT_TAG.match(examined.wording)
        match = TEMPLATE.search(examined.wording, tag.end() if tag else 0)
        if match:
            yield examined.violation("placeholder", match.start(), f"Template mark: {match.group()!r}.")
    for start, sentence in examined.shapes:
        if _is_leaked(sentence):
            yield examined.violation("placeholder", start, "A prompt, a model's talk or an empty value.")


def _is_misread(text: str) -> bool:
    """Whether letters of the text are UTF-8 read as one of the old character sets: "pÅ‚atnoÅ›Ä‡", "РћРїР»Р°С‚Р°"."""
    return sum(_misread_letters(run) for run in set(BEYOND_ASCII.findall(text))) >= MISREAD_LETTERS


@lru_cache(maxsize=16384)
def _misread_letters(run: str) -> int:
    for charset in ("cp1252", "cp1250", "cp1251"):
        try:
            letters = _as_bytes(run, charset).decode("utf-8")
        except UnicodeError:
            continue
        return len(letters)
    return 0


def _as_bytes(run: str, charset: str) -> bytes:
    """The bytes behind a run of characters; those that the character set leaves open are shown as themselves."""
    return b"".join(bytes([ord(c)]) if "\x80" <= c <= "\x9f" else c.encode(charset) for c in run)


@lru_cache(maxsize=8192)
def _is_leaked(sentence: str) -> bool:
    return bool(LEAK.search(sentence) or EMPTY_VALUE.search(sentence))


def _line(text: str, position: int) -> str:
    return text[text.rfind("\n", 0, position) + 1 :].split("\n", 1)[0].strip()
