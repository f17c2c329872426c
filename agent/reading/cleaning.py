"""From any received body to bounded plain text: HTML to lines, control characters out, length capped."""

from __future__ import annotations

import re
import unicodedata
from html.parser import HTMLParser

# A reply by a person is far shorter; a body beyond this is a forwarded chain or an attack, and its head says enough.
MAX_CHARACTERS = 20_000
MAX_LINES = 600
# Longer lines are joined data, not prose; regular expressions stay cheap below this.
MAX_LINE = 2_000

_LOOKS_LIKE_HTML = re.compile(r"^\s*(?:<!doctype html|<html|<head|<body|<div|<p\b|<table|<meta|<style|<span|<br)", re.I)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufeff\u00ad]")
_BREAKS = {"br", "p", "div", "tr", "li", "ul", "ol", "table", "h1", "h2", "h3", "h4", "hr", "blockquote"}
_SILENT = {"style", "script", "head", "title", "template"}


def plain_text(body: str) -> str:
    """The body as plain text with newlines only, at most MAX_CHARACTERS long. Quoted HTML blocks get "> " marks."""
    text = body[: 5 * MAX_CHARACTERS]
    if _LOOKS_LIKE_HTML.match(text):
        text = _from_html(text)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\xa0", " ")
    text = _CONTROL.sub("", text)[:MAX_CHARACTERS]
    lines = [line[:MAX_LINE].rstrip() for line in text.split("\n")[:MAX_LINES]]
    return "\n".join(lines).strip("\n")


def latin_digits(text: str) -> str:
    """Every decimal digit of any script as 0-9, Arabic separators as . and ,; the length stays the same."""
    if text.isascii():
        return text
    return "".join(_latin(character) for character in text)


def _latin(character: str) -> str:
    if character == "\u066b":
        return "."
    if character == "\u066c":
        return ","
    if character.isascii() or not character.isdecimal():
        return character
    return str(unicodedata.decimal(character))


def _from_html(markup: str) -> str:
    reader = _TextOfHtml()
    reader.feed(markup)
    reader.close()
    lines = "".join(reader.pieces).split("\n")
    return re.sub(r"\n{3,}", "\n\n", "\n".join(re.sub(r"[ \t]+", " ", line).strip() for line in lines))


class _TextOfHtml(HTMLParser):
    """Collects visible text; a quote block's lines start with "> ", so that one trimmer serves both forms."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.quoted = 0
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self.silent += 1
        if tag == "blockquote":
            self.quoted += 1
        if tag in _BREAKS:
            self._break()

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self.silent = max(0, self.silent - 1)
        if tag == "blockquote":
            self.quoted = max(0, self.quoted - 1)
        if tag in _BREAKS and tag != "br":
            self._break()

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.pieces.append(re.sub(r"\s+", " ", data))

    def handle_comment(self, data: str) -> None:
        """Comments are kept: nobody sees them in a mail program, so what stands there is meant for a machine."""
        if not self.silent and not data.startswith(("[if", "[endif")):
            self.pieces.append(f"\n<!--{data}-->\n")

    def _break(self) -> None:
        self.pieces.append("\n" + ("> " if self.quoted else ""))
