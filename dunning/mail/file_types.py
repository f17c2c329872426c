"""What a received file is by its bytes: its name and declared type are the sender's words."""

from __future__ import annotations

import re

OCTETS, PLAIN, HTML = "application/octet-stream", "text/plain", "text/html"
PROGRAM, ZIP = "application/x-executable", "application/zip"

_BEGINNINGS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"BM", "image/bmp"),
    (b"{\\rtf", "application/rtf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),  # Word, Excel and Outlook before 2007
    (b"MZ", PROGRAM),
    (b"\x7fELF", PROGRAM),
    (b"\xcf\xfa\xed\xfe", PROGRAM),
    (b"\xca\xfe\xba\xbe", PROGRAM),
    (b"#!", PROGRAM),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"\x1f\x8b", "application/gzip"),
)
_OFFICE = "application/vnd.openxmlformats-officedocument"
_INSIDE_ZIP: tuple[tuple[bytes, str], ...] = (
    (b"word/", f"{_OFFICE}.wordprocessingml.document"),
    (b"xl/", f"{_OFFICE}.spreadsheetml.sheet"),
    (b"ppt/", f"{_OFFICE}.presentationml.presentation"),
    (b"mimetypeapplication/vnd.oasis.opendocument", "application/vnd.oasis.opendocument"),
    (b"META-INF/MANIFEST.MF", "application/java-archive"),
)
_LOOKED_AT = 4_096
_MARKUP = re.compile(rb"^\s*(<!doctype html|<html|<script|<head|<body|<svg|<\?xml)", re.I)
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def sniffed_type(content: bytes, *, declared: str) -> str:
    """The content type by the file's first bytes; of plain text the declared kind of text is believed, but never HTML.

    An empty file, such as a mail within the mail, keeps its declared type.
    """
    if not content:
        return declared[:100]
    start = content[:_LOOKED_AT]
    # Some writers put a line before the PDF's own first one; readers look for it within the first kilobyte.
    if b"%PDF-" in start[:1024] and not _MARKUP.match(start):
        return "application/pdf"
    if start.startswith(b"PK\x03\x04"):
        return next((kind for mark, kind in _INSIDE_ZIP if mark in content[:65_536]), ZIP)
    if start[:4] == b"RIFF" and start[8:12] == b"WEBP":
        return "image/webp"
    if start[4:8] == b"ftyp" and start[8:12] in (b"heic", b"heix", b"mif1", b"hevc"):
        return "image/heic"
    known = next((kind for beginning, kind in _BEGINNINGS if start.startswith(beginning)), "")
    return known or _text_type(start, declared)


def _text_type(start: bytes, declared: str) -> str:
    if _MARKUP.match(start.lstrip(b"\xef\xbb\xbf")):
        return "image/svg+xml" if b"<svg" in start.lower() else HTML if b"<?xml" not in start.lower() else "text/xml"
    if _BINARY.search(start) and not start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return OCTETS
    return declared[:100] if declared.startswith("text/") and declared != HTML else PLAIN
