"""What of a body was newly written: quoted history, signature, disclaimer and mobile line taken off.

quotequail finds the start of the quoted part; own rules add the localized forms that it misses. Answers between quoted
lines are kept, each with the quoted lines that it answers. A forwarded message is read where its sender only points at
it ("FYI").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from agent.reading.trimming_closing_words import is_farewell
from agent.reading.trimming_forward_words import only_points_below
from agent.reading.trimming_quotes import MARK, Quote, find_quote, forwarded_message, own_start
from agent.reading.trimming_signatures import without_signature, words

_PASSED_ON = frozenset({"block", "forwarded", "marked"})
_HIDDEN = re.compile(r"<!--.*?-->", re.S)


@dataclass(frozen=True)
class Part:
    """A run of newly written text; `answered` holds the quoted lines right above it, empty without any."""

    text: str
    answered: str = ""


@dataclass(frozen=True)
class Trimmed:
    """`parts` is what was said; `rest` is signature, disclaimers and hidden text: new too, but not the message."""

    parts: tuple[Part, ...]
    rest: str = ""

    @property
    def text(self) -> str:
        return "\n\n".join(part.text for part in self.parts)


def trim(text: str, *, sender: str = "", ours: str = "") -> Trimmed:
    """Split plain text (see `plain_text`) into what was newly written and what came along.

    A short line with nothing but `sender`'s name, or a part of it, starts the signature. `ours` is the address that
    the mail was sent to: a forwarded message of its domain is our own letter, and is not read as the sender's.
    """
    hidden = "\n".join(_HIDDEN.findall(text))
    lines = _HIDDEN.sub("", text).split("\n")
    quote = find_quote(lines)
    parts, rest = _own_parts(_runs(lines, quote), names=words(sender))
    said = "\n".join(part.text for part in parts)
    if quote and quote.kind in _PASSED_ON and only_points_below(said, silent=quote.kind == "forwarded"):
        parts += _passed_on(lines, quote, ours=ours)
    if not parts:
        parts = _unquoted(lines, quote, names=words(sender))
    return Trimmed(tuple(parts), "\n".join(([hidden] if hidden else []) + rest))


def _own_parts(runs: Sequence[tuple[str, list[str]]], *, names: frozenset[str]) -> tuple[list[Part], list[str]]:
    parts: list[Part] = []
    rest: list[str] = []
    for answered, run in runs:
        kept, dropped = without_signature(run, names=names)
        if kept.strip() and not (parts and is_farewell(kept)):
            parts.append(Part(kept.strip(), answered))
        if dropped.strip():
            rest.append(dropped.strip())
    return parts, rest


def _runs(lines: Sequence[str], quote: Quote | None) -> list[tuple[str, list[str]]]:
    start = quote.start if quote else len(lines)
    runs = _between_quotes(lines[:start])
    if quote and quote.marked:
        runs += [(answered, _until_quote(run)) for answered, run in _between_quotes(_from_first_mark(lines[start:]))]
    return [run for run in runs if any(line.strip() for line in run[1])]


def _passed_on(lines: Sequence[str], quote: Quote, *, ours: str) -> list[Part]:
    """The forwarded message as a part of its own; its signature stays on, for its writer is not known."""
    if quote.kind == "marked" and not _begins_with_headers(lines, quote):
        return []
    message = forwarded_message(lines, quote, ours=ours)
    kept = without_signature(message.split("\n"), names=frozenset())[0].strip() if message else ""
    return [Part(kept)] if kept else []


def _begins_with_headers(lines: Sequence[str], quote: Quote) -> bool:
    unmarked = [MARK.sub("", line) for line in lines[quote.start : quote.start + 16]]
    inner = find_quote(unmarked)
    return inner is not None and inner.kind == "block" and inner.start < 3


def _unquoted(lines: Sequence[str], quote: Quote | None, *, names: frozenset[str]) -> list[Part]:
    """Nothing was left: an answer below an unmarked quote, or a program that marks all. Too much is better."""
    if quote is None:
        below: Sequence[str] = [line for line in lines if line.strip(" -_\u2014")]
    elif quote.kind == "intro" and not quote.marked:
        below = lines[quote.start + 1 :]
    else:
        return []
    kept = without_signature(below, names=names)[0].strip()
    return [Part(kept)] if kept else []


def _until_quote(run: list[str]) -> list[str]:
    found = own_start(run)
    return run[: found[0]] if found else run


def _from_first_mark(lines: Sequence[str]) -> Sequence[str]:
    return lines[next((i for i, line in enumerate(lines) if MARK.match(line)), len(lines)) :]


def _between_quotes(lines: Sequence[str]) -> list[tuple[str, list[str]]]:
    """Unmarked runs, each with the block of quoted lines right above it."""
    runs: list[tuple[str, list[str]]] = [("", [])]
    quoted: list[str] = []
    for line in lines:
        if MARK.match(line):
            if any(own.strip() for own in runs[-1][1]):
                quoted = []
            quoted.append(MARK.sub("", line))
            runs.append((_last_block(quoted), []))
        else:
            runs[-1][1].append(line)
    return runs


def _last_block(quoted: list[str]) -> str:
    blocks = [block for block in re.split(r"\n\s*\n", "\n".join(quoted)) if block.strip()]
    return blocks[-1].strip() if blocks else ""
