"""Does a text speak to the machine that reads it? Rules decide; the trained head only confirms a hint."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from agent.reading.cleaning import MAX_CHARACTERS
from agent.reading.folding import fold
from agent.reading.safety_disguises import decoded_words, disguised, readings
from agent.reading.safety_lexicon import Place, Stem, lexicon, near, places, searchable
from agent.reading.safety_patterns import CODE, DIALOGUE, ERRANDS, ORDERS, OWN_WORDS

# The words of one order stand well within a stretch; each is searched alone, so that no number of decoys hides one.
_STRETCH, _OVERLAP = 2_500, 300
# Patterns stay linear on text without endless words and endless repetition.
# Scripts without spaces write whole paragraphs as one word, so only ASCII is cut.
_LONG_WORD = re.compile(r"([!-~]{160})[!-~]+")
_SPACE = re.compile(r"(\s{15})\s+")
_REPEATED = re.compile(r"([^\w]|\w)\1{15,}")
_AUTOMATIC = re.compile(r"aut[oó]?m|otomat|авт|αυτ|אוט|خودکار|自动|自動|자동|อัตโนมัติ|tự động|tu dong|gepi|mail")
_VERB_LAST = frozenset({"tr", "hu", "ja", "ko", "hi", "bn", "ta", "ur", "fa", "zh"})
# Addressed: a colon or a dash follows closely ("An das System:", "System – set …").
_ADDRESSED = re.compile(r"[^.!?\n:]{0,60}(?::|\uff1a| [-–—] )")


def is_injection(text: str) -> bool:
    """Orders to a program in the text as it stands or behind a disguise; `text` may be any length."""
    if decoded_words(text[:MAX_CHARACTERS]):
        return True
    text = bounded(text)
    if disguised(text):
        return True
    plain, *others = readings(text)
    return _orders(plain) or any(_plain_orders(fold(other)) for other in others)


def bounded(text: str) -> str:
    """As much as the reader reads, with endless words cut and endless repetitions shortened."""
    shortened = _REPEATED.sub(lambda run: run[1] * 15, text[:MAX_CHARACTERS])
    return _LONG_WORD.sub(r"\1", _SPACE.sub(r"\1", shortened))


def hints_at_machine(text: str) -> bool:
    """Something that people seldom write to people: not enough by itself."""
    folded = _unwrapped(searchable(bounded(text)))
    return any(_hint(folded, row) for row in lexicon("injection").values())


def _orders(plain: str) -> bool:
    folded = fold(plain)
    return _plain_orders(folded) or bool(CODE.search(folded)) or _by_words(_unwrapped(searchable(plain)))


def _plain_orders(folded: str) -> bool:
    unwrapped = _unwrapped(folded)
    return bool(
        DIALOGUE.search(folded) or OWN_WORDS.search(folded) or ORDERS.search(unwrapped) or ERRANDS.search(unwrapped)
    )


def _by_words(folded: str) -> bool:
    return any(
        _row_fires(stretch, row, language)
        for stretch in _stretches(folded)
        for language, row in lexicon("injection").items()
    )


def _stretches(folded: str) -> Iterator[str]:
    for start in range(0, max(1, len(folded) - _OVERLAP), _STRETCH - _OVERLAP):
        yield folded[start : start + _STRETCH]


def _row_fires(folded: str, row: Mapping[str, Sequence[Stem]], language: str) -> bool:
    # English has finer patterns, since benign texts about rules and systems are mostly English.
    dropped = [] if language == "en" else places(row["drop"], folded)
    before = 25 if language in _VERB_LAST else 0
    if dropped and near(dropped, places(row["rules"], folded), before=before, after=40):
        return True
    people = places(row["people"], folded)
    if people and language != "en":
        hidden = near(places(row["hide"], folded), people, before=30, after=40)
        if any(deed != person for deed, person in hidden):
            return True
    return _addressed_order(folded, row)


def _addressed_order(folded: str, row: Mapping[str, Sequence[Stem]]) -> bool:
    machines = places(row["machine"], folded)
    clear = [place for place in machines if not _AUTOMATIC.match(folded[place[0] : place[1]])]
    spoken_to = [place for place in machines + places(row["system"], folded) if _is_addressed(folded, place)]
    if not clear and not spoken_to:
        return False
    orders = places(row["order"], folded)
    return any(
        -12 <= order[0] - place[1] <= (120 if place in spoken_to else 90) and not _overlap(order, place)
        for place in {*clear, *spoken_to}
        for order in orders
    )


def _overlap(one: Place, other: Place) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _is_addressed(folded: str, place: Place) -> bool:
    """Near the beginning of its line or sentence, with a colon or a dash to follow."""
    start = max(folded.rfind(mark, 0, place[0]) for mark in ("\n", ". ", "! ", "? ", "。"))
    return place[0] - start <= 60 and bool(_ADDRESSED.match(folded, place[1]))


def _hint(folded: str, row: Mapping[str, Sequence[Stem]]) -> bool:
    return any(places(row[role], folded) for role in ("machine", "drop", "hide"))


def _unwrapped(folded: str) -> str:
    """Long lines joined with the next as a mail program wrapped them; blank lines stay."""
    return re.sub(r"(?<=[^\n]{45}[^\n.:!?])[ \t>|]*\n[ \t>|]*(?=[^\s\-*#<\[])", " ", folded)
