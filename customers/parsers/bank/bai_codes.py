"""BAI2 type codes: the sign of a movement, how the money moved, and whether it is a return.

Source: BAI Cash Management Balance Reporting Specifications, version 2, appendix A.
"""

from __future__ import annotations

import re

from bai2.constants import TypeCode, TypeCodeLevel, TypeCodes, TypeCodeTransaction

# But not "Matured Reverse Repurchase Order" and "Return Item Fee".
RETURN = re.compile(r"\breturn(?!.*\bfee)|\breversal", re.IGNORECASE)
METHODS = (
    ("lockbox", re.compile(r"lockbox", re.IGNORECASE)),
    ("ach", re.compile(r"\bACH\b|\bEDI|preauthorized|PAC\b|corporate trade", re.IGNORECASE)),
    ("wire", re.compile(r"money transfer|wire|fedwire|chips|swift|international", re.IGNORECASE)),
    ("card", re.compile(r"card", re.IGNORECASE)),
    ("check", re.compile(r"check|cheque|deposited item|commercial deposit", re.IGNORECASE)),
    ("transfer", re.compile(r"transfer|real time|BACS|SEPA", re.IGNORECASE)),
)
# A deposit and the items in it: either alone is the money.
ITEMS_OF = {"115": {"116"}, "135": {"136"}, "142": {"143"}, "155": {"156"}, "175": {"173", "176"}, "166": {"143"}}
# What banks define for themselves: 920–959 credits, 960–999 debits.
FIRST_CUSTOM_CREDIT, FIRST_CUSTOM_DEBIT = 920, 960


def type_code(code: str) -> TypeCode:
    """The listed one, else what its range says. Raises ValueError for what is no code."""
    if code in TypeCodes:
        return TypeCodes[code]
    if not re.fullmatch(r"[0-9]{3}", code):
        raise ValueError(f"“{code}” is no type code")
    number = int(code)
    if 100 <= number < 400 or FIRST_CUSTOM_CREDIT <= number < FIRST_CUSTOM_DEBIT:
        return TypeCode(code, TypeCodeTransaction.credit, TypeCodeLevel.detail, "")
    if 400 <= number < 700 or number >= FIRST_CUSTOM_DEBIT:
        return TypeCode(code, TypeCodeTransaction.debit, TypeCodeLevel.detail, "")
    return TypeCode(code, None, TypeCodeLevel.status, "")


def sign(code: TypeCode) -> int:
    """1 for money in, -1 for money out, 0 for what moves none."""
    if code.transaction is TypeCodeTransaction.credit:
        return 1
    return -1 if code.transaction is TypeCodeTransaction.debit else 0


def bai_method(code: TypeCode) -> str:
    return next((method for method, pattern in METHODS if pattern.search(code.description)), "")


def is_return(code: TypeCode) -> bool:
    return RETURN.search(code.description) is not None
