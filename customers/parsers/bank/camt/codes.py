"""What kind of movement an entry is: ISO 20022 bank transaction codes, German GVC, SWIFT and BAI codes.

Sources: ISO 20022 external code sets (BankTransactionDomain), Deutsche Kreditwirtschaft's list of
Geschäftsvorfallcodes, BAI2's table of transaction codes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml.etree import _Element

from customers.parsers.bank.camt.elements import child, text

FAMILIES = {
    "RCDT": "transfer",
    "ICDT": "transfer",
    "RRCT": "transfer",
    "IRCT": "transfer",
    "RDDT": "direct_debit",
    "IDDT": "direct_debit",
    "CCRD": "card",
    "MCRD": "card",
    "RCHQ": "check",
    "ICHQ": "check",
    "LBOX": "lockbox",
}
SUB_FAMILIES = {"XBCT": "wire", "ACDT": "ach", "ACOR": "ach", "ACOP": "ach", "CHKD": "check"}
# Reversal due to return, cancellation request, unpaid debit, unpaid or reversed cheque.
RETURNED = frozenset({"RRTN", "RPCR", "UPDD", "RCDD", "PRDD", "UPCQ", "URCQ", "CQRV", "RVSL"})
GERMAN_RETURNED = frozenset({"108", "109", "110", "111", "159", "160", "181", "182", "183", "184"})
GERMAN = {
    "101": "check",
    "102": "check",
    "170": "check",
    "104": "direct_debit",
    "105": "direct_debit",
    "171": "direct_debit",
    "174": "direct_debit",
    "192": "direct_debit",
    "196": "direct_debit",
    "106": "card",
    "190": "card",
    "201": "wire",
    "202": "wire",
    **dict.fromkeys(("116", "117", "152", "153", "154", "155", "156", "157", "166", "168", "169", "177"), "transfer"),
    **dict.fromkeys(("191", "194"), "transfer"),
}
SWIFT = {"NTRF": "transfer", "FTRF": "transfer", "NDDT": "direct_debit", "NCHK": "check", "FCHK": "check"}
BAI = (
    (range(110, 120), "lockbox"),
    (range(170, 180), "check"),
    ((190, 191, 192, 193, 194, 195, 196, 198, 208, 495), "wire"),
    ((140, 142, 143, 145, 146, 147, 155, 156, 158, 163, 164, 165, 166, 167, 168, 169, 451, 455), "ach"),
    ((201, 203, 204, 205, 206, 207), "transfer"),
)
BAI_RETURNED = frozenset({*range(250, 260), *range(550, 562)})
GVC = re.compile(r"^[A-Z]{4}\+(\d{3})\+")


@dataclass(frozen=True, slots=True)
class Kind:
    method: str = ""
    is_return: bool = False


def read_kind(code: _Element | None) -> Kind:
    """`code`: BkTxCd."""
    if code is None:
        return Kind()
    proprietary = _proprietary(text(code, "Prtry", "Cd").upper(), issuer=text(code, "Prtry", "Issr").upper())
    family = child(code, "Domn", "Fmly")
    sub_family = text(family, "SubFmlyCd")
    return Kind(
        method=SUB_FAMILIES.get(sub_family, "")
        or (proprietary.method if proprietary.method in {"wire", "ach", "lockbox"} else "")
        or FAMILIES.get(text(family, "Cd"), "")
        or proprietary.method,
        is_return=sub_family in RETURNED or proprietary.is_return,
    )


def _proprietary(code: str, *, issuer: str) -> Kind:
    if german := GVC.match(code):
        return Kind(GERMAN.get(german[1], ""), german[1] in GERMAN_RETURNED)
    if issuer.startswith("BAI") and code.isdecimal() and len(code) <= 3:
        return _bai(int(code))
    return Kind(SWIFT.get(code[:4], ""), code[:4] == "NRTI")


def _bai(code: int) -> Kind:
    method = next((name for codes, name in BAI if code in codes), "")
    return Kind(method, code in BAI_RETURNED)


def merged(first: Kind, second: Kind) -> Kind:
    return Kind(first.method or second.method, first.is_return or second.is_return)
