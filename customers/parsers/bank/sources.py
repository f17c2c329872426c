"""A bank file given as a path or as bytes: opened, named, and refused when its first bytes are of another world."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from customers.parsers.errors import UnreadableFile
from customers.parsers.filetypes import FOREIGN, HTML

HEAD = 4096
# Formats other than XML are small: a year of a busy account in MT940 has some ten megabytes.
LARGEST_WHOLE = 256 << 20
BLANK = b"\xef\xbb\xbf\xff\xfe \t\r\n\x00\x1a"


@dataclass(frozen=True)
class Source:
    """Where a bank file's bytes come from. `name`: as a sentence calls it."""

    name: str
    content: bytes | Path

    @contextmanager
    def open(self) -> Iterator[BinaryIO]:
        """Raises UnreadableFile when the path cannot be opened."""
        if isinstance(self.content, bytes):
            yield BytesIO(self.content)
            return
        try:
            file = self.content.open("rb")
        except FileNotFoundError:
            raise UnreadableFile(f"There is no file {self.content}.") from None
        except IsADirectoryError:
            raise UnreadableFile(f"{self.content} is a directory; name one file.") from None
        except OSError as error:
            raise UnreadableFile(f"{self.content} cannot be read: {error.strerror}.") from error
        with file:
            yield file

    def head(self) -> bytes:
        """The first bytes; raises UnreadableFile when there is nothing or when they belong to no bank file."""
        with self.open() as file:
            head = file.read(HEAD)
        if not head.strip(BLANK):
            raise UnreadableFile(f"{self.name} is empty; nothing was imported.")
        for magic, what, _ in FOREIGN:
            if head.startswith(magic) and magic != b"\x1f\x8b":
                raise UnreadableFile(f"{self.name} is {what}, not a bank file; download the statement again as such.")
        if HTML.match(head.replace(b"\x00", b"").lstrip(BLANK)):
            raise UnreadableFile(
                f"{self.name} is a web page (HTML), perhaps the bank's login page; download the statement again."
            )
        return head

    def read(self) -> bytes:
        """All of it, bounded."""
        with self.open() as file:
            content = file.read(LARGEST_WHOLE + 1)
        if len(content) > LARGEST_WHOLE:
            raise UnreadableFile(f"{self.name} is larger than {LARGEST_WHOLE >> 20} MB; split it by day or account.")
        return content


def source_of(content: bytes | str | Path, *, name: str = "") -> Source:
    if isinstance(content, bytes):
        return Source(name or "The file", content)
    path = Path(content)
    return Source(name or path.name, path)
