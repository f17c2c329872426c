"""What a payment is for: RmtInf with its free lines and structured blocks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from lxml.etree import _Element

from customers.parsers.bank.camt.elements import NOTHING, amount, child, children, text, value
from customers.parsers.bank.camt.tags import WORDED, part
from customers.parsers.bank.statement import RemittanceLine


@dataclass(frozen=True, slots=True)
class Remittance:
    """`texts`: free lines, then what the blocks say, in the file's order."""

    texts: tuple[str, ...] = ()
    structured_reference: str = ""
    lines: tuple[RemittanceLine, ...] = ()
    end_to_end_id: str = ""
    ultimate_name: str = ""


def read_remittance(information: _Element | None) -> Remittance:
    """`information`: RmtInf."""
    if information is None:
        return Remittance()
    texts = [text(line) for line in children(information, "Ustrd")]
    tags = part(texts)
    if tags:
        texts = [tags.get(tag, "") for tag in WORDED]
    reference, lines = "", list[RemittanceLine]()
    for block in children(information, "Strd"):
        reference = reference or _creditor_reference(block)
        texts += _block_texts(block)
        lines += _block_lines(block)
    end_to_end_id = tags.get("EREF", "")
    return Remittance(
        texts=tuple(line for line in texts if line),
        structured_reference=reference,
        lines=tuple(lines),
        end_to_end_id="" if end_to_end_id.upper() in NOTHING else end_to_end_id,
        ultimate_name=tags.get("ABWA", ""),
    )


def _creditor_reference(block: _Element) -> str:
    return value(block, "CdtrRefInf", "Ref") or value(block, "CdtrRefInf", "CdtrRef")


def _block_texts(block: _Element) -> Iterator[str]:
    yield _creditor_reference(block)
    for document in _documents(block):
        yield _number(document)
    for remark in children(block, "AddtlRmtInf"):
        yield value(remark)


def _documents(block: _Element) -> Iterator[_Element]:
    return children(block, "RfrdDocInf")


def _number(document: _Element) -> str:
    """Since .02 the number is called Nb."""
    return value(document, "Nb") or value(document, "RfrdDocNb")


def _block_lines(block: _Element) -> Iterator[RemittanceLine]:
    """One line for each document; the block's amounts belong to it only when there is one."""
    numbers = [number for document in _documents(block) if (number := _number(document))]
    if len(numbers) != 1:
        yield from (RemittanceLine(number) for number in numbers)
        return
    amounts = child(block, "RfrdDocAmt")
    remitted = amount(amounts, "RmtdAmt")
    credited = amount(amounts, "CdtNoteAmt")
    deduction, reason = _deduction(amounts)
    paid = remitted[0] if remitted else -credited[0] if credited else None
    yield RemittanceLine(numbers[0], paid, deduction, reason)


def _deduction(amounts: _Element | None) -> tuple[Decimal, str]:
    """Discounts and downward adjustments, with their reasons."""
    total, reasons = Decimal(), []
    for discount in children(amounts, "DscntApldAmt"):
        taken = amount(discount, "Amt") or amount(discount)
        total += taken[0] if taken else Decimal()
        reasons.append("discount")
    for adjustment in children(amounts, "AdjstmntAmtAndRsn"):
        adjusted = amount(adjustment, "Amt")
        if adjusted and text(adjustment, "CdtDbtInd") != "CRDT":
            total += adjusted[0]
            reasons.append(value(adjustment, "AddtlInf") or value(adjustment, "Rsn"))
    return total, ", ".join(reason for reason in reasons if reason)
