"""Takes signature, disclaimer, banner and mobile line off a run of newly written lines, and keeps what is real."""

from __future__ import annotations

import re
from collections.abc import Sequence

from agent.reading.folding import fold
from agent.reading.sentences import is_greeting
from agent.reading.trimming_closing_words import is_farewell, is_mobile_line, is_thanks
from agent.reading.trimming_disclaimer_words import holds_contact_data, is_banner, is_disclaimer

_POSTSCRIPT = re.compile(
    r"^\s*(?:P\.?\s?P?\.?\s?S\.?(?=[\s:.,-])|N\.?B\.?[:. ]|Nota bene|Nachtrag|Uit\.?i|Ps\b"
    r"|З\.?\s?Ы\.?|追伸|추신)",
    re.I,
)
_DELIMITER = re.compile(r"^(?:--|—|---|__|\*\*)$")
_RULE = re.compile(r"^[-_=*~]{5,}$")
_DASHED_NAME = re.compile(r"^[-–—~]\s?[A-ZÀ-Þ][\w.]+(?:\s[A-ZÀ-Þ][\w.]*){0,2}$")
_BULLET = re.compile(r"^\s*[-–—~]\s", re.M)
_TITLES = frozenset(
    re.findall(
        r"\w+",
        "dr ing mag prof mr mrs ms mme herr frau dipl bsc msc ra iv ia ppa pp i v a esq sr sra dott rag geom ir"
        " mgr bc jr the",
    )
)
# A number that may be an invoice's, not a year; what stands below a signature with it is read on.
_REFERENCE = re.compile(r"(?<![\d/.])(?!(?:19|20)\d\d(?!\d))[\w-]*\d{3,}")


def without_signature(lines: Sequence[str], *, names: frozenset[str]) -> tuple[str, str]:
    """(message, what was taken off). Where that would leave nothing, the text stays as it is."""
    kept: list[str] = []
    dropped: list[str] = []
    in_signature = False
    if _DELIMITER.match(next((line.strip() for line in lines if line.strip()), "")):
        return "", "\n".join(lines)
    for index, line in enumerate(lines):
        if is_mobile_line(line) and _stands_alone(lines, index):
            dropped.append(line)
            continue
        if in_signature and _is_real(lines, index):
            in_signature = False
        elif not in_signature and _starts_signature(lines, index, kept=kept, names=names):
            in_signature = True
        (dropped if in_signature else kept).append(line)
    message, boilerplate = _without_disclaimers("\n".join(kept))
    if not re.search(r"\w", message):
        return _as_it_is(lines), ""
    return message, "\n".join([*dropped, *boilerplate])


def words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[^\W\d_]+", fold(text)))


def _as_it_is(lines: Sequence[str]) -> str:
    return "\n".join(line for line in lines if not (is_mobile_line(line) or _RULE.match(line.strip())))


def _stands_alone(lines: Sequence[str], index: int) -> bool:
    """A mobile program's line is the last one, or there is a blank one or a signature around it."""
    before, after = lines[index - 1] if index else "", lines[index + 1] if index + 1 < len(lines) else ""
    return not after.strip() or not before.strip() or len(after.split()) <= 4


def _starts_signature(lines: Sequence[str], index: int, *, kept: Sequence[str], names: frozenset[str]) -> bool:
    stripped = lines[index].strip()
    if not stripped:
        return False
    tail = [line for line in lines[index + 1 :] if line.strip()]
    if _DELIMITER.match(stripped):
        return True
    if _RULE.match(stripped):
        return bool(tail) and all(_fits_signature(line) for line in tail) and any(map(holds_contact_data, tail))
    if not any(line.strip() for line in kept):
        return False
    if _said_nothing(kept) and any(map(_is_prose, tail)):
        return False
    if is_farewell(stripped) or _is_name(stripped, names):
        return True
    if _DASHED_NAME.match(stripped) and not tail:
        return not _BULLET.search("\n".join(kept)) or stripped[1:2].isalpha()
    if is_thanks(stripped):
        return not (_said_nothing(kept) and tail) and all(_fits_signature(line) for line in tail[:3])
    return _is_contact_block(lines, index)


def _fits_signature(line: str) -> bool:
    short = len(line.split()) <= 6 and not line.rstrip().endswith(("?", "!"))
    return short or holds_contact_data(line) or is_mobile_line(line) or is_disclaimer(line, below_signature=True)


def _said_nothing(kept: Sequence[str]) -> bool:
    """Only salutations so far: "Greetings for the day" is one more of them, no closing formula."""
    return all(is_greeting(line) or _calls(line) for line in kept if line.strip())


