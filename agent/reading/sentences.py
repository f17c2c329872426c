"""Sentences and clauses of the newly written text: what the heads judge and what an answer is quoted by."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from agent.reading.sentence_words import (
    ABBREVIATION,
    ADDRESSEE_LAST,
    GREETING,
    ORDINAL_POINT,
    ORDINAL_WITH,
    SMALL_WORDS,
    THAI_ENDING,
)
from agent.reading.trimming_closing_words import is_farewell

# A message with more sentences than this is a chain or an attack; the first ones say what it is about.
MAX_SENTENCES = 60
MAX_LENGTH = 500

# Lines at least this long were wrapped by the mail program; below it the writer pressed the key.
_WRAPPED = 55
_WRAPPED_DENSE = 28
# Thai has no mark at the end of a sentence, and a space between; only what is longer than this is cut there.
_LONG_THAI = 60
_SHORT_THAI = 25
_END = re.compile(
    r"(?<=[.!?…;\u061f\u061b\u06d4।॥።။៕\u0964])[\"')\]»”’]*\s+(?=\S)|(?<=[。！？；｡])[」』）)]*(?=[^」』）)])|(?<=[។])\s*"
    r"|(?<=[^\W\d]{3})\s+[–—]\s+(?=[A-ZÀ-ÞА-Я][a-zß-ÿа-я']*\s(?:\w+\s){3})"
)
_BULLET = re.compile(
    r"^\s*(?:[-*•·–—▪●○◦◆■□►▶✓✔☑➔➤※+]\s+|[→⇒]\s*|(?:\d{1,2}|[a-zа-я])[.)]\s+|\(\d{1,2}\)\s*|[①-⑳]\s*|[一二三四五六七八九十]、)(?=\S)"
)
_TABLE = re.compile(r"\S\s{3,}\S|\t|^\s*[^\W\d][\w .]{1,24}:\s+\S")
_INITIAL = re.compile(r"\W*[^\W\d_]\W*")
_NUMBERED = re.compile(r"^\s*[A-Z]{0,4}[-/]?\d{3,}")
_THAI = re.compile("[\u0e00-\u0e7f]")
_DENSE = re.compile("[\u3040-\u30ff\u4e00-\u9fff]")
_LAST = (".", "!", "?", ":", "。", "！", "？", "।", "؟", "…", ";", "۔")


def is_greeting(text: str) -> bool:
    """A salutation with at most a name: it says nothing, and the heads need not see it."""
    short = len(text) <= 60 and len(text.split()) <= 6
    if not short or re.search(r"[?？؟\d]|[.!。！]\s*\w", text):
        return False
    begins = GREETING.match(text)
    if begins:
        return _only_names(text[begins.end() :], called=text.rstrip().endswith((",", "!", "،", "，", "、")))
    return len(text) <= 24 and bool(ADDRESSEE_LAST.search(text))


def _only_names(rest: str, *, called: bool) -> bool:
    """Names have capitals where the script knows them: "Morgen Tom" greets, "Morgen bezahlen wir" promises."""
    small = [word for word in re.findall(r"[\w'’]+", rest) if word[0].islower() and word.lower() not in SMALL_WORDS]
    return not small or (called and len(small) <= 1)


@dataclass(frozen=True)
class Sentence:
    """One sentence or clause. `paragraph` counts through the message, `answered` is the quoted text above it."""

    text: str
    paragraph: int
    answered: str = ""


def split_sentences(text: str, *, language: str, answered: str = "", first_paragraph: int = 0) -> list[Sentence]:
    """Sentences in order; line breaks inside a wrapped paragraph end none, those of lists and short lines do.

    Salutations and closing formulas are left out, unless there is nothing else.
    """
    pieces = [
        (piece, first_paragraph + offset)
        for offset, paragraph in enumerate(_paragraphs(text))
        for sentence in _pieces(paragraph, language=language)
        for piece in _bounded(sentence)
    ]
    said = [
        (piece, number)
        for index, (piece, number) in enumerate(pieces)
        if not (
            _INITIAL.fullmatch(piece)
            or is_greeting(piece)
            or is_farewell(piece)
            or (index == 0 and _is_address(piece, pieces))
        )
    ]
    kept = said or [(piece, number) for piece, number in pieces if not is_greeting(piece)]
    return [Sentence(piece, number, answered) for piece, number in kept[:MAX_SENTENCES]]


def _is_address(piece: str, pieces: Sequence[tuple[str, int]]) -> bool:
    """The first line, short and with a comma at its end, calls somebody: "Morgen,", "महोदय,", "Tom,"."""
    return (
        len(pieces) > 1
        and piece.endswith((",", "،", "，", "、"))
        and len(piece.split()) <= 4
        and not re.search(r"\d", piece)
    )


def _bounded(sentence: str) -> Iterable[str]:
    """Nothing is lost of a sentence without end: it is cut at a comma or a space."""
    while len(sentence) > MAX_LENGTH:
        cut = max(sentence.rfind(mark, MAX_LENGTH // 2, MAX_LENGTH) for mark in (", ", "، ", "，", "、", "\n"))
        cut = cut if cut > 0 else sentence.rfind(" ", 1, MAX_LENGTH)
        cut = cut + 1 if cut > 0 else MAX_LENGTH
        yield sentence[:cut].strip()
        sentence = sentence[cut:].strip()
    if sentence:
        yield sentence


def _paragraphs(text: str) -> Iterable[str]:
    for block in re.split(r"\n\s*\n", text):
        yield from _unwrapped(block.split("\n"))


def _unwrapped(lines: list[str]) -> Iterable[str]:
    """Join lines that were wrapped by the mail program: the line above is long, and this one is no list item."""
    current = above = ""
    for line in lines:
        if current and _continues(above, line):
            current += ("" if _DENSE.search(above[-1:]) else " ") + line.strip()
        else:
            if current.strip():
                yield current
            current = line.strip()
        above = line.strip()
    if current.strip():
        yield current


def _continues(above: str, line: str) -> bool:
    if not above or above.endswith(_LAST) or _BULLET.match(line) or _TABLE.search(line) or _TABLE.search(above):
        return False
    if _NUMBERED.match(above) and _NUMBERED.match(line):
        return False
    if above.endswith((",", "、", "，", "،")):
        return not is_greeting(above) and len(above.split()) > 3 or bool(_DENSE.search(above))
    if _DENSE.search(above):
        return len(above) >= _WRAPPED_DENSE
    return len(above) >= _WRAPPED or (
        len(above) >= _WRAPPED_DENSE and line.strip()[:1].islower() and len(line.split()) <= 2
    )


def _pieces(paragraph: str, *, language: str) -> Iterable[str]:
    paragraph = _BULLET.sub("", paragraph).strip()
    start = 0
    for match in _END.finditer(paragraph):
        head = paragraph[start : match.start()].strip()
        if not re.search(r"\w", head) or _goes_on(head, paragraph[match.end() :], language=language):
            continue
        yield from _thai(head)
        start = match.end()
    if re.search(r"\w", paragraph[start:]):
        yield from _thai(paragraph[start:].strip())


def _goes_on(head: str, rest: str, *, language: str) -> bool:
    """The point belongs to an abbreviation, to an ordinal number or to a date written with spaces."""
    if not head.endswith("."):
        return False
    if ABBREVIATION.search(head):
        return True
    if re.search(r"(?<![\d,])\d{1,4}\.$", head) and re.match(r"\d{1,2}\.|(?:19|20)\d\d\b", rest):
        return True
    if language not in ORDINAL_POINT:
        return False
    if rest[:1].islower():
        return bool(re.search(r"\d\.$", head))
    return bool(re.search(r"(?<![\d.,])\d{1,2}\.$", head)) and bool(ORDINAL_WITH.match(rest))


def _thai(sentence: str) -> Iterable[str]:
    """Long Thai falls apart at spaces: behind a polite ending, or where both sides are long; never beside a number."""
    if len(sentence) <= _LONG_THAI or not _THAI.search(sentence):
        yield sentence
        return
    current = ""
    for word in sentence.split(" "):
        ended = bool(THAI_ENDING.search(current)) or len(current) >= _SHORT_THAI
        between = bool(_THAI.match(current[-1:])) and bool(_THAI.match(word[:1]))
        if current and between and ended:
            yield current
            current = word
        else:
            current = f"{current} {word}".strip()
    if current:
        yield current
