"""Sentences and clauses of the newly written text: what the heads judge and what an answer is quoted by."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from agent.reading.sentence_words import ABBREVIATION, GREETING, ORDINAL_POINT

# A message with more sentences than this is a chain or an attack; the first ones say what it is about.
MAX_SENTENCES = 60
MAX_LENGTH = 500

_END = re.compile(r"(?<=[.!?…;\u061f\u06d4।])[\"')\]»”]*\s+(?=\S)|(?<=[。！？；])")
_BULLET = re.compile(r"^\s*(?:[-*•·–—]|\d{1,2}[.)]|[a-z]\))\s+(?=\S)")


def is_greeting(text: str) -> bool:
    """A salutation with at most a name: it says nothing, and the heads need not see it."""
    short = len(text) <= 60 and len(text.split()) <= 6
    return short and bool(GREETING.match(text)) and not re.search(r"[?\d]|[.!]\s+\w", text)


@dataclass(frozen=True)
class Sentence:
    """One sentence or clause. `paragraph` counts through the message, `answered` is the quoted text above it."""

    text: str
    paragraph: int
    answered: str = ""


def split_sentences(text: str, *, language: str, answered: str = "", first_paragraph: int = 0) -> list[Sentence]:
    """Sentences in order; line breaks inside a wrapped paragraph end none, those of lists and short lines do."""
    sentences: list[Sentence] = []
    for offset, paragraph in enumerate(_paragraphs(text)):
        for piece in _pieces(paragraph, ordinals=language in ORDINAL_POINT):
            if is_greeting(piece):
                continue
            sentences.append(Sentence(piece[:MAX_LENGTH], first_paragraph + offset, answered))
            if len(sentences) >= MAX_SENTENCES:
                return sentences
    return sentences


def _paragraphs(text: str) -> Iterable[str]:
    for block in re.split(r"\n\s*\n", text):
        yield from _unwrapped(block.split("\n"))


def _unwrapped(lines: list[str]) -> Iterable[str]:
    """Join lines that were wrapped by the mail program: the line above is long, and this one is no list item."""
    current = ""
    for line in lines:
        wrapped = len(current) >= 55 and not current.endswith((".", "!", "?", ":")) and not _BULLET.match(line)
        if current and wrapped:
            current = f"{current.split(chr(10))[-1]} {line.strip()}"
        else:
            if current.strip():
                yield current
            current = line.strip()
    if current.strip():
        yield current


def _pieces(paragraph: str, *, ordinals: bool) -> Iterable[str]:
    paragraph = _BULLET.sub("", paragraph).strip()
    start = 0
    for match in _END.finditer(paragraph):
        head = paragraph[start : match.start()].strip()
        follows = paragraph[match.end() : match.end() + 1]
        if ABBREVIATION.search(head) or (ordinals and _ordinal(head, follows)) or not re.search(r"\w", head):
            continue
        yield head
        start = match.end()
    if re.search(r"\w", paragraph[start:]):
        yield paragraph[start:].strip()


def _ordinal(head: str, follows: str) -> bool:
    """ "am 3. März", "am 3.2. überwiesen", but not "… am 15.03.2027. Danach"."""
    if follows.islower():
        return bool(re.search(r"\d\.$", head))
    return bool(re.search(r"(?<![\d.])\d{1,2}\.$", head))
