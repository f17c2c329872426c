"""A CODA file: one or more statements, each from its header (0) to its trailer (9)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from customers.parsers.bank.coda.entries import read_entries
from customers.parsers.bank.coda.records import (
    WIDTH,
    Information,
    Movement,
    add_second,
    add_third,
    read_account,
    read_amount,
    read_balance,
    read_movement,
)
from customers.parsers.bank.sources import Source, source_of
from customers.parsers.bank.statement import Balance, BankStatement
from customers.parsers.bank.text_files import bank_text
from customers.parsers.errors import UnreadableFile

KNOWN = re.compile(r"[0-489]")
HEADER = re.compile(r"0000\d{6}\d{3}")


@dataclass
class _Block:
    """What has been read of a statement so far."""

    account: str = ""
    currency: str = "EUR"
    number: str = ""
    opening: Balance | None = None
    closing: Balance | None = None
    movements: list[Movement] = field(default_factory=list)
    last: Movement | None = None
    records: int = 0
    messages: int = 0


def read_coda(content: bytes | str | Path, *, name: str = "") -> tuple[BankStatement, ...]:
    """Every statement of the file. The trailer's totals are checked; raises UnreadableFile with one sentence."""
    source = source_of(content, name=name)
    source.head()
    lines = [line for line in bank_text(source.read(), format_name="CODA").split("\n") if line.strip()]
    if not HEADER.match(lines[0]):
        raise UnreadableFile(f"{source.name} does not begin like a CODA file; ask the bank for it again.")
    return tuple(_statements(lines, source))


def _statements(lines: list[str], source: Source) -> Iterator[BankStatement]:
    block: _Block | None = None
    for place, line in enumerate(lines, start=1):
        record = line.ljust(WIDTH)
        if not KNOWN.match(record) or len(line.rstrip()) > WIDTH or (block is None) != (record[0] == "0"):
            raise UnreadableFile(f"Line {place} of {source.name} is no CODA record; ask the bank for the file again.")
        if block is None:
            block = _Block()
        elif record[0] == "9":
            yield _finished(block, record, source)
            block = None
        else:
            try:
                _take(block, record)
            except UnreadableFile as error:
                raise UnreadableFile(f"{source.name}, line {place}: {error}") from None
    if block is not None:
        raise UnreadableFile(f"{source.name} breaks off before its last record (9); download it again from the bank.")


def _take(block: _Block, record: str) -> None:
    kind = record[0]
    block.records += kind != "4"
    block.messages += kind == "4"
    if kind == "1":
        block.account, currency = read_account(record, structure=record[1])
        block.currency = currency or block.currency
        block.opening = read_balance(record, at=42, currency=block.currency)
        block.number = record[2:5]
    elif kind == "2":
        _take_movement(block, record)
    elif kind == "3" and block.last is not None:
        _take_information(block.last, record)
    elif kind == "8":
        block.closing = read_balance(record, at=41, currency=block.currency)


def _take_movement(block: _Block, record: str) -> None:
    if record[1] == "1":
        block.last = read_movement(record)
        if block.last.detail == "0000" or not block.movements:
            block.movements.append(block.last)
        else:
            block.movements[-1].details.append(block.last)
    elif block.last is None:
        raise UnreadableFile("A movement is continued that does not begin; ask the bank for the file again.")
    elif record[1] == "2":
        add_second(block.last, record)
    elif record[1] == "3":
        add_third(block.last, record)


def _take_information(movement: Movement, record: str) -> None:
    """Records 32 and 33 continue 31."""
    if record[1] == "1":
        movement.informations.append(Information(record[39:113]))
    elif movement.informations:
        movement.informations[-1].text += record[10:115] if record[1] == "2" else record[10:100]


def _finished(block: _Block, trailer: str, source: Source) -> BankStatement:
    _check_trailer(block, trailer, source)
    if block.opening is None:
        raise UnreadableFile(f"{source.name} has a statement without opening balance; ask the bank for it again.")
    return BankStatement(
        account=block.account,
        currency=block.currency,
        number=f"{block.opening.on.year}/{block.number}",
        opening=block.opening,
        # A statement without movements may leave the closing balance out.
        closing=block.closing or (None if block.movements else block.opening),
        entries=tuple(entry for movement in block.movements for entry in read_entries(movement, block.currency)),
    )


def _check_trailer(block: _Block, trailer: str, source: Source) -> None:
    """Number of records and sums of debits and credits, as the bank counted them."""
    debit = -sum((movement.amount for movement in block.movements if movement.amount < 0), Decimal())
    credit = sum((movement.amount for movement in block.movements if movement.amount > 0), Decimal())
    stated = [read_amount("0" + trailer[start : start + 15]) for start in (22, 37)]
    counted = trailer[16:22]
    # Free messages (4) are not to be counted; some banks do.
    counts = {str(block.records), str(block.records + block.messages)}
    if stated != [debit, credit] or (counted.strip().lstrip("0") or "0") not in counts:
        raise UnreadableFile(
            f"Statement {block.number} of {source.name} holds {block.records} records, {debit:,.2f} out and "
            f"{credit:,.2f} in, but its last record says {counted.lstrip('0') or '0'}, {stated[0]:,.2f} and "
            f"{stated[1]:,.2f}; ask the bank for it again."
        )
