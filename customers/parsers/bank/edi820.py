"""ANSI X12 820, payment order and remittance advice → advices.

Source: X12 transaction set 820, versions 3040 to 7050: BPR, TRN, CUR, N1, ENT and the RMR loop with REF and ADX.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation

from customers.parsers.bank.edi_reasons import REASONS
from customers.parsers.bank.edi_segments import Segment, transactions
from customers.parsers.bank.statement import RemittanceAdvice, RemittanceLine
from customers.parsers.bank.text_files import bank_text
from customers.parsers.errors import UnreadableFile, quoted

METHODS = {
    "ACH": "ach", "BOP": "ach", "PBC": "check", "CHK": "check", "BKW": "wire", "FWT": "wire", "SWT": "wire",
    "CCC": "card", "CCR": "card", "DCC": "card", "DDT": "direct_debit", "PDT": "direct_debit", "RTP": "transfer",
}  # fmt: skip
PURCHASE_ORDERS = {"PO", "VP", "CO"}
# The payer's number in our books.
ACCOUNT_NUMBERS = {"AC", "11", "12", "14", "CR", "1W"}


def read_edi820(data: bytes) -> tuple[RemittanceAdvice, ...]:
    """One advice for each transaction set. Debits (BPR03 D) are advices too: the payer announces what it took back.

    Raises UnreadableFile for other formats and transaction sets, and for an interchange that breaks off.
    """
    text = bank_text(data, format_name="EDI X12 820")
    advices = tuple(_advice(segments) for segments in transactions(text, "820"))
    if not advices:
        raise UnreadableFile("The EDI file has no remittance advice (transaction set 820).")
    return advices


def _last_element(payment: Segment) -> str:
    """Payers who forget BPR11 have their date one element too early."""
    return payment[15] if re.fullmatch(r"20[0-9]{6}", payment[15]) else ""


@dataclass
class _Line:
    document: str
    amount: Decimal | None
    discount: Decimal
    adjustments: list[tuple[Decimal, str]] = field(default_factory=list)
    purchase_orders: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)


@dataclass
class _Draft:
    """An advice while its segments come in. `loose`: adjustments that belong to no line."""

    head: dict[str, Segment] = field(default_factory=dict)
    payer_name: str = ""
    lines: list[_Line] = field(default_factory=list)
    loose: list[tuple[Decimal, str, str]] = field(default_factory=list)
    purchase_orders: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    customer_number: str = ""


def _advice(segments: list[Segment]) -> RemittanceAdvice:
    draft = _Draft()
    for segment in segments:
        _take(draft, segment)
    payment = draft.head.get("BPR")
    if payment is None:
        raise UnreadableFile("An EDI 820 has no payment segment (BPR); ask the payer for the file again.")
    amount = _amount(payment[2])
    return RemittanceAdvice(
        payer_name=draft.payer_name,
        payer_account=payment[9],
        amount=-amount if amount is not None and payment[3] == "D" else amount,
        currency=draft.head["CUR"][2].upper() if "CUR" in draft.head else "",
        paid_on=_day(payment[16] or _last_element(payment)),
        trace=draft.head["TRN"][2] if "TRN" in draft.head else "",
        method=METHODS.get(payment[4], ""),
        lines=tuple(_lines(draft, amount)),
        note="\n".join(dict.fromkeys(draft.notes)),
        customer_number=draft.customer_number,
    )


def _take(draft: _Draft, segment: Segment) -> None:
    line = draft.lines[-1] if draft.lines else None
    if segment.name in ("BPR", "TRN", "CUR"):
        draft.head.setdefault(segment.name, segment)
    elif segment.name == "N1" and segment[1] in ("PR", "RM") and segment[2]:
        draft.payer_name = draft.payer_name or segment[2]
    elif segment.name == "RMR":
        draft.lines.append(_remittance(segment))
    elif segment.name == "ADX":
        _take_adjustment(draft, line, segment)
    elif segment.name == "REF":
        _take_reference(draft, line, segment)
    elif segment.name in ("NTE", "MSG"):
        words = segment[2] if segment.name == "NTE" else segment[1]
        (line.words if line else draft.notes).append(words)


def _remittance(segment: Segment) -> _Line:
    """RMR04 is what is paid, RMR06 the discount taken, RMR07 and 08 an adjustment."""
    line = _Line(segment[2], _amount(segment[4]), abs(_amount(segment[6]) or Decimal()))
    if adjusted := _amount(segment[8]):
        line.adjustments.append((adjusted, _reason(segment[7])))
    return line


def _take_adjustment(draft: _Draft, line: _Line | None, segment: Segment) -> None:
    """An adjustment that names another document than the line before it stands by itself."""
    amount = _amount(segment[1])
    if not amount:
        return
    reason, document = _reason(segment[2]), segment[4]
    if line and (not document or document == line.document):
        line.adjustments.append((amount, reason))
    else:
        draft.loose.append((amount, reason, document))


def _take_reference(draft: _Draft, line: _Line | None, segment: Segment) -> None:
    qualifier, value, words = segment[1], segment[2], segment[3]
    if qualifier in PURCHASE_ORDERS and value:
        (line.purchase_orders if line else draft.purchase_orders).append(value)
    elif qualifier in ACCOUNT_NUMBERS and value and not line:
        draft.customer_number = draft.customer_number or value
    if words:
        (line.words if line else draft.notes).append(f"{value} {words}".strip())


def _lines(draft: _Draft, paid: Decimal | None) -> list[RemittanceLine]:
    """Whether RMR04 is before or after the adjustments, payers handle either way: the total tells."""
    stated = sum((line.amount or Decimal() for line in draft.lines), Decimal())
    attached = sum((amount for line in draft.lines for amount, _ in line.adjustments), Decimal())
    loose = sum((amount for amount, _, _ in draft.loose), Decimal())
    before = bool(attached) and stated != paid and paid in (stated + attached + loose, stated + attached)
    found = [_line(line, adjust=before) for line in draft.lines]
    for amount, reason, document in draft.loose:
        if stated != paid:
            found.append(RemittanceLine(document, amount, max(-amount, Decimal()), reason))
        elif amount < 0:
            found.append(RemittanceLine(document, None, -amount, reason))
    if not draft.lines:
        found += [RemittanceLine("", purchase_order=number) for number in draft.purchase_orders]
    return found


def _line(line: _Line, *, adjust: bool) -> RemittanceLine:
    adjusted = sum((amount for amount, _ in line.adjustments), Decimal())
    kept_back = line.discount + sum((-amount for amount, _ in line.adjustments if amount < 0), Decimal())
    reasons = [reason for amount, reason in line.adjustments if amount < 0] + line.words
    if line.discount:
        reasons.insert(0, "discount")
    return RemittanceLine(
        document=line.document,
        amount=line.amount + adjusted if adjust and line.amount is not None else line.amount,
        deduction=kept_back,
        reason="; ".join(dict.fromkeys(reason for reason in reasons if reason)),
        purchase_order=", ".join(line.purchase_orders),
    )


def _reason(code: str) -> str:
    return f"{code} {REASONS[code]}" if code in REASONS else code


def _amount(text: str) -> Decimal | None:
    if not text.strip():
        return None
    try:
        amount = Decimal(text.strip())
    except InvalidOperation:
        amount = Decimal("NaN")
    if not amount.is_finite():
        raise UnreadableFile(f"{quoted(text)} is no amount in the EDI 820; ask the payer for the file again.")
    return amount


def _day(text: str) -> date | None:
    """CCYYMMDD, in the older versions YYMMDD."""
    digits = text.strip()
    if not digits:
        return None
    try:
        return date.fromisoformat(digits if len(digits) == 8 else f"20{digits}")
    except ValueError:
        raise UnreadableFile(f"{quoted(text)} is no date in the EDI 820; ask the payer for the file again.") from None
