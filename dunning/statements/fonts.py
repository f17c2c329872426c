"""Which font prints a piece of text. Fonts come as Python packages and are embedded, so that any reader shows them.

Chinese, Japanese and Korean use the fonts that every PDF reader brings along: a package of them would weigh 10 MB each.
Arabic and Hebrew are put into the order and forms in which they are written.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from importlib.resources import files
from itertools import groupby
from typing import Any
from xml.sax.saxutils import escape

BASE = "NotoSans"
# Font name, package, file within it; asked in this order for a glyph.
EMBEDDED = (
    (BASE, "fontpkg_noto_sans", "files/NotoSans[wdth,wght].ttf"),
    ("NotoSansArabic", "fontpkg_noto_sans_arabic", "files/NotoSansArabic[wdth,wght].ttf"),
    ("NotoSansHebrew", "pylopdf_fonts_he", "NotoSansHebrew-Variable.ttf"),
    ("NotoSansThai", "fontpkg_noto_sans_thai", "files/NotoSansThai[wdth,wght].ttf"),
)
JAPANESE, KOREAN, CHINESE = "HeiseiKakuGo-W5", "HYGothic-Medium", "STSong-Light"
RIGHT_TO_LEFT = ("R", "AL")
MISSING = "?"
# Marks of direction say how to order letters; on paper they are no letters.
_CONTROLS = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\x00-\x1f]")


def markup(text: str, *, language: str) -> str:
    """The text as reportlab's paragraph markup, escaped, each run in a font that has its letters."""
    fonts, ordered = register(), _CONTROLS.sub("", _visual(text))
    runs = groupby(ordered, key=lambda letter: _font_of(letter, fonts, language))
    return "".join(
        f'<font name="{font}">{escape("".join(letters))}</font>' if font else MISSING * len(list(letters))
        for font, letters in runs
    )


@lru_cache(maxsize=1)
def register() -> dict[str, Any]:
    """Make the fonts known to reportlab, once; returns the embedded ones by name."""
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfbase.pdfmetrics import registerFont
    from reportlab.pdfbase.ttfonts import TTFont

    fonts = {name: TTFont(name, str(files(package) / path)) for name, package, path in EMBEDDED}
    for font in (*fonts.values(), *(UnicodeCIDFont(name) for name in (JAPANESE, KOREAN, CHINESE))):
        registerFont(font)
    return fonts


def is_right_to_left(text: str) -> bool:
    return any(unicodedata.bidirectional(letter) in RIGHT_TO_LEFT for letter in text)


def _visual(text: str) -> str:
    """Letters joined and in the order in which they stand on paper; other scripts stay as they are."""
    if not is_right_to_left(text):
        return text
    from arabic_reshaper import reshape
    from bidi import get_display

    shown = get_display(reshape(text))
    return shown if isinstance(shown, str) else shown.decode()


def _font_of(letter: str, fonts: dict[str, Any], language: str) -> str:
    """The font's name; "" where none has the letter."""
    code = ord(letter)
    for name, font in fonts.items():
        if code in font.face.charToGlyph:
            return name
    if not unicodedata.name(letter, "").startswith(
        ("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "FULLWIDTH", "IDEOGRAPHIC")
    ):
        return ""
    if unicodedata.name(letter).startswith("HANGUL") or language.startswith("ko"):
        return KOREAN
    kana = unicodedata.name(letter).startswith(("HIRAGANA", "KATAKANA"))
    return JAPANESE if kana or language.startswith("ja") else CHINESE
