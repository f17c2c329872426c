"""Bank files in a ZIP or gzip archive, unpacked within bounds."""

from __future__ import annotations

import gzip
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO

from customers.parsers.bank.sources import Source, source_of
from customers.parsers.errors import UnreadableFile, quoted

MOST_FILES = 1000
LARGEST_FILE = 128 << 20
LARGEST_TOTAL = 512 << 20
# Statements as XML pack to a thirtieth at best; a bomb packs to a thousandth.
LARGEST_RATIO = 150
RATIO_COUNTS_FROM = 1 << 20
ZIP = b"PK\x03\x04"
GZIP = b"\x1f\x8b"
BLOCK = 1 << 16
# What zipfile and gzip raise for archives that are cut, damaged, packed in a way they do not know, or under a password.
DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError)


def is_archive(head: bytes) -> bool:
    return head.startswith((ZIP, GZIP, b"PK\x05\x06"))


def unpacked(source: Source, head: bytes) -> Iterator[Source]:
    """Each file of the archive, in the order of their names. Raises UnreadableFile for a damaged one or a bomb."""
    try:
        yield from _gzip_member(source) if head.startswith(GZIP) else _zip_members(source)
    except DAMAGED:
        raise UnreadableFile(f"{source.name} is a damaged or encrypted archive; download it again.") from None


def _gzip_member(source: Source) -> Iterator[Source]:
    with source.open() as file, gzip.open(file) as member:
        packed = file.seek(0, 2)
        file.seek(0)
        content = _bounded(member, packed=packed, source=source)
    yield source_of(content, name=source.name.removesuffix(".gz"))


def _zip_members(source: Source) -> Iterator[Source]:
    total = 0
    with source.open() as file, zipfile.ZipFile(file) as archive:
        members = [member for member in archive.infolist() if _is_bank_file(member)]
        if "xl/workbook.xml" in archive.namelist():
            raise UnreadableFile(
                f"{source.name} is a spreadsheet (XLSX); save it as CSV, or ask the bank for camt.053."
            )
        if not members:
            raise UnreadableFile(f"{source.name} is an archive without files; nothing was imported.")
        if len(members) > MOST_FILES:
            raise UnreadableFile(f"{source.name} holds {len(members)} files; more than {MOST_FILES} are not unpacked.")
        for member in sorted(members, key=lambda member: member.filename):
            with archive.open(member) as stream:
                content = _bounded(stream, packed=member.compress_size, source=source)
            total += len(content)
            if total > LARGEST_TOTAL:
                raise UnreadableFile(f"{source.name} unpacks to more than {LARGEST_TOTAL >> 20} MB; split it.")
            yield source_of(content, name=f"{quoted(member.filename)} in {source.name}")


def _is_bank_file(member: zipfile.ZipInfo) -> bool:
    """Folders and what macOS adds are none."""
    name = member.filename
    return not (member.is_dir() or name.startswith("__MACOSX/") or name.rsplit("/", 1)[-1].startswith("."))


def _bounded(stream: IO[bytes] | gzip.GzipFile, *, packed: int, source: Source) -> bytes:
    """Reads on only while what comes out stays in proportion to what went in, whatever the archive says of itself."""
    content = bytearray()
    while block := stream.read(BLOCK):
        content += block
        if len(content) > LARGEST_FILE:
            raise UnreadableFile(f"{source.name} has a file of more than {LARGEST_FILE >> 20} MB; unpack it first.")
        if len(content) > RATIO_COUNTS_FROM and len(content) > packed * LARGEST_RATIO:
            raise UnreadableFile(f"{source.name} unpacks to over {LARGEST_RATIO} times its size; no bank packs so.")
    return bytes(content)
