"""How money moved, by the codes of SWIFT statement lines and of the German banks (GVC)."""

from __future__ import annotations

# SWIFT MT940 field 61, subfield 6.
SWIFT_KINDS = {
    "TRF": "transfer", "CHK": "check", "DDT": "direct_debit", "LBX": "lockbox", "BOE": "check", "CMI": "transfer",
    "PDD": "direct_debit", "CCD": "card", "STO": "transfer", "IPA": "transfer",
}  # fmt: skip
RETURN_KINDS = {"RTI", "RET", "RTN"}

# First and last GVC of each kind. Source: DFÜ-Abkommen Anlage 3, Geschäftsvorfallcodes.
GVC_METHODS = (
    ("001", "003", "check"), ("004", "005", "direct_debit"), ("006", "007", "card"), ("008", "008", "transfer"),
    ("020", "020", "transfer"), ("051", "058", "transfer"), ("070", "076", "check"), ("101", "102", "check"),
    ("103", "105", "direct_debit"), ("106", "107", "card"), ("108", "109", "direct_debit"), ("110", "110", "card"),
    ("111", "112", "check"), ("116", "119", "transfer"), ("122", "122", "check"), ("152", "170", "transfer"),
    ("171", "175", "direct_debit"), ("181", "181", "direct_debit"), ("182", "182", "card"), ("183", "183", "check"),
    ("184", "184", "direct_debit"), ("185", "190", "check"), ("191", "191", "transfer"),
    ("192", "197", "direct_debit"), ("201", "223", "wire"),
)  # fmt: skip


def mt_method(kind: str, code: str) -> str:
    """The GVC says it more exactly than SWIFT's TRF or MSC."""
    for first, last, method in GVC_METHODS:
        if first <= code <= last:
            return method
    return SWIFT_KINDS.get(kind, "")
