"""A sentence as a row of atoms: words of time, numbers, dates in digits, and fillers between them, one letter each.

The row's letters are a string, so that the grammar of all languages is a handful of regular expressions over it.
Beyond the lexicon's classes: D date in digits, E what may be one, n number, o number with a point, O with another
ordinal ending, y year, Q quarter by its number, s short unknown word, x long one, "~" dash, "," comma or bracket,
"." full stop, "|" anything else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from agent.reading.date_lexicon import LETTER, Entry, Lexicon, unmarked, variants
from agent.reading.date_numeric import noise, numeric_dates
from agent.reading.date_open import open_atoms
from agent.reading.date_tokens import (
    CJK_DIGITS,
    JOINTS,
    Atom,
    WeekdayNumber,
    mark_atom,
    month_atom,
    number_atom,
    number_in,
    year_atom,
)

# The longest ending that a stem may carry; a filler longer than FILLER letters is no "of".
ENDING = 8
FILLER = 3
_ORDINAL = (
    r"st|nd|rd|th|er|ere|eme|ieme|e|o|os|a|as|ste|de|en|n|an|ig|i|ei|jen|jan|re|ra|tol|ai|on|ja|η|ης|ο|"
    r"го|га|ге|ме|е|ему|ому|му|ма|ше|те|и|ти|та|то|тото|ри|ро|ого|oga|og|ega|ego|go|te|ta|to|ma|mi|ai|jei|"
    r"unde|inde|inda|unda|ine|ina|une|una|si|sine|sinde|sinda|u"
)
_ENDING = rf"[.º°ª]?(?:[:']{LETTER}{{1,6}}|-?(?:{_ORDINAL}))(?!{LETTER})|[.º°ª](?!\d)"
_TOKEN = re.compile(
    r"(?P<year>(?:民國|民国|令和|平成)?\s?\d{2,4}\s?[年년](?!\d))"
    r"|(?P<month>(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s?[月월](?!間|间))"
    rf"|(?P<quarter>(?<![^\W_])q[1-4](?![^\W_]))|(?P<number>\d+)(?P<ending>{_ENDING})?"
    rf"|(?P<word>{LETTER}+)|(?P<mark>[^\s\w])"
)
_CHAT_WORD = re.compile(r"(?<![\w/#-])(?=[a-z\d]*[a-z])(?=[a-z\d]*\d)[a-z\d]{2,}(?![\w-])")
_GAP = re.compile(r"[\s\-'’`\u200c\u200d.]{0,3}")


def atoms_of(folded: str, words: Lexicon) -> list[Atom]:
    """The atoms of normalized text in order; digits of amounts, times and invoice numbers are one X each."""
    found: list[Atom] = []
    place = 0
    for atom in _fixed(folded, words):
        found += _between(folded, place, atom.start, words)
        found.append(atom)
        place = atom.end
    return list(_weekdays_joined([*found, *_between(folded, place, len(folded), words)]))


def _weekdays_joined(atoms: list[Atom]) -> Iterator[Atom]:
    """ "thứ 6", "6ª feira": days of a week that starts with Sunday as the first."""
    taken = -1
    for index, atom in enumerate(atoms):
        row = atoms[index : index + 3]
        word, number = _weekday_parts(row)
        if index <= taken:
            continue
        if word is not None and number is not None and 2 <= number.value <= 7:
            last = max(word, number, key=lambda a: a.end)
            taken = index + row.index(last)
            yield Atom(atom.start, last.end, "w", WeekdayNumber(number.value - 2))
        else:
            yield atom


def _weekday_parts(row: list[Atom]) -> tuple[Atom | None, Atom | None]:
    kinds = "".join(atom.kind for atom in row)
    if kinds[:2] in ("Kn", "KO", "Ko"):
        return row[0], row[1]
    if kinds[:2] in ("nK", "OK", "oK"):
        return row[1], row[0]
    if kinds in ("n~K", "O~K", "o~K"):
        return row[2], row[0]
    return None, None


def _fixed(folded: str, words: Lexicon) -> list[Atom]:
    """Dates in digits, words with a digit and noise, in order, no two overlapping; of two that do the longer."""
    found = [Atom(d.start, d.end, "D" if d.plain else "E", d) for d in numeric_dates(folded)]
    found += [Atom(start, end, "X") for start, end in noise(folded)]
    for match in _CHAT_WORD.finditer(folded):
        found += [Atom(*match.span(), entry.kind, entry.value) for entry in words.exact.get(match[0], ())[:1]]
    chosen: list[Atom] = []
    for atom in sorted(found, key=lambda a: a.start - a.end):
        if all(atom.end <= other.start or atom.start >= other.end for other in chosen):
            chosen.append(atom)
    return sorted(chosen, key=lambda a: a.start)


def _between(folded: str, start: int, end: int, words: Lexicon) -> Iterator[Atom]:
    if words.open:
        yield from open_atoms(folded, start, end, words)
        return
    tokens = [match for match in _TOKEN.finditer(folded, start, end) if not _inside_word(match, folded)]
    index = 0
    while index < len(tokens):
        taken, atom = _longest(tokens, index, words) if tokens[index]["word"] else (0, None)
        if atom is not None:
            yield atom
        else:
            yield from _plain(tokens[index], folded)
        index += max(taken, 1)


def _inside_word(match: re.Match[str], folded: str) -> bool:
    """A hyphen or apostrophe between two letters: "mi-novembre", "d'ici", "aujourd'hui"."""
    before, behind = folded[match.start() - 1 : match.start()], folded[match.end() : match.end() + 1]
    return match[0] in JOINTS and before.isalpha() and behind.isalpha()


def _longest(tokens: list[re.Match[str]], index: int, words: Lexicon) -> tuple[int, Atom | None]:
    """How many tokens the longest entry takes that starts at this word, and its atom."""
    for word in variants(unmarked(tokens[index][0]), words.language):
        fitting = [entry for entry in words.starting(word) if _follows(entry, tokens, index)]
        if fitting:
            # Of equally long ones the first: exact before stem, longer stem before shorter, hand-kept before CLDR.
            entry = max(fitting, key=lambda e: len(e.pieces))
            end = tokens[index + len(entry.pieces) - 1].end()
            return len(entry.pieces), Atom(tokens[index].start(), end, entry.kind, entry.value)
    return 0, None


def _follows(entry: Entry, tokens: list[re.Match[str]], index: int) -> bool:
    """Whether the entry's further pieces stand after this token."""
    if index + len(entry.pieces) > len(tokens):
        return False
    for step, (piece, rooted) in enumerate(entry.pieces[1:], start=1):
        before, token = tokens[index + step - 1], tokens[index + step]
        if not token["word"] or not _GAP.fullmatch(token.string[before.end() : token.start()]):
            return False
        word = unmarked(token[0])
        if word != piece and not (rooted and word.startswith(piece) and len(word) - len(piece) <= ENDING):
            return False
    return True


def _plain(match: re.Match[str], folded: str) -> Iterator[Atom]:
    start, end = match.span()
    if match["year"]:
        yield year_atom(match)
    elif match["month"]:
        yield month_atom(match)
    elif match["quarter"]:
        yield Atom(start, end, "Q", int(match["quarter"][1]))
    elif match["number"]:
        yield number_atom(match, folded)
    elif match["word"]:
        number = number_in(match["word"]) if match["word"][0] in CJK_DIGITS else None
        yield Atom(start, end, "n" if number else "s" if end - start <= FILLER else "x", number)
    else:
        yield from mark_atom(match)
