"""X12 interchanges → transaction sets → segments, by the separators that ISA declares."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from customers.parsers.errors import UnreadableFile, quoted

# ISA has sixteen elements; the last is one character, the segment terminator follows it. Widths are often not kept.
ISA = re.compile(
    r"ISA(?P<element>[^A-Za-z0-9\s])(?:(?:(?!(?P=element)).)*(?P=element)){15}(?P<part>.)(?P<end>[^\S\n]*\n|.)",
    re.DOTALL,
)
LONGEST_HEADER = 400


@dataclass(frozen=True)
class Segment:
    """`segment[2]` is its second element, "" where it has none."""

    name: str
    elements: tuple[str, ...]

    def __getitem__(self, index: int) -> str:
        return self.elements[index - 1].strip() if index <= len(self.elements) else ""


def transactions(text: str, kind: str) -> Iterator[list[Segment]]:
    """The segments of each transaction set of this kind, ST and SE left out.

    Raises UnreadableFile for what is no X12, and for an interchange or a set without its end.
    """
    starts = [match.start() for match in re.finditer(r"ISA(?=[^A-Za-z0-9\s])(?=.{60,})", text, re.DOTALL)]
    interchanges = _interchanges(text, starts)
    if not interchanges:
        raise UnreadableFile("The file is no EDI X12: it does not begin with an interchange header (ISA).")
    for segments in interchanges:
        if segments[-1].name != "IEA":
            raise UnreadableFile(
                "The EDI file ends without its trailer (IEA): it is only a part; ask for the whole one."
            )
        yield from _sets(segments, kind)


def _interchanges(text: str, starts: list[int]) -> list[list[Segment]]:
    """An ISA within an interchange is text of it."""
    found: list[list[Segment]] = []
    position = 0
    for start in starts:
        if start < position:
            continue
        header = ISA.match(text, start, start + LONGEST_HEADER)
        if header is None:
            continue
        segments, position = _segments(text, start, header)
        found.append(segments)
    return found


def _segments(text: str, start: int, header: re.Match[str]) -> tuple[list[Segment], int]:
    element, end = header["element"], header["end"][-1]
    segments: list[Segment] = []
    position = start
    while position < len(text):
        stop = text.find(end, position)
        stop = len(text) if stop < 0 else stop
        raw = text[position:stop].strip()
        position = stop + 1
        if not raw:
            continue
        name, *elements = raw.split(element)
        segments.append(Segment(name.strip().upper(), tuple(elements)))
        if segments[-1].name == "IEA":
            break
    return segments, position


def _sets(segments: list[Segment], kind: str) -> Iterator[list[Segment]]:
    current: list[Segment] | None = None
    for segment in segments:
        if segment.name == "ST":
            _refuse_open(current, kind)
            current = [segment]
        elif segment.name == "SE" and current is not None:
            if current[0][1] == kind:
                yield current[1:]
            current = None
        elif segment.name in ("GE", "IEA"):
            _refuse_open(current, kind)
        elif current is not None:
            current.append(segment)


def _refuse_open(current: list[Segment] | None, kind: str) -> None:
    if current is not None:
        raise UnreadableFile(
            f"Transaction set {quoted(current[0][2])} of the EDI {kind} ends without its trailer (SE);"
            " ask for the whole file."
        )
