"""What of a body was newly written: quoted history, signature, disclaimer and mobile line taken off.

quotequail finds the start of the quoted part first; own rules add the localized forms that it misses. Answers between
quoted lines are kept, each with the quoted lines that it answers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from agent.reading.trimming_words import (
    DISCLAIMER,
    HEADER_NAMES,
    INTRO_PATTERNS,
    MOBILE_LINE,
    SEPARATOR,
    is_closing,
)

_MARK = re.compile(r"^\s*[>|]+ ?")
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
_POSTSCRIPT = re.compile(r"^\s*(?:P\.?\s?S\.?\b|PPS\b|N\.?B\.?[:. ])", re.I)
_HIDDEN = re.compile(r"<!--.*?-->", re.S)


@dataclass(frozen=True)
class Part:
    """A run of newly written text; `answered` holds the quoted lines right above it, empty without any."""

    text: str
    answered: str = ""


@dataclass(frozen=True)
class Trimmed:
    """`parts` is what was said; `rest` is signature, disclaimers and hidden comments: new too, but not the message."""

    parts: tuple[Part, ...]
    rest: str = ""

    @property
    def text(self) -> str:
        return "\n\n".join(part.text for part in self.parts)


def trim(text: str, *, sender: str = "") -> Trimmed:
    """Split plain text (see `plain_text`) into what was newly written and what came along.

    A short line with nothing but `sender`'s name, or a part of it, starts the signature.
    """
    hidden = "\n".join(_HIDDEN.findall(text))
    lines = _HIDDEN.sub("", text).split("\n")
    start, marked = _quote_start(lines)
    runs = _between_quotes(lines[:start]) + (_between_quotes(_from_first_mark(lines[start:])) if marked else [])
    runs = [run for run in runs if any(line.strip() for line in run[1])]
    parts, rest = [], [hidden] if hidden else []
    for answered, run in runs:
        kept, dropped = _without_signature(run, names=_words(sender))
        if kept.strip():
            parts.append(Part(kept.strip(), answered))
        if dropped.strip():
            rest.append(dropped.strip())
    return Trimmed(tuple(parts), "\n".join(rest))


def _quote_start(lines: list[str]) -> tuple[int, bool]:
    """Index of the first quoted line, and whether quotes are marked line by line (then answers may stand between)."""
    candidates = [start for start in (_own_start(lines), _library_start(lines)) if start is not None]
    start = min(candidates, default=len(lines))
    tail = lines[start : start + 12]
    return start, any(_MARK.match(line) for line in tail)


def _library_start(lines: list[str]) -> int | None:
    import quotequail

    # The limit is about folding long unquoted text away, which is not wanted here.
    blocks = quotequail.quote("\n".join(lines), limit=len(lines) + 1)
    if len(blocks) < 2 or not blocks[0][0]:
        return None
    return blocks[0][1].count("\n") + 1


def _own_start(lines: list[str]) -> int | None:
    for index, line in enumerate(lines):
        if _MARK.match(line):
            continue
        if SEPARATOR.match(line.strip()) or _is_intro(lines, index) or _is_header_block(lines, index):
            return index
    return None


def _is_intro(lines: list[str], index: int) -> bool:
    """ "On … wrote:" in any language, wrapped over up to three lines: known words, or a quote mark right after it."""
    if not lines[index].strip():
        return False
    for count in (1, 2, 3):
        wrapped = lines[index : index + count]
        joined = " ".join(line.strip() for line in wrapped)
        if len(joined) > 320 or not all(line.strip() for line in wrapped):
            return False
        if any(pattern.search(joined) for pattern in INTRO_PATTERNS) and re.search(r"\d", joined):
            return True
        following = [line for line in lines[index + count : index + count + 3] if line.strip()][:1]
        ends = joined.rstrip().endswith((":", "\uff1a"))
        if (
            ends
            and following
            and _MARK.match(following[0])
            and (_ADDRESS.search(joined) or re.search(r"\d{4}", joined))
        ):
            return True
    return False


def _is_header_block(lines: list[str], index: int) -> bool:
    """ "From: / Sent: / To: / Subject:" of Outlook and others: three of four known names on neighbouring lines."""
    if not _header_name(lines[index]):
        return False
    following = [line for line in lines[index : index + 8] if line.strip()][:5]
    return len({name for name in map(_header_name, following) if name}) >= 3


def _header_name(line: str) -> str:
    name, colon, _ = line.strip(" *\t_").replace("\uff1a", ":").partition(":")
    return HEADER_NAMES.get(name.strip(" *\u200e\u200f").lower(), "") if colon and len(name) < 24 else ""


def _from_first_mark(lines: list[str]) -> list[str]:
    return lines[next((i for i, line in enumerate(lines) if _MARK.match(line)), len(lines)) :]


def _between_quotes(lines: list[str]) -> list[tuple[str, list[str]]]:
    """Unmarked runs, each with the block of quoted lines right above it."""
    runs: list[tuple[str, list[str]]] = [("", [])]
    quoted: list[str] = []
    for line in lines:
        if _MARK.match(line):
            if any(own.strip() for own in runs[-1][1]):
                quoted = []
            quoted.append(_MARK.sub("", line))
            runs.append((_last_block(quoted), []))
        else:
            runs[-1][1].append(line)
    return runs


def _last_block(quoted: list[str]) -> str:
    blocks = [block for block in re.split(r"\n\s*\n", "\n".join(quoted)) if block.strip()]
    return blocks[-1].strip() if blocks else ""


def _without_signature(lines: list[str], *, names: frozenset[str]) -> tuple[str, str]:
    """(message, signature and disclaimers). The closing formula starts the signature; a postscript comes back."""
    kept: list[str] = []
    dropped: list[str] = []
    in_signature = False
    for line in lines:
        if _POSTSCRIPT.match(line):
            in_signature = False
        elif not in_signature and _starts_signature(line, names=names, first=not any(own.strip() for own in kept)):
            in_signature = True
        (dropped if in_signature or MOBILE_LINE.match(line) else kept).append(line)
    paragraphs = re.split(r"\n\s*\n", "\n".join(kept))
    dropped += [paragraph for paragraph in paragraphs[1:] if DISCLAIMER.search(paragraph)]
    message = [p for i, p in enumerate(paragraphs) if i == 0 or not DISCLAIMER.search(p)]
    return "\n\n".join(message), "\n".join(dropped)


def _starts_signature(line: str, *, names: frozenset[str], first: bool) -> bool:
    stripped = line.strip()
    if stripped in {"--", "\u2014", "---", "__"} or re.fullmatch(r"[-_=*]{5,}", stripped):
        return True
    if first:
        return False
    # "Tom", "Tom Reed", "/Anders", "T. Reed", "Brian, Toft Cycler"
    own = _words(stripped.split(",")[0])
    return is_closing(stripped) or (0 < len(own) <= 4 and all(word in names or len(word) == 1 for word in own))


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[^\W\d_]+", text.lower()))
