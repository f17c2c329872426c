"""Does a text speak of a change of OUR bank details? Account, change and whose it is, near each other."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence

from agent.reading.folding import fold
from agent.reading.safety_injection import bounded
from agent.reading.safety_lexicon import Place, Stem, lexicon, near, places

_MOST_SENTENCES = 2_000
_BOUNDARY = re.compile(r"(?<=[.!?\u061f\u06d4।])\s+(?=\S)|(?<=[。！？])|\n\s*\n|\n(?=\s*[-*•])")
# How far apart the words of one thing stand.
_CHANGED = 60
_WHOSE = 90
_OWNED = 30


def speaks_of_our_bank_change(text: str) -> bool:
    """True for asking, reporting, or having acted upon a change of the creditor's account; not for the writer's own."""
    sentences = [
        fold(" ".join(piece.split()))
        for piece in _BOUNDARY.split(bounded(unicodedata.normalize("NFC", text)))
        if piece.strip()
    ]
    sentences = sentences[:_MOST_SENTENCES]
    whole = "\n".join(sentences)
    rows = [row for row in lexicon("bank_change").values() if places(row["account"], whole)]
    return any(
        _row_fires(sentence, before, row)
        for before, sentence in zip(["", *sentences], sentences, strict=False)
        for row in rows
    )


def _row_fires(sentence: str, before: str, row: Mapping[str, Sequence[Stem]]) -> bool:
    accounts = places(row["account"], sentence)
    if not accounts:
        return False
    changes = places(row["change"], sentence)
    theirs = [place for place in accounts if not _owned(place, places(row["own"], sentence))]
    pairs = near(theirs, changes, before=_CHANGED, after=_CHANGED)
    if not pairs:
        return False
    if _said_of_us(sentence, pairs, row):
        return True
    return bool(places(row["notice"], sentence)) and not places(row["own"], sentence)


def _said_of_us(sentence: str, pairs: Sequence[tuple[Place, Place]], row: Mapping[str, Sequence[Stem]]) -> bool:
    yours = places(row["yours"], sentence)
    accounts = [account for account, _ in pairs]
    return bool(near(accounts, yours, before=_WHOSE, after=_WHOSE))


def _owned(account: Place, own: Sequence[Place]) -> bool:
    return any(start - _OWNED <= account[0] <= end + _OWNED for start, end in own)


def names_an_account(text: str) -> bool:
    """Any word of a bank or its account, whosesoever."""
    folded = fold(bounded(text))
    return any(places(row["account"], folded) for row in lexicon("bank_change").values())


def speaks_of_own_bank(text: str) -> bool:
    """Words of the writer's own bank or account."""
    folded = fold(bounded(unicodedata.normalize("NFC", text)))
    return any(places(row["own"], folded) for row in lexicon("bank_change").values())
