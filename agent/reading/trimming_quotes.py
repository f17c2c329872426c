"""Where the quoted or forwarded part of a mail begins, and what a forwarded message says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from agent.reading.trimming_disclaimer_words import folded_line
from agent.reading.trimming_header_words import FORWARDED, ORIGINAL, RULE, header_meaning
from agent.reading.trimming_intro_words import begins_intro, is_intro

MARK = re.compile(r"^[\s\u200e\u200f\u202a-\u202e]*[>|＞]+ ?")
# Lines of a block of headers may be long, and Cc may wrap: names are looked for on this many lines that follow.
_BLOCK_LINES = 7
_WRAPPED = 4
_LONGEST_INTRO = 320
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
_TIME = re.compile(r"\d{1,2}[:.h時时点]\s?\d{2}")
_DASHED = re.compile(r"^[-_=*—]{3,}[^-_=*—\n]{3,60}[-_=*—]{3,}$")
_MAIL_WORD = re.compile(
    r"mail|messag|mensa|nachricht|bericht|medde|melding|viesti|wiadom|zprav|sprav|uzenet|mesaj|сообщ|по?р[оу][кч]"
)
_DATE_LINE = re.compile(r"^[\d./:\-,\s]{8,22}(?:[AaPp][Mm])?\s*$")
_WRITER_LINE = re.compile(r"^[^:]{0,60}<[^<>\s]+@[^<>\s]+>\s*$|^[^:!?]{2,60}[^\W\d_]/[A-Z][^:]{1,40}@?[^:]*$")
_RULE_LINE = re.compile(r"^[-_=*]{3,}$")


@dataclass(frozen=True)
class Quote:
    """`start` is its first line. `marked`: every line carries ">", so that answers may stand between.

    `kind`: "intro" for "On … wrote:", "block" for a block of headers, "forwarded" where the program says so,
    "marked" for lines with ">" alone, "rule" for the line below which nothing is new.
    """

    start: int
    kind: str
    marked: bool


def find_quote(lines: Sequence[str]) -> Quote | None:
    """The first quoted part, by quotequail or by our own rules, whichever sees it earlier."""
    own, library = own_start(lines), _library_start(lines)
    if own is None and library is None:
        return None
    start, kind = min(found for found in (own, library) if found is not None)
    if own and own[0] <= start + 2:
        kind = own[1]
    return Quote(start, kind, _is_marked(lines[start:], kind))


def _is_marked(quoted: Sequence[str], kind: str) -> bool:
    """Whether the quote's own lines carry marks; those of an older quote further down count for nothing."""
    begin = _headers(quoted)[0] if kind in ("block", "forwarded") else 0
    following = [line for line in quoted[begin:] if line.strip()][:_WRAPPED]
    return any(MARK.match(line) for line in (following[:1] if begin else following))


def forwarded_message(lines: Sequence[str], quote: Quote, *, ours: str) -> str:
    """The text of the message that was passed on, empty if `ours` wrote it or nobody can tell."""
    block = [MARK.sub("", line) for line in lines[quote.start :]]
    headers_end, writer = _headers(block)
    if _same_domain(writer, ours):
        return ""
    if quote.kind != "forwarded" and not (_ADDRESS.search(writer) or quote.start == 0 or not ours):
        return ""
    body = block[headers_end:]
    end = find_quote(body)
    return "\n".join(body[: end.start] if end else body).strip()


def _headers(block: Sequence[str]) -> tuple[int, str]:
    """(number of lines until the message begins, value of the line that names the writer)."""
    writer, last, seen = "", 0, False
    for index, line in enumerate(block[:16]):
        meaning = header_meaning(line)
        if meaning:
            last, seen = index + 1, True
            if meaning == "from" and not writer:
                writer = line
        elif not seen and line.strip():
            last = index + 1
        elif seen and not line.strip():
            break
    return last, writer


def _same_domain(writer: str, ours: str) -> bool:
    found = _ADDRESS.search(writer)
    if not found or not ours:
        return False
    return found[0].lower().rpartition("@")[2] == ours.lower().rpartition("@")[2]


def _library_start(lines: Sequence[str]) -> tuple[int, str] | None:
    import quotequail

    # The limit is about folding long unquoted text away, which is not wanted here.
    blocks = quotequail.quote("\n".join(lines), limit=len(lines) + 1)
    if len(blocks) < 2 or not blocks[0][0]:
        return None
    start = blocks[0][1].count("\n") + 1
    return start, "marked" if start < len(lines) and MARK.match(lines[start]) else "block"


