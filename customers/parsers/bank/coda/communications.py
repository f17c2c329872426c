"""What a CODA movement is for: free text, or one of the structured communications."""

from __future__ import annotations

from dataclasses import dataclass

from customers.parsers.bank.coda.records import Movement
from customers.parsers.bank.details import stated

# Structured communications that say how an amount came about, not what it is for.
SAYS_NOTHING = frozenset({"105", "106", "108", "111", "113", "114", "115", "121", "122", "123", "124", "125", "126"})
ISO_11649 = "100"
BELGIAN = frozenset({"101", "102", "103"})
SEPA_DIRECT_DEBIT = "127"


@dataclass(frozen=True)
class Communication:
    """`text`: one line. `direct_debit_return`: why a SEPA direct debit was not paid, by the bank's code (0: paid)."""

    text: str = ""
    structured_reference: str = ""
    direct_debit_return: str = ""
    payer_name: str = ""
    ultimate_name: str = ""


def read_communication(movement: Movement) -> Communication:
    raw = movement.communication
    said = _structured(raw[1:]) if raw.startswith("1") else Communication(text=_text(raw[1:]))
    text, name, ultimate = said.text, "", ""
    for information in movement.informations:
        body = information.text
        kind = body[1:4] if body.startswith("1") else ""
        if kind == "001":
            name = name or _text(body[4:74])
        elif kind in ("008", "009"):
            ultimate = ultimate or _text(body[4:74])
        elif kind in ("002", "") and body.strip():
            text = f"{text}\n{_text(body[4:] if kind else body[1:])}".strip()
    return Communication(text, said.structured_reference, said.direct_debit_return, name, ultimate)


def _structured(body: str) -> Communication:
    kind, rest = body[:3], body[3:]
    if kind == ISO_11649:
        reference = rest[:25].strip()
        return Communication(reference, reference)
    if kind in BELGIAN:
        reference = rest[:12].strip()
        return Communication(reference, reference if kind == "101" else "")
    if kind == SEPA_DIRECT_DEBIT:
        return Communication(_text(rest[79:141]), direct_debit_return=rest[8:9].strip("0 "))
    if kind in SAYS_NOTHING:
        return Communication()
    return Communication(_text(rest))


def _text(raw: str) -> str:
    """Fields run on without a blank where a word was cut; wide gaps are the ends of their lines."""
    return stated(" ".join(raw.split()))
