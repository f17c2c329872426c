"""One TxDtls: a single transaction of an entry."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from sys import intern

from lxml.etree import _Element

from customers.parsers.bank.camt.codes import Kind, merged, read_kind
from customers.parsers.bank.camt.elements import amount, child, children, is_true, text, value
from customers.parsers.bank.camt.parties import Party, read_party
from customers.parsers.bank.camt.remittance import Remittance, read_remittance

Money = tuple[Decimal, str]


@dataclass(frozen=True, slots=True)
class Details:
    """`amounts`: what the transaction may have moved, most telling first. `indicator`: CRDT, DBIT or empty."""

    amounts: tuple[Money | None, Money | None, Money | None, Money | None]
    indicator: str
    kind: Kind
    debtor: Party
    creditor: Party
    remittance: Remittance
    bank_reference: str
    end_to_end_id: str
    additional: str
    return_text: str
    charges: Money | None
    instructed: Money | None


def read_details(transaction: _Element) -> Details:
    references = child(transaction, "Refs")
    parties = child(transaction, "RltdPties")
    amounts = child(transaction, "AmtDtls")
    returned = child(transaction, "RtrInf")
    instructed = amount(amounts, "InstdAmt", "Amt")
    remittance = read_remittance(child(transaction, "RmtInf"))
    debtor = read_party(parties, role="Dbtr")
    return Details(
        amounts=(
            amount(transaction, "Amt"),
            amount(amounts, "TxAmt", "Amt"),
            amount(amounts, "CntrValAmt", "Amt"),
            instructed,
        ),
        indicator=intern(text(transaction, "CdtDbtInd")),
        kind=merged(read_kind(child(transaction, "BkTxCd")), Kind(is_return=returned is not None)),
        debtor=replace(debtor, ultimate_name=debtor.ultimate_name or remittance.ultimate_name),
        creditor=read_party(parties, role="Cdtr"),
        remittance=remittance,
        bank_reference=value(references, "AcctSvcrRef"),
        end_to_end_id=value(references, "EndToEndId") or remittance.end_to_end_id,
        additional=value(transaction, "AddtlTxInf"),
        return_text=_return_text(returned),
        charges=read_charges(transaction),
        instructed=instructed,
    )


def read_charges(element: _Element) -> Money | None:
    """Sum of what was kept back from the amount, of an entry or a transaction; None when there is none.

    Charges that the bank books on their own (ChrgInclInd false) are an entry of their own or a later one.
    """
    total, currency = Decimal(), ""
    for charge in children(element, "Chrgs"):
        for record in [*children(charge, "Rcrd")] or [charge]:
            kept = amount(record, "Amt")
            if not kept or (record.tag != charge.tag and not is_true(record, "ChrgInclInd")):
                continue
            total += -kept[0] if text(record, "CdtDbtInd") == "CRDT" else kept[0]
            currency = kept[1]
    return (total, currency) if total else None


def _return_text(returned: _Element | None) -> str:
    """The reason of a return in words, else its code."""
    if returned is None:
        return ""
    words = [value(line) for line in children(returned, "AddtlInf")]
    code = value(returned, "Rsn", "Cd") or value(returned, "Rsn", "Prtry") or value(returned, "RtrRsn", "Cd")
    return " ".join(part for part in (code, *words) if part)
