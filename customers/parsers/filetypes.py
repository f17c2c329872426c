"""What a file is by its first bytes, whatever its name says."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from customers.parsers.errors import UnreadableFile

# First bytes of files that people upload by mistake.
FOREIGN = (
    (b"%PDF", "a PDF", "export the list as CSV or XLSX instead"),
    (b"\x89PNG", "a picture", "export the list as CSV or XLSX instead"),
    (b"\xff\xd8\xff", "a picture", "export the list as CSV or XLSX instead"),
    (b"GIF8", "a picture", "export the list as CSV or XLSX instead"),
    (b"\x1f\x8b", "a gzip archive", "unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", "unpack it first"),
    (b"Rar!", "a RAR archive", "unpack it first"),
    (b"{\\rtf", "a text document (RTF)", "save the list as CSV or XLSX instead"),
    (b"PAR1", "a Parquet file", "export the list as CSV, XLSX or JSON Lines instead"),
    (b"SQLite format 3", "a SQLite database", "export the list as CSV, XLSX or JSON Lines instead"),
    (b"\xd0\xcf\x11\xe0", "an old or password-protected Office file", "save it as XLSX without a password, or as CSV"),
)
HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|table)\b", re.IGNORECASE)


def file_type(path: Path) -> str:
    """ "delimited", "jsonlines" or "spreadsheet". Raises UnreadableFile for anything that holds no such table."""
    head = _first_bytes(path)
    for magic, what, remedy in FOREIGN:
        if head.startswith(magic):
            raise UnreadableFile(f"{path.name} is {what}, not a table; {remedy}.")
    if head.startswith(b"PK\x03\x04"):
        return _spreadsheet_or_refuse(path)
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if HTML.match(text):
        raise UnreadableFile(
            f"{path.name} is a web page (HTML), perhaps a login page saved by a download; export it as CSV."
        )
    if text.startswith(b"<?xml") or text.startswith(b"<Document"):
        raise UnreadableFile(
            f"{path.name} is XML; a bank statement goes to import_bank_statement, a list is asked as CSV or XLSX."
        )
    if text.startswith(b"[") and re.match(rb"\[\s*\{", text):
        raise UnreadableFile(
            f"{path.name} is one JSON array; write it as JSON Lines: one object on each line, no brackets around."
        )
    return "jsonlines" if text.startswith(b"{") else "delimited"


def _first_bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            head = file.read(4096)
    except FileNotFoundError:
        raise UnreadableFile(f"There is no file {path}.") from None
    except IsADirectoryError:
        raise UnreadableFile(f"{path} is a directory; name one file.") from None
    except OSError as error:
        raise UnreadableFile(f"{path} cannot be read: {error.strerror}.") from error
    if not head.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n\x00"):
        raise UnreadableFile(f"{path.name} is empty; nothing was imported.")
    return head


def _spreadsheet_or_refuse(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError):
        raise UnreadableFile(f"{path.name} is a damaged XLSX or ZIP file; save or download it again.") from None
    if "xl/workbook.xml" in names:
        return "spreadsheet"
    raise UnreadableFile(f"{path.name} is a ZIP archive, not a table; unpack it first.")
