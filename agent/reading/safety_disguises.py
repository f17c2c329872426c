"""Text as a program might understand it though no person would: look-alikes, spelled-out and encoded words."""

from __future__ import annotations

import base64
import binascii
import codecs
import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import unquote

# Enough for any order; decoding more would only cost time.
_MOST_DECODED = 4_000
_INVISIBLE = re.compile("[\u200b\u2060-\u2064\u180e\U000e0000-\U000e007f\U000e0100-\U000e01ef]")
# Joiners and direction marks belong to Persian, Hindi, Arabic, Hebrew and emoji; between Latin letters they hide.
_BETWEEN_LATIN = re.compile("(?<=[A-Za-z])[\u200c\u200d\u200e\u200f\u00ad\ufe00-\ufe0e\u034f](?=[A-Za-z])")
_OVERRIDES = re.compile("[\u202a-\u202e]")
_SELECTORS = re.compile("[\ufe00-\ufe0e]{4,}")
_TAGS = re.compile("[\U000e0020-\U000e007e]+")
_LOOKALIKES = str.maketrans(
    "аеорсухіјѕһԁԛԝкмтвнгАЕОРСУХІЈЅНКМТВαεορνυικτηβγΑΒΕΗΙΚΜΝΟΡΤΥΧɑɡıɩοցոսհƖǃԍʏɴʀɪᴀᴇᴏ",
    "aeopcyxijshdqwkmtbhrAEOPCYXIJSHKMTBaeopvuiktnbyABEHIKMNOPTYXagiiognuhl!dynriaeo",
)
_LEET = str.maketrans("013457@$!", "oieastasi")
_BASE64 = re.compile(r"(?<![A-Za-z0-9+/=_-])[A-Za-z0-9+/_-]{24,}={0,2}")
_HEX = re.compile(r"(?:\b|\\x)[0-9a-fA-F]{2}(?:[\s:,]?(?:\\x|0x)?[0-9a-fA-F]{2}){15,}\b")
_MORSE = re.compile(r"(?:[.\-·–]{1,6}[ /|]+){8,}")
_BRAILLE = re.compile("[\u2801-\u28ff][\u2800-\u28ff ]{9,}")
_SPELLED = re.compile(r"(?<!\w)(?:[^\W\d_][ .\-_*]){5,}[^\W\d_](?!\w)")
# A heading set wide has fewer letters.
_LONG_SPELLED = 25
_WORD = re.compile(r"\w{4,}")
_LATIN = re.compile(r"[A-Za-z]")
_ALIKE = re.compile("[\u0370-\u03ff\u0400-\u052f\u0250-\u02af\u0531-\u0587]")
_COMBINING = re.compile("[\u0300-\u036f\u0489]{3,}")


def disguised(text: str) -> bool:
    """Characters that a mail program does not show, or shows as others, in a number that no typing error makes."""
    hidden = len(_INVISIBLE.findall(text)) + len(_BETWEEN_LATIN.findall(text)) + 2 * len(_OVERRIDES.findall(text))
    mixed = sum(map(_half_latin, _mixed_words(text)))
    return bool(
        hidden > 3
        or mixed >= 2
        or _SELECTORS.search(text)
        or len(_COMBINING.findall(text)) > 3
        or _MORSE.search(text)
        or _BRAILLE.search(text)
        or any(len(_joined(match)) >= _LONG_SPELLED for match in _SPELLED.finditer(text))
    )


def _joined(spelled: re.Match[str]) -> str:
    return re.sub(r"[ .\-_*]", "", spelled[0])


def readings(text: str) -> Iterator[str]:
    """The text as it stands and as it would be understood behind a disguise; never longer than it is."""
    plain = _BETWEEN_LATIN.sub("", _INVISIBLE.sub("", _compatible(text)))
    yield plain
    straight = plain.translate(_LOOKALIKES)
    if straight != plain and any(_mixed_words(plain)):
        yield straight
    if re.search(r"[A-Za-z][0134570@$!][A-Za-z]", plain):
        yield straight.translate(_LEET)
    if _SPELLED.search(plain):
        yield _SPELLED.sub(_joined, plain)
    if "%20" in plain:
        yield unquote(plain)
    if tags := "".join(_TAGS.findall(text)):
        yield "".join(chr(ord(character) - 0xE0000) for character in tags)
    if re.search(r"[A-Za-z]{4}", plain):
        yield codecs.decode(plain, "rot13")
        yield plain[::-1]


def _compatible(text: str) -> str:
    """Normal form KC, but Thai and Lao am in one character, as everybody types it."""
    return unicodedata.normalize("NFKC", text).replace("\u0e4d\u0e32", "\u0e33").replace("\u0ecd\u0eb2", "\u0eb3")


def decoded_words(text: str) -> list[str]:
    """Plain words that stand in the text in base64 or as hexadecimal codes."""
    runs = [match[0] for match in _BASE64.finditer(text)]
    found = [_from_base64(run) for run in runs]
    found += [_from_hex(match[0]) for match in _HEX.finditer(text)]
    return [words for words in found if words]


def _from_base64(run: str) -> str:
    if run.isdigit() or (run.isalpha() and (run.islower() or run.isupper())):
        return ""
    run = run[:_MOST_DECODED].rstrip("=").replace("-", "+").replace("_", "/")
    try:
        return _words(base64.b64decode(run[: len(run) // 4 * 4]))
    except (binascii.Error, ValueError):
        return ""


def _from_hex(run: str) -> str:
    digits = re.sub(r"0x|\\x|[^0-9a-fA-F]", "", run[:_MOST_DECODED])
    if digits.isdigit() and " " not in run and "x" not in run:
        return ""
    return _words(bytes.fromhex(digits[: len(digits) // 2 * 2]))


def _words(data: bytes) -> str:
    """The data as text if it reads like words: printable, and mostly letters."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return ""
    letters = sum(character.isalpha() or character.isspace() for character in text)
    return text if text.isprintable() and letters >= 0.7 * len(text) >= 8 else ""


def _mixed_words(text: str) -> Iterator[str]:
    """Words with Latin letters beside such as look like Latin ones."""
    words = (match[0] for match in _WORD.finditer(text))
    return (word for word in words if _LATIN.search(word) and _ALIKE.search(word))


def _half_latin(word: str) -> bool:
    """At least two Latin letters, and one of another script among them: "pаyment", not "IBAN-ом"."""
    latin = sum("a" <= character.lower() <= "z" for character in word)
    return latin >= 2 and bool(re.search(r"[A-Za-z][^\x00-\x7f]|[^\x00-\x7f][A-Za-z]", word)) and not _suffixed(word)


def _suffixed(word: str) -> bool:
    """A Latin name with an ending in another script, or the other way round, as Slavic and Greek writers do."""
    return bool(re.fullmatch(r"[A-Za-z0-9]+[^\x00-\x7f]+|[^\x00-\x7f]+[A-Za-z0-9]+", word))
