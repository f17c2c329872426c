"""camt.052, .053 and .054 in every version, read as a stream."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from lxml import etree
from lxml.etree import _Element

from customers.parsers.bank.camt.details import Details, read_details
from customers.parsers.bank.camt.elements import local_name
from customers.parsers.bank.camt.entries import is_booked, read_entry
from customers.parsers.bank.camt.statements import Header, finished, read_header
from customers.parsers.bank.sources import Source, source_of
from customers.parsers.bank.statement import BankEntry, BankStatement
from customers.parsers.errors import UnreadableFile

STATEMENTS = frozenset({"Stmt", "Rpt", "Ntfctn"})
CHUNK = 1 << 16
DECLARED = re.compile(rb"""encoding=["']([\w.:-]+)""")
TAGS = tuple("{*}" + name for name in (*STATEMENTS, "Ntry", "TxDtls"))


def read_camt(content: bytes | str | Path, *, name: str = "") -> tuple[BankStatement, ...]:
    """Every account's booked entries, in the file's order. `name`: as sentences call the file.

    Memory holds one transaction of XML at a time, and what became of the others. Raises UnreadableFile.
    """
    source = source_of(content, name=name)
    head = source.head()
    try:
        return _read(source)
    except etree.XMLSyntaxError as error:
        encoding = _encoding_beside_the_label(source, head)
        if encoding is None:
            raise UnreadableFile(_broken(source, error)) from None
    try:
        return _read(source, encoding=encoding)
    except etree.XMLSyntaxError as error:
        raise UnreadableFile(_broken(source, error)) from None


def _broken(source: Source, error: etree.XMLSyntaxError) -> str:
    if error.code in (etree.ErrorTypes.ERR_DOCUMENT_END, etree.ErrorTypes.ERR_RESERVED_XML_NAME):
        return f"{source.name} holds several messages one behind the other; pack them as files into a ZIP archive."
    line = error.lineno or 1
    return (
        f"{source.name} breaks off or is damaged at line {line} and is no readable XML; "
        "download it again from the bank."
    )


def _encoding_beside_the_label(source: Source, head: bytes) -> str | None:
    """What the bytes are when the XML declaration does not say the truth; None when the encoding is not at fault."""
    if b"\x00" in head:
        return None
    if not _is_utf8(source):
        return "cp1252"
    declared = DECLARED.search(head)
    return "utf-8" if declared and declared[1].lower() != b"utf-8" else None


def _is_utf8(source: Source) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    with source.open() as file:
        try:
            while block := file.read(CHUNK):
                decoder.decode(block)
        except UnicodeDecodeError:
            return False
    return True


def _read(source: Source, *, encoding: str | None = None) -> tuple[BankStatement, ...]:
    with source.open() as file:
        _skip_blanks(file)
        events = etree.iterparse(
            file,
            events=("start", "end"),
            tag=TAGS,
            resolve_entities=False,
            load_dtd=False,
            no_network=True,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
            encoding=encoding,
        )
        found = tuple(_statements(events, source))
        root = events.root
    if not found:
        raise UnreadableFile(
            f"{source.name} is XML ({local_name(root)}) without an account statement (camt.052, .053 or .054); "
            "ask the bank for one of these."
        )
    return found


def _skip_blanks(file: BinaryIO) -> None:
    """Some banks put blank lines before the XML declaration, which XML forbids."""
    head = file.read(1024)
    text = head.removeprefix(codecs.BOM_UTF8).lstrip(b" \t\r\n")
    file.seek(len(head) - len(text) if text.startswith(b"<") else 0)


def _statements(events: etree.iterparse, source: Source) -> Iterator[BankStatement]:
    reading: _StatementReader | None = None
    for event, element in events:
        if reading is None:
            if event == "start" and local_name(element) in STATEMENTS:
                _refuse_document_type(element, source)
                reading = _StatementReader(element)
        elif event == "end":
            if element is reading.statement:
                yield reading.finish()
                reading = None
            else:
                _take(reading, element, source)


def _take(reading: _StatementReader, element: _Element, source: Source) -> None:
    line = element.sourceline
    try:
        reading.take(element)
    except UnreadableFile as error:
        raise UnreadableFile(f"{source.name}, line {line}: {error}") from None


def _refuse_document_type(element: _Element, source: Source) -> None:
    if element.getroottree().docinfo.internalDTD is not None:
        raise UnreadableFile(
            f"{source.name} has a document type declaration, which no bank's message has and which can hide an attack; "
            "nothing was read."
        )


class _StatementReader:
    """Takes the ends of elements as they come and drops each when the next has come."""

    def __init__(self, statement: _Element) -> None:
        self.statement = statement
        self._header: Header | None = None
        self._details: list[Details] = []
        self._entries: list[BankEntry] = []
        self._read: dict[str, _Element] = {}

    def take(self, element: _Element) -> None:
        name = local_name(element)
        if name == "TxDtls":
            self._details.append(read_details(element))
        elif name == "Ntry":
            account = self.header.account
            if is_booked(element, account):
                self._entries += read_entry(element, self._details, account)
            self._details = []
        self._drop_the_one_before(name, element)

    def _drop_the_one_before(self, name: str, element: _Element) -> None:
        """The last one stays until its tail has been parsed, as lxml asks."""
        before = self._read.get(name)
        if before is not None and (parent := before.getparent()) is not None:
            parent.remove(before)
        element.clear()
        self._read[name] = element

    @property
    def header(self) -> Header:
        """Account and dates come before the entries in every version of the message."""
        if self._header is None:
            self._header = read_header(self.statement)
        return self._header

    def finish(self) -> BankStatement:
        statement = finished(self.statement, self.header, self._entries)
        self.statement.clear()
        return statement
