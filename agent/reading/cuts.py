"""Where a sentence about two invoices is cut in two."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from agent.reading.amounts import FoundAmount
from agent.reading.clause_words import CUT, GLUE
from agent.reading.dates import FoundDate
from agent.reading.folding import fold
from agent.reading.pointers import Pointer
from agent.reading.references import Mention

# These stand for other invoices than those before them, so a sentence may be cut there.
_TURNING = frozenset({"other", "rest"})


_REPEATS = re.compile(
    r"duplica|doubl|doppel|dupl|doubles?|repeti|repete|repris|ripeti|dobbelt|dubbel|dubbl|kaksoisk|podwoj|zdwoj"
    r"|powt|kopi[ae]|copy|copia|ident"
    r"|same as|wie|repeats|dubl|dvojn|zdvoj|ismetel|mukerrer|tekrar"
    r"|повтор|дубл|διπλ|כפול|مكرر|تكرار|重複|重复|중복|二重|ซ้ำ|trung"
)


class _Place(NamedTuple):
    start: int
    end: int
    what: str


def cut(
    text: str,
    *,
    mentions: Sequence[Mention],
    amounts: Sequence[FoundAmount],
    pointers: Sequence[Pointer],
    dates: Sequence[FoundDate],
) -> list[str]:
    """Cut between mentions of two invoices with something said in between; a mere list stays together."""
    places = _places(mentions, pointers)
    excepted = [p.end for p in pointers if p.kind == "except"]
    starts = [0]
    for earlier, later in zip(places, places[1:], strict=False):
        if earlier.what == later.what or later.start <= earlier.end:
            continue
        if any(earlier.end <= end <= later.start for end in excepted):
            continue
        listed = GLUE.fullmatch(_without(text, earlier.end, later.start, amounts))
        if listed and not _both_dated(starts[-1], earlier, later, dates):
            continue
        cuts = list(CUT.finditer(text, earlier.end, later.start))
        if cuts or not _repeats(text[earlier.end : later.start]):
            starts.append(cuts[-1].end() if cuts else later.start)
    starts = sorted({*starts, *_turns(text, places, amounts, dates)})
    pieces = [text[a:b].strip(" ,;、，") for a, b in zip(starts, [*starts[1:], len(text)], strict=True)]
    return [piece for piece in pieces if re.search(r"\w", piece)]


def _repeats(between: str) -> bool:
    """ "4502 is a repetition of 4471": one thing said of both."""
    return bool(_REPEATS.search(fold(between)))


def _places(mentions: Sequence[Mention], pointers: Sequence[Pointer]) -> list[_Place]:
    places = [_Place(m.start, m.end, m.number) for m in mentions]
    return sorted(places + [_Place(p.start, p.end, p.kind) for p in pointers if p.kind in _TURNING])


def _turns(
    text: str, places: Sequence[_Place], amounts: Sequence[FoundAmount], dates: Sequence[FoundDate]
) -> list[int]:
    """Cuts between an amount that names no invoice and the mention right behind it."""
    found = []
    for amount in amounts:
        later = next((place for place in places if place.start >= amount.end), None)
        if later is None or any(p.start < amount.end and amount.start < p.end for p in places):
            continue
        cuts = list(CUT.finditer(text, amount.end, later.start))
        if cuts and _is_turn(cuts[-1], amount, later, dates):
            found.append(cuts[-1].end())
    return found


def _is_turn(cut_at: re.Match[str], earlier: FoundAmount, later: _Place, dates: Sequence[FoundDate]) -> bool:
    """ "2,916 on Friday, and 802 before the month ends": the amount has its own date, and 802 another or an "and"."""
    before = any(earlier.end <= d.start and d.end <= cut_at.end() for d in dates)
    after = any(d.start >= later.end for d in dates)
    return before and (after or bool(re.search(r"[^\W_]", cut_at[0])))


def _both_dated(start: int, earlier: _Place, later: _Place, dates: Sequence[FoundDate]) -> bool:
    """Listed one after the other, but each with a day of its own before and behind."""
    return any(start <= d.start and d.end <= earlier.start for d in dates) and any(d.start >= later.end for d in dates)


def _without(text: str, start: int, end: int, amounts: Sequence[FoundAmount]) -> str:
    """The text between two places, amounts left out: in "4471 (500 €) and 4502" nothing is said in between."""
    kept, read = "", start
    for amount in amounts:
        if start <= amount.start and amount.end <= end:
            kept += text[read : amount.start]
            read = amount.end
    return kept + text[read:end]
