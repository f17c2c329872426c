"""How banks print what a payer wrote: SEPA, SWIFT, ACH addenda, lockbox and check slips, card lines."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from random import Random


@dataclass(frozen=True)
class Line:
    """A number as written, the part of the money that it speaks of, and what it was before discount."""

    written: str
    kind: str
    amount: Decimal
    gross: Decimal


def us(amount: Decimal) -> str:
    return f"{amount:,.2f}"


def german(amount: Decimal) -> str:
    return us(amount).translate(str.maketrans(",.", ".,"))


def wire_sepa(rng: Random, text: str) -> str:
    end_to_end = rng.choice(("NOTPROVIDED", f"{rng.randrange(10**9, 10**10)}", f"ZV{rng.randrange(10**5, 10**6)}"))
    return rng.choice((
        text, text, text, f"SVWZ+{text}", f"EREF+{end_to_end} SVWZ+{text}", f"EREF+{end_to_end}SVWZ+{text}",
        f"KREF+{end_to_end} SVWZ+{text}", f"/REMI/{text}",
        f"EREF+{end_to_end} MREF+NOTPROVIDED SVWZ+{text} BIC+XXXXDEFF",
    ))  # fmt: skip


def wire_subfields(text: str) -> str:
    """The 27 characters of MT940's ?20 to ?29."""
    parts = [text[start : start + 27] for start in range(0, min(len(text), 27 * 14), 27)]
    return "".join(f"?{20 + place if place < 10 else 50 + place}{part}" for place, part in enumerate(parts))


def wire_swift(rng: Random, text: str, lines: list[Line]) -> str:
    numbers = [line.written for line in lines]
    slashed = "//".join(numbers)
    return rng.choice((
        f":70:{text}", f"/RFB/{text}", f"/ROC/{rng.randrange(10**6, 10**7)}//URI/{text}", f":70:/INV/{slashed}",
        " ".join(f"/INV/{number}" for number in numbers), f"/RFB/{slashed}", f"{text} :72:/ACC/PLS ADVISE BENEFICIARY",
        f"/INV/{slashed} :72:/INS/CHASUS33",
    ))  # fmt: skip


def ach(rng: Random, text: str, lines: list[Line]) -> str:
    if not lines or rng.random() < 0.3:
        company, trace = rng.randrange(10**8, 10**9), rng.randrange(10**6, 10**7)
        return rng.choice((text, f"CCD {text}", f"PPD ID {company} {text}", f"TRN*1*{trace}~{text}"))
    end = rng.choice(("~", "\\", "~\n"))
    segments = [_rmr(line) for line in lines]
    head = rng.choice(("", "", f"TRN*1*{rng.randrange(10**5, 10**6)}{end}", f"ST*820*0001{end}", "705"))
    return head + end.join(segments) + end


def _rmr(line: Line) -> str:
    code = {"credit_note": "CM", "order": "PO"}.get(line.kind, "IV")
    off = line.gross - line.amount
    return f"RMR*{code}*{line.written}**{line.amount}" + (f"*{line.gross}*{off}" if off else "")


def slip(rng: Random, text: str, lines: list[Line]) -> str:
    """Lockbox and checks: the stub as it was keyed or scanned."""
    check = f"{rng.randrange(1000, 99999):06}"
    if lines and rng.random() < 0.6:
        table = "  ".join(f"{line.written} {us(line.amount)}" for line in lines)
        return rng.choice((f"CK {check} {table}", f"CHK#{check} INV {table}", table))
    return rng.choice((f"CK {check} {text}", f"MEMO {text}", text, f"CHECK {check} MEMO: {text}"))


def card(rng: Random, text: str) -> str:
    authorised, last = rng.randrange(100_000, 999_999), rng.randrange(1000, 9999)
    return rng.choice((f"CARD {text} AUTH {authorised}", f"{text} VISA ****{last}"))


def wrapped(rng: Random, text: str) -> tuple[str, str]:
    """Broken at 27 or 35 characters, wherever that is; the banks' programs put a space, a newline or nothing there."""
    width = rng.choice((27, 35, 35))
    parts = [text[start : start + width] for start in range(0, len(text), width)]
    return rng.choice((" ", " ", "\n")).join(parts), f"wrapped_{width}"