def own_start(lines: Sequence[str]) -> tuple[int, str] | None:
    """Line and kind of the first quote that is not marked with ">", by our own rules."""
    for index, line in enumerate(lines):
        stripped = line.strip()
        if not stripped or MARK.match(line):
            continue
        kind = _kind(lines, index, stripped)
        if kind:
            return _with_lines_above(lines, index), kind
    return None


def _kind(lines: Sequence[str], index: int, stripped: str) -> str:
    if stripped[0] in "-_=*#~\u2014\u2015" or (stripped[-1] in ":：" and len(stripped) < 60):
        folded = folded_line(stripped)
        if FORWARDED.match(folded):
            return "forwarded"
        if ORIGINAL.match(folded):
            return "block"
        if RULE.match(folded):
            return "block" if _meanings(lines[index + 1 :]) else "rule"
        needed = 1 if _MAIL_WORD.search(folded) else 2
        if _DASHED.match(stripped) and len(_meanings(lines[index + 1 :])) >= needed:
            return "block"
    if _is_intro(lines, index):
        return "intro"
    return "block" if _is_header_block(lines, index) else ""


def _is_intro(lines: Sequence[str], index: int) -> bool:
    joined = ""
    for count, line in enumerate(lines[index : index + _WRAPPED], start=1):
        if not line.strip():
            return False
        joined = f"{joined} {line.strip()}".strip()
        if len(joined) > _LONGEST_INTRO:
            return False
        # Looking closer costs time: only at the end of a sentence with a colon, or with an address in it.
        if not (re.search(r"[:：>]\W*$", joined) or "@" in joined or re.search(r"\D{3}$", joined) and count == 1):
            continue
        if not any(character.isdecimal() for character in joined) and "@" not in joined:
            continue
        below = next((following for following in lines[index + count : index + count + 3] if following.strip()), "")
        if is_intro(joined, marked_below=bool(MARK.match(below))):
            return not _begins_later(lines[index : index + count], marked_below=bool(MARK.match(below)))
    return False


def _begins_later(wrapped: Sequence[str], *, marked_below: bool) -> bool:
    """The first of these lines is still the message: the rest announces a quote without it."""
    for count in range(1, len(wrapped)):
        rest = " ".join(line.strip() for line in wrapped[count:])
        above = wrapped[count - 1].rstrip()
        loose = not re.search(r"[\d@]", " ".join(wrapped[:count])) and not begins_intro(wrapped[0])
        if (begins_intro(rest) or above.endswith((".", "!", "?", "。")) or loose) and is_intro(
            rest, marked_below=marked_below
        ):
            return True
    return False


def _is_header_block(lines: Sequence[str], index: int) -> bool:
    """ "From: / Sent: / To: / Subject:" in known words, or a shape that only such a block has."""
    if not header_meaning(lines[index]):
        return False
    meanings = _meanings(lines[index:])
    if len(meanings - {"cc"}) >= 3 or ("cc" in meanings and len(meanings) >= 3 and "subject" in meanings):
        return True
    near = [line for line in lines[index : index + _BLOCK_LINES] if line.strip()][:4]
    return len(near) >= 3 and len(meanings) >= 2 and _shaped(near)


def _shaped(near: Sequence[str]) -> bool:
    """Three lines "Word: value" of which one has an address in brackets and another a time."""
    named = [line for line in near if re.match(r"^\W{0,3}[^\W\d_][^:：]{0,28}[:：]\s*\S", line)]
    return (
        len(named) >= 3
        and any(re.search(r"<[^<>]+@[^<>]+>|mailto:", line) for line in named)
        and any(_TIME.search(line.partition(":")[2]) for line in named)
    )


def _meanings(lines: Sequence[str]) -> set[str]:
    """What the header lines right here are, blank lines and wrapped values between them allowed."""
    found: set[str] = set()
    misses = 0
    for line in [line for line in lines[: _BLOCK_LINES * 2] if line.strip()][:_BLOCK_LINES]:
        meaning = header_meaning(MARK.sub("", line))
        misses = 0 if meaning else misses + 1
        if misses > 1:
            break
        if meaning:
            found.add(meaning)
    return found


def _with_lines_above(lines: Sequence[str], index: int) -> int:
    """Notes puts writer and date on lines of their own above; others draw a rule there."""
    start, back = index, index
    while back > 0 and start - back < 3:
        back -= 1
        stripped = lines[back].strip()
        if _DATE_LINE.match(stripped) or _WRITER_LINE.match(stripped) or _RULE_LINE.match(stripped):
            start = back
        elif stripped:
            break
    return start