def _calls(line: str) -> bool:
    return len(line.split()) <= 3 and not re.search(r"\d|[.!?。]\s*$", line)


def _is_prose(line: str) -> bool:
    return len(line.split()) >= 7 and not _fits_signature(line)


def _is_name(line: str, names: frozenset[str]) -> bool:
    """ "Tom", "Tom Reed", "/Anders", "T. Reed", "Brian, Toft Cycler", "i. V. Petra Lüdke"; 田中 for 田中一郎."""
    head = re.split(r"[,|(]|\s[-–/]\s", line.lstrip(" -–—/~"), maxsplit=1)[0]
    own = words(head)
    if not 0 < len(own) <= 5 or re.search(r"[\d?:@]", head):
        return False
    known = [word for word in own if word in names or _begins_a_name(word, names)]
    return bool(known or all(len(word) == 1 for word in own) and len(own) <= 2 and names) and all(
        word in known or len(word) == 1 or word in _TITLES for word in own
    )


def _begins_a_name(word: str, names: frozenset[str]) -> bool:
    return len(word) >= 2 and word[0] >= "\u3040" and any(name.startswith(word) for name in names)


def _is_contact_block(lines: Sequence[str], index: int) -> bool:
    """A last paragraph without prose, with contact data on two of its lines, that nobody announced with a colon."""
    if index == 0 or lines[index - 1].strip():
        return False
    tail = [line.strip() for line in lines[index:] if line.strip()]
    before = next((line.rstrip() for line in reversed(lines[:index]) if line.strip()), "")
    if len(tail) > 12 or len(tail) < 2 or before.endswith((":", "：", ",")):
        return False
    if any(len(line.split()) > 12 or line.endswith(("?", "!")) for line in tail[:4]):
        return False
    with_data = [line for line in tail if holds_contact_data(line)]
    addresses = sum("@" in line for line in tail)
    return len(with_data) >= 2 and len(with_data) > addresses and len(with_data) * 2 >= len(tail)


def _is_real(lines: Sequence[str], index: int) -> bool:
    """Below a signature: a postscript, or a paragraph of prose that names a number as only the message would."""
    line = lines[index]
    if _POSTSCRIPT.match(line):
        return True
    if not line.strip() or (index and lines[index - 1].strip()):
        return False
    paragraph = _paragraph(lines, index)
    prose = len(paragraph.split()) >= 6 and paragraph.rstrip().endswith((".", "!", "?", "。", "।", "؟"))
    return (
        prose
        and bool(_REFERENCE.search(paragraph))
        and not holds_contact_data(paragraph)
        and not is_disclaimer(paragraph, below_signature=True)
    )


def _paragraph(lines: Sequence[str], index: int) -> str:
    end = next((i for i in range(index, len(lines)) if not lines[i].strip()), len(lines))
    return " ".join(line.strip() for line in lines[index:end])


def _without_disclaimers(text: str) -> tuple[str, list[str]]:
    paragraphs = re.split(r"\n\s*\n", text)
    message: list[str] = []
    dropped: list[str] = []
    disclaimed = False
    for index, paragraph in enumerate(paragraphs):
        banner = index == 0 and len(paragraphs) > 1 and is_banner(paragraph)
        after = disclaimed and is_disclaimer(paragraph, below_signature=True)
        heading = len(paragraph.split()) <= 4 and is_disclaimer(paragraph, below_signature=True)
        if banner or after or (heading and is_disclaimer("\n".join(paragraphs[index:]), below_signature=False)):
            dropped.append(paragraph)
            disclaimed = disclaimed or not banner
            continue
        own, boilerplate = _cut_disclaimer(paragraph)
        if boilerplate:
            disclaimed = True
            dropped.append(boilerplate)
        if own.strip():
            message.append(own)
    return "\n\n".join(message), dropped


def _cut_disclaimer(paragraph: str) -> tuple[str, str]:
    """(own lines, disclaimer): it may follow the message without a blank line."""
    if not is_disclaimer(paragraph, below_signature=False):
        return paragraph, ""
    lines = paragraph.split("\n")
    for index in range(1, len(lines)):
        above, below = "\n".join(lines[:index]), "\n".join(lines[index:])
        ended = lines[index - 1].rstrip().endswith((".", "!", "?", "。"))
        if ended and not is_disclaimer(above, below_signature=True) and is_disclaimer(below, below_signature=False):
            return above, below
    return "", paragraph
