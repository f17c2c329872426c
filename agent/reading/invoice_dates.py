"""Invoices meant by their date: "the March invoice", "Rechnung vom 12.05.", "3月分の請求書"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from agent.facts import InvoiceFact
from agent.reading.dates import FoundDate
from agent.reading.folding import fold
from agent.reading.reference_words import word_pattern

# An invoice word and its date stand this near to each other.
_NEAR = 16
_EASTERN = re.compile(
    r"(?<!\d)(\d{1,2})\s?(?:月(?:分|份|度|の請求|の分"
    r"|的?(?:发票|發票|账单|帳單|款|货款)|请求|請求)|월\s?(?:분|청구|세금|계산서|인보이스|자 ))"
)
_DUE = re.compile(
    r"due|fallig|echeance|venc|scad|forfall|forfald|eraantyv|splatn|termin|lejar|skaden"
    r"|dospe|срок|строк|vade|期日|期限|기한|기일"
)


def dated_invoices(
    text: str, dates: Sequence[FoundDate], invoices: Sequence[InvoiceFact], *, languages: tuple[str, ...]
) -> list[tuple[int, int, str]]:
    """Places where an invoice word stands beside the issue date or month of an invoice, as (start, end, number)."""
    folded = fold(text)
    patterns = [word_pattern("invoice", language) for language in dict.fromkeys(languages)]
    nouns = [m.span() for pattern in patterns if pattern for m in pattern.finditer(folded) if m[0]]
    found = [(m.start(), m.end(), n) for m in _EASTERN.finditer(folded) for n in _issued_in(int(m[1]), invoices)]
    for day in dates:
        if day.day is not None and any(0 <= day.start - end <= _NEAR for _, end in nouns):
            said_due = bool(_DUE.search(folded, max(day.start - _NEAR, 0), day.start))
            found += [(day.start, day.end, n) for n in _on(day.day, invoices, due=said_due)]
    for match, month in _months(folded, languages):
        if _glued_noun(folded, match, nouns) and not re.search(r"\d[.\s]{0,3}$", folded[: match.start()]):
            found += [(match.start(), match.end(), n) for n in _issued_in(month, invoices)]
    return found


def _on(day: date, invoices: Sequence[InvoiceFact], *, due: bool) -> list[str]:
    if due:
        return [i.number for i in invoices if i.due == day]
    return [i.number for i in invoices if (i.issued.month, i.issued.day) == (day.month, day.day)]


def _issued_in(month: int, invoices: Sequence[InvoiceFact]) -> list[str]:
    issued = [i.number for i in invoices if i.issued.month == month]
    return issued if len(issued) < len(invoices) or len(invoices) == 1 else []


def _glued_noun(folded: str, match: re.Match[str], nouns: Sequence[tuple[int, int]]) -> bool:
    """The month right before an invoice word, or shortly after it without a number ("facture de mars")."""
    if match["glued"]:
        return True
    if match["stem"] == "may" and not re.search(r"(?:of|for|from)\s$", folded[: match.start()]):
        return any(0 <= start - match.end() <= 3 for start, _ in nouns)
    for start, end in nouns:
        if 0 <= start - match.end() <= 3 or (match.start() < start < match.end()):
            return True
        between = folded[end : match.start()]
        if 0 <= match.start() - end <= _NEAR and len(between.split()) <= 2 and not re.search(r"[\d,;:.!?()]", between):
            return True
    return False


def _months(folded: str, languages: tuple[str, ...]) -> list[tuple[re.Match[str], int]]:
    found = []
    for language in dict.fromkeys(languages):
        pattern, numbers = _month_table(language)
        found += [(m, numbers[m["stem"]]) for m in pattern.finditer(folded)] if pattern else []
    return found


@lru_cache(maxsize=128)
def _month_table(language: str) -> tuple[re.Pattern[str] | None, dict[str, int]]:
    """Stems of month names (the ending is inflected) with an invoice word that may be glued on."""
    from babel import Locale, UnknownLocaleError

    numbers: dict[str, int] = {}
    try:
        locale = Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        return None, {}
    for context in ("format", "stand-alone"):
        for number, name in locale.months[context]["wide"].items():
            stem = _stem(fold(str(name)))
            if len(stem) >= 3 and not re.search(r"\d", stem):
                numbers.setdefault(stem, number)
    if not numbers:
        return None, {}
    stems = "|".join(sorted(map(re.escape, numbers), key=len, reverse=True))
    glued = r"rechnung\w*|faktur\w*|rakning\w*|regning\w*|lasku\w*|nota\w*|reikning\w*|arve\w*|factuur|rekening"
    ending = rf"(?:[^\W\d_]{{0,3}}?(?P<glued>{glued})|[^\W\d_]{{0,5}})"
    return re.compile(rf"(?<![^\W_])(?P<stem>{stems}){ending}(?![^\W_])"), numbers


def _stem(name: str) -> str:
    return name[:-1] if len(name) > 5 and name.isalpha() else name
