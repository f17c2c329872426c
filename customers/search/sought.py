"""What a person typed into the search box, taken apart once for every kind of row."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import connection

from customers.matching.names import LEGAL_FORMS
from trade.numbers import parse_amount

# Nobody types more on purpose; a pasted page is searched by its beginning.
LONGEST_TEXT, MOST_WORDS = 200, 8
SHORTEST_TEXT = 2

_THOUSANDS = re.compile(r"([0-9]+(?:[.,][0-9]+)?) ?[kK]")
_CURRENCY_CODE = re.compile(r"^[A-Za-z]{3} |(?<=[0-9]) ?[A-Za-z]{3}$")
_ACCOUNT = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{4,30}|[0-9]{8,30}")
_LARGEST = Decimal(10) ** 15
# Forms of companies, beside those in Latin letters.
_OTHER_FORMS = frozenset(
    [
        *("ао", "зао", "ип", "оао", "ооо", "пао", "тов", "прат", "дп", "ад", "еоод", "оод"),
        *("αε", "επε", "ικε", "οε", "εε", "شركة"),
    ]
)
# Those that are written to a name without a blank.
_JOINED_FORMS = re.compile(
    "株式会社|有限会社|合同会社|合資会社|㈱|[(\uff08]株[)\uff09]|股份有限公司|有限责任公司|有限責任公司|有限公司|公司"
    "|주식회사|유한회사|㈜|[(\uff08]주[)\uff09]|บริษัท|ห้างหุ้นส่วนจำกัด|จำกัด|[(]มหาชน[)]"
)


@dataclass(frozen=True)
class Sought:
    """`text` as typed, cleaned; `words` in lower case without accents and marks, in order; `amount` if it is one."""

    text: str
    words: tuple[str, ...]
    # The same as the columns of words write them: in letters and digits of ASCII, of some scripts with blanks between.
    letters: tuple[str, ...]
    # Of those, what may name somebody: without legal forms and single letters, unless there is nothing else.
    name_letters: tuple[str, ...]
    amount: Decimal | None
    # An account number without blanks, in capitals; empty if it cannot be one.
    account: str
    # More was typed than is searched.
    cut: bool

    @property
    def too_short(self) -> bool:
        return sum(map(len, self.letters)) < SHORTEST_TEXT

    @property
    def has_digits(self) -> bool:
        return any(character.isdigit() for character in self.text)


def take_apart(typed: str) -> Sought:
    """One query: the database folds words as its indexes do."""
    clean = " ".join("".join(map(_shown, unicodedata.normalize("NFC", typed))).split())
    text = clean[:LONGEST_TEXT].strip()
    words, named = _words([text, _JOINED_FORMS.sub(" ", text)])
    said = list(words)
    compact = re.sub(r"[ .\-]", "", text).upper()
    return Sought(
        text=text,
        words=tuple(said[:MOST_WORDS]),
        letters=tuple(words[word] for word in said[:MOST_WORDS] if words[word]),
        name_letters=_naming(named)[:MOST_WORDS] or _naming(words)[:MOST_WORDS],
        amount=_amount(text),
        account=compact if _ACCOUNT.fullmatch(compact) else "",
        cut=len(clean) > LONGEST_TEXT or len(said) > MOST_WORDS,
    )


def _shown(character: str) -> str:
    """Nothing of what has no width, as the database does; a blank for what steers."""
    kind = unicodedata.category(character)
    return "" if kind == "Cf" else " " if kind[0] == "C" else character


def _words(texts: Sequence[str]) -> list[dict[str, str]]:
    """The words of each text in their order, with their letters. One query."""
    found: list[dict[str, str]] = [{} for _ in texts]
    with connection.cursor() as cursor:
        cursor.execute(_WORDS, [list(texts)])
        for place, word, letters in cursor.fetchall():
            found[place - 1][word] = letters
    return found


_WORDS = """
SELECT said.place, word.text, btrim(search_letters(word.text))
FROM unnest(%s::text[]) WITH ORDINALITY AS said(text, place),
    string_to_table(search_words(said.text), ' ') WITH ORDINALITY AS word(text, place)
WHERE word.text <> '' ORDER BY said.place, word.place
"""


def _naming(words: dict[str, str]) -> tuple[str, ...]:
    telling = [letters for word, letters in words.items() if not _is_form(word) and len(letters) > 1]
    return tuple(telling or filter(None, words.values()))


def _is_form(word: str) -> bool:
    return word in LEGAL_FORMS or word in _OTHER_FORMS


def _amount(text: str) -> Decimal | None:
    """In any usual notation, with or without a currency; "12k" is twelve thousand."""
    bare = _CURRENCY_CODE.sub("", text).strip()
    short = _THOUSANDS.fullmatch(bare)
    try:
        found = parse_amount(short[1]) * 1000 if short else parse_amount(bare)
    except ValueError:
        return None
    return abs(found).quantize(Decimal("0.01")) if abs(found) < _LARGEST else None
