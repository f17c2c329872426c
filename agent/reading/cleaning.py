"""From any received body to bounded plain text: HTML to lines, control characters out, length capped."""

from __future__ import annotations

import re
import unicodedata

from agent.reading.cleaning_html import text_of_html

# A reply by a person is far shorter; a body beyond this is a forwarded chain or an attack, and its head says enough.
MAX_CHARACTERS = 20_000
MAX_LINES = 600
# Longer lines are joined data, not prose; regular expressions stay cheap below this.
MAX_LINE = 2_000

_BEGINS_AS_HTML = re.compile(
    r"^\s*(?:<!doctype html|<html|<head|<body|<div|<p\b|<table|<meta|<style|<span|<br"
    r"|<font|<center|<o:)",
    re.I,
)
_TAG = re.compile(r"</?(?:br|div|p|blockquote|table|tr|td|span|html|body|font|b|i|a|ul|li)\b[^<>@]{0,400}/?>", re.I)
# A text with that many tags is HTML, whatever it begins with.
_TAGS_OF_HTML = 3
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufeff\u00ad]")


# Digits that are not 0-9, and the Arabic separators.
_NATIONAL = re.compile(r"(?![0-9])\d|[\u066b\u066c]")


def plain_text(body: str) -> str:
    """The body as plain text with newlines only, at most MAX_CHARACTERS long. Quoted HTML blocks get "> " marks."""
    text = _CONTROL.sub("", body[: 5 * MAX_CHARACTERS])
    if _BEGINS_AS_HTML.match(text) or len(_TAG.findall(text[:MAX_CHARACTERS])) >= _TAGS_OF_HTML:
        text = text_of_html(text)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    text = text.replace("\xa0", " ").replace("&nbsp;", " ")[:MAX_CHARACTERS]
    lines = [line[:MAX_LINE].rstrip() for line in text.split("\n")[:MAX_LINES]]
    return "\n".join(lines).strip("\n")


def latin_digits(text: str) -> str:
    """Every decimal digit of any script as 0-9, Arabic separators as . and ,; the length stays the same."""
    return _NATIONAL.sub(lambda found: _latin(found[0]), text)


def _latin(character: str) -> str:
    if character == "\u066b":
        return "."
    if character == "\u066c":
        return ","
    return str(unicodedata.decimal(character))
