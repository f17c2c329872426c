"""Which format a bank file is in, seen by its content, and the one function that reads any of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from customers.parsers.bank.archives import is_archive, unpacked
from customers.parsers.bank.sources import Source, source_of
from customers.parsers.bank.statement import BankStatement, RemittanceAdvice
from customers.parsers.errors import UnreadableFile

FORMATS = ("camt", "mt940", "bai2", "coda", "edi820", "lockbox", "csv")
LABELS = {
    "camt": "a camt.052, .053 or .054 message",
    "mt940": "an MT940 or MT942",
    "bai2": "a BAI2 file",
    "coda": "a CODA file",
    "edi820": "an EDI 820",
    "lockbox": "a lockbox's remittance advice",
}
XML = re.compile(r"<(?:\?xml|!--|!DOCTYPE|[A-Za-z_][\w.-]*(?::[\w.-]+)?[\s>/])")
MT = re.compile(r"^(?:\{[1-5]:|:(?:13D?|2[0158][A-Z]?|34F|6[0-5][FM]?|86|90[CD]):)", re.MULTILINE)
# An account's statement begins with the date of the file and ends its first line with the version of the format.
CODA = re.compile(r"0000\d{8}.{115}[12]\s*$")
BAI2 = re.compile(r"01\s*,")
EDI = re.compile(r"ISA[^A-Za-z0-9].{100,104}|ST\W820\W|GS\WRA\W", re.DOTALL)
LOCKBOX = re.compile(r"(?:check|cheque|payment) amount[ \t]*:", re.IGNORECASE)
DELIMITER = re.compile(r"[;,\t|]")


@dataclass(frozen=True)
class BankFile:
    """`format`: one of FORMATS; of an archive with several, joined by +."""

    format: str
    statements: tuple[BankStatement, ...] = ()
    advices: tuple[RemittanceAdvice, ...] = ()


def read_bank_file(content: bytes | str | Path, *, format: str = "auto", name: str = "") -> BankFile:
    """Statements and remittance advices of one file, or of all files in an archive. Balances are not checked here.

    `format`: "auto" or one of FORMATS. A table ("csv") needs a map of its columns, so it is refused here: look at
    `detect_format` first. Raises UnreadableFile with one sentence.
    """
    source = source_of(content, name=name)
    files = [_read(member, format) for member in _members(source)]
    return BankFile(
        format="+".join(dict.fromkeys(file.format for file in files)),
        statements=tuple(statement for file in files for statement in file.statements),
        advices=tuple(advice for file in files for advice in file.advices),
    )


def detect_format(content: bytes | str | Path, *, name: str = "") -> str:
    """One of FORMATS, of an archive that of its first file; raises UnreadableFile when it is none of them."""
    return _format_of(next(_members(source_of(content, name=name))))


def _members(source: Source) -> Iterator[Source]:
    head = source.head()
    if is_archive(head):
        yield from unpacked(source, head)
    else:
        yield source


def _read(source: Source, wanted: str) -> BankFile:
    found = _format_of(source) if wanted == "auto" else wanted
    if found == "csv":
        raise UnreadableFile(f"{source.name} looks like a table; say by a column map or preset what its columns mean.")
    if wanted not in ("auto", "csv") and wanted not in (seen := _seen_format(source), "") and seen in LABELS:
        raise UnreadableFile(f"{source.name} is {LABELS[seen]}, not {LABELS[wanted]}; leave the format to be found.")
    try:
        return _readers()[found](source)
    except UnreadableFile as error:
        raise UnreadableFile(_naming(source, str(error))) from None


def _naming(source: Source, sentence: str) -> str:
    """Of several files in an archive one must know which is meant; a file alone is named as well."""
    if source.name in sentence:
        return sentence
    rest = sentence.removeprefix("The file ")
    return f"{source.name} {rest}" if rest != sentence else f"{source.name}: {sentence}"


def _readers() -> dict[str, Callable[[Source], BankFile]]:
    return {"camt": _camt, "mt940": _mt940, "bai2": _bai2, "coda": _coda, "edi820": _edi820, "lockbox": _lockbox}


def _camt(source: Source) -> BankFile:
    from customers.parsers.bank.camt import read_camt

    return BankFile("camt", statements=read_camt(source.content, name=source.name))


def _mt940(source: Source) -> BankFile:
    from customers.parsers.bank.mt940 import read_mt940

    return BankFile("mt940", statements=read_mt940(source.read()))


def _bai2(source: Source) -> BankFile:
    from customers.parsers.bank.bai2 import read_bai2

    return BankFile("bai2", statements=read_bai2(source.read()))


def _coda(source: Source) -> BankFile:
    from customers.parsers.bank.coda import read_coda

    return BankFile("coda", statements=read_coda(source.content, name=source.name))


def _edi820(source: Source) -> BankFile:
    from customers.parsers.bank.edi820 import read_edi820

    return BankFile("edi820", advices=read_edi820(source.read()))


def _lockbox(source: Source) -> BankFile:
    from customers.parsers.bank.lockbox_text import read_lockbox_text

    return BankFile("lockbox", advices=read_lockbox_text(source.read()))


def _format_of(source: Source) -> str:
    found = _seen_format(source)
    if not found and is_archive(source.head()):
        raise UnreadableFile(f"{source.name} is an archive within an archive; unpack it first.")
    if not found:
        raise UnreadableFile(
            f"{source.name} is no bank file that can be read: camt.052, .053, .054, MT940, MT942, BAI2, CODA, EDI 820, "
            "a lockbox's advice or a table (CSV)."
        )
    return found


def _seen_format(source: Source) -> str:
    """Empty when it is none."""
    text = _text(source.head())
    if XML.match(text):
        return "camt"
    if BAI2.match(text):
        return "bai2"
    if CODA.match(text.split("\n", 1)[0]):
        return "coda"
    if EDI.match(text):
        return "edi820"
    if MT.search(text):
        return "mt940"
    if LOCKBOX.search(text) and not _is_table(text):
        return "lockbox"
    return "csv" if _is_table(text) else ""


def _text(head: bytes) -> str:
    """Enough to tell formats apart: all of them begin in ASCII."""
    if b"\x00" in head[:8] or head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.replace(b"\x00", b"").lstrip(b"\xff\xfe")
    return head.decode("latin-1").removeprefix("\xef\xbb\xbf").lstrip(" \t\r\n\x01\x00")


def _is_table(text: str) -> bool:
    """At least two lines with separated cells, and no control characters."""
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) < 2 or any(ord(character) < 9 for character in text):
        return False
    return sum(bool(DELIMITER.search(line)) for line in lines) >= max(2, len(lines) // 2)
