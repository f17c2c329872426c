"""Which encoding a text file is in, found by reading all of it once (about a second a gigabyte)."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from pathlib import Path

BLOCK = 1 << 20
SAMPLE = 1 << 16
# More high bytes than this among letters are no western European text with a few accents.
FOREIGN_SCRIPT_SHARE = 0.3
BROKEN = re.compile("[\udc80-\udcff]")


@dataclass(frozen=True)
class Encoding:
    """`name` and `errors` for open(). Bytes that the encoding lacks arrive as lone surrogates and reject their row."""

    name: str
    errors: str = "surrogateescape"


def stated_encoding(name: str) -> Encoding:
    """What a column map states. Wide encodings cannot carry a broken byte on; it arrives as U+FFFD."""
    return Encoding(
        name, "replace" if name.lower().startswith(("utf-16", "utf16", "utf-32", "utf32")) else "surrogateescape"
    )


def find_encoding(path: Path) -> Encoding:
    """Byte order mark, else UTF-8 when most beyond ASCII is valid UTF-8, else a legacy encoding."""
    with path.open("rb") as file:
        head = file.read(SAMPLE)
    if head.startswith(codecs.BOM_UTF8):
        return Encoding("utf-8-sig")
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return Encoding("utf-16", "replace")
    if wide := _utf16_without_mark(head):
        return Encoding(wide, "replace")
    valid, legacy_sample = _scan_utf8(path)
    if valid or not legacy_sample:
        return Encoding("utf-8")
    return Encoding(_legacy_encoding(legacy_sample))


def _utf16_without_mark(head: bytes) -> str:
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = max(len(head) // 2, 1)
    if odd > half * 0.7 and even < half * 0.1:
        return "utf-16-le"
    return "utf-16-be" if even > half * 0.7 and odd < half * 0.1 else ""


def _scan_utf8(path: Path) -> tuple[bool, bytes]:
    """Whether at least half beyond ASCII is valid UTF-8, and a sample of lines that are not valid."""
    decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
    valid, broken, sample = 0, 0, b""
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            if block.isascii() and decoder.getstate()[0] == b"":
                continue
            text = decoder.decode(block)
            escaped = len(BROKEN.findall(text))
            broken += escaped
            valid += len(text) - len(text.encode("ascii", "ignore")) - escaped
            if escaped and len(sample) < SAMPLE:
                sample += b"\n".join(line for line in block.splitlines() if not line.isascii())[:SAMPLE]
    return valid >= broken, sample or decoder.getstate()[0]


def _legacy_encoding(sample: bytes) -> str:
    high = sum(byte > 0x7F for byte in sample)
    letters = sum(byte > 0x7F or chr(byte).isalpha() for byte in sample)
    if high < letters * FOREIGN_SCRIPT_SHARE:
        return "cp1252"
    from charset_normalizer import from_bytes

    best = from_bytes(sample[:SAMPLE]).best()
    return best.encoding if best is not None else "cp1252"
