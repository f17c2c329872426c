"""Text in one form: one kind of digit, space and apostrophe, so that rules need to know only one."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
SAME = str.maketrans(
    {
        "’": "'",
        "‘": "'",
        "ʼ": "'",
        "´": "'",
        "`": "'",
        "٫": ".",
        "٬": ",",
        "−": "-",
        "‐": "-",
        "‑": "-",
        "\r": "\n",
        "״": '"',
        "׳": "'",
    }
)
# What may need another form; the rest of a text is passed over quickly.
UNUSUAL = re.compile(r"[^\n -_a-~]+")
# A line break or the mark that ends a sentence comes first in the expression: that makes looking for it quick.
SENTENCE_END = re.compile(
    r"[\n.!?…。！？।](?:(?<=\n)\n*|(?<=[.!?…])(?!\n)[\"')\]]*\s+(?=[\"'(\[¿¡«„“]*[^\W\d_a-zà-öø-ÿа-яα-ω])"
    r"|(?<=[。！？!?])(?=\S)|(?<=।)(?!\n)\s*)"
)


class _Plain(dict[int, str]):
    """The one form of each character, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = form = _plain_form(chr(code).translate(SAME))
        return form


def _plain_form(character: str) -> str:
    if INVISIBLE.match(character):
        return ""
    if character.isspace() and character != "\n":
        return " "
    return str(unicodedata.decimal(character)) if character.isdecimal() else character


PLAIN = _Plain()


# Scripts that write a figure straight after a word: "に400,000円", "ב-03/12".
STUCK_FIGURE = re.compile(
    r"(?<=[\u0590-\u08ff\u0900-\u0dff\u0e00-\u0eff\u3005-\u30ff\u3400-\u9fff\uac00-\ud7af])(-?)(?=[0-9])"
)
# It parts words, unless the digits are wide as well.
WIDE_COMMA = re.compile(r"(?<![\uff10-\uff19])\uff0c|\uff0c(?![\uff10-\uff19])")


def normalise(text: str) -> str:
    """NFKC, ASCII digits, plain spaces, no invisible characters, figures apart from words. The length may change."""
    if text.isascii():
        return text
    text = WIDE_COMMA.sub(", ", text) if "\uff0c" in text else text
    plain = UNUSUAL.sub(lambda match: match[0].translate(PLAIN), unicodedata.normalize("NFKC", text))
    return STUCK_FIGURE.sub(r"\1 ", plain)


@lru_cache(maxsize=8192)
def one_line(name: str) -> str:
    """A short text of the facts as it stands in a normalised text."""
    return " ".join(normalise(name).split())


ORDINAL = re.compile(r"(?<= )[0-9]{1,2}\.$")


def sentences(text: str) -> list[tuple[int, int]]:
    """Start and end of each line or sentence. "18.02.2026" and "S.L. de" do not end one."""
    spans, start = [], 0
    for match in SENTENCE_END.finditer(text):
        if ORDINAL.search(text, max(match.start() - 3, 0), match.start() + 1) and text[match.start()] == ".":
            # "am 30. November"
            continue
        last = match.start() + (text[match.start()] != "\n")
        if last > start:
            spans.append((start, last))
        start = match.end()
    if start < len(text):
        spans.append((start, len(text)))
    return spans


@lru_cache(maxsize=8192)
def bare(text: str) -> str:
    """Letters and digits alone, upper case: for comparing numbers that are written in groups."""
    return "".join(character for character in normalise(text).upper() if character.isalnum())


@lru_cache(maxsize=8192)
def plain_letters(text: str) -> str:
    """Case folded and without accents: for comparing names."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))
