"""The text of a bank's file, whatever encoding it is in; refuses what is no such text."""

from __future__ import annotations

import codecs
import re

from customers.parsers.errors import UnreadableFile
from customers.parsers.filetypes import FOREIGN, HTML

# A large company's month has some ten megabytes.
LARGEST = 200 << 20
SAMPLE = 1 << 20

WESTERN = frozenset("äöüßÄÖÜéèêëàâáåæøñçíìîïóòôõúùûÿœÅÆØÉÈÊÀÂÁÇÑãÃÍÓÚÔÎŒ§€£°´’‘“”–ºª")
EASTERN = frozenset("ąćęłńóśźżĄĆĘŁŃÓŚŹŻáéíöőúüűÁÉÍÖŐÚÜŰčďěňřšťůžýČĎĚŇŘŠŤŮŽÝăâîşţĂÂÎŞŢäÄßôĺľŕđĐ§„”–’")
# Currencies and IBANs of the countries that DOS code page 852, cp1250 and ISO 8859-2 were made for.
EAST = re.compile(rb"PLN|HUF|CZK|RON|HRK|BAM|RSD|:25:[^\n]{0,12}(?:PL|HU|CZ|SK|RO|HR|SI)[0-9]{2}")
BROKEN = re.compile("[\udc80-\udcff]")
CONTROL = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f]")


def bank_text(data: bytes, *, format_name: str) -> str:
    """Text with line feeds only, control characters of the transport left out.

    Raises UnreadableFile for an empty file, archives, PDF, web pages and other bytes that are no text.
    """
    _refuse_foreign(data, format_name)
    text = _decoded(data)
    if "\x00" in text:
        raise UnreadableFile(f"The file holds bytes that are no text, so it is no {format_name} file.")
    return CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def _refuse_foreign(data: bytes, format_name: str) -> None:
    if not data.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n\x00\x1a"):
        raise UnreadableFile("The file is empty; nothing was imported.")
    if len(data) > LARGEST:
        raise UnreadableFile(f"The file has more than {LARGEST >> 20} MB; ask the bank for shorter periods.")
    for magic, what, _ in FOREIGN:
        if data.startswith(magic):
            raise UnreadableFile(f"The file is {what}, not {format_name}; download or unpack the bank's own file.")
    if data.startswith(b"PK\x03\x04"):
        raise UnreadableFile(f"The file is a ZIP archive, not {format_name}; unpack it first.")
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if HTML.match(head):
        raise UnreadableFile(
            f"The file is a web page (HTML), not {format_name}, perhaps a login page saved by a download."
        )
    if head.startswith((b"<?xml", b"<Document")):
        raise UnreadableFile(f"The file is XML, not {format_name}.")


def _decoded(data: bytes) -> str:
    if data.startswith(codecs.BOM_UTF8):
        return data.decode("utf-8-sig", "replace")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    head = data[:4096]
    if b"\x00" in head:
        low, high = head[0::2].count(0), head[1::2].count(0)
        if max(low, high) > len(head) // 3:
            return data.decode("utf-16-le" if high > low else "utf-16-be", "replace")
    text = data.decode("utf-8", "surrogateescape")
    broken = len(BROKEN.findall(text))
    if not broken:
        return text
    beyond_ascii = len(text) - len(text.encode("ascii", "ignore")) - broken
    # A line wrap may cut one UTF-8 letter in two; a legacy encoding has hardly a valid one.
    if beyond_ascii > broken:
        return data.decode("utf-8", "replace")
    return data.decode(legacy_encoding(data), "replace")


def legacy_encoding(data: bytes) -> str:
    """The 8-bit encoding in which most bytes beyond ASCII are letters of the languages that use it."""
    east = EAST.search(data) is not None
    alphabet = EASTERN if east else WESTERN
    sample = bytes(byte for byte in data[:SAMPLE] if byte > 0x7F)

    def letters(encoding: str) -> int:
        return sum(1 if letter in alphabet else -1 for letter in sample.decode(encoding, "replace"))

    return max(("cp1250", "iso8859-2", "cp852") if east else ("cp1252", "cp850"), key=letters)
