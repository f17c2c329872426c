"""One Ntry with its transactions becomes one BankEntry, or one for each part of a batch."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from sys import intern

from lxml.etree import _Element

from customers.parsers.bank.camt.batches import split
from customers.parsers.bank.camt.codes import Kind, merged, read_kind
from customers.parsers.bank.camt.details import Details, Money, read_charges
from customers.parsers.bank.camt.elements import amount, child, day, is_true, signed, text, value
from customers.parsers.bank.camt.parties import Party, other_party
from customers.parsers.bank.camt.remittance import Remittance
from customers.parsers.bank.statement import BankEntry, RemittanceLine
from customers.parsers.errors import UnreadableFile

BOOKED = frozenset({"BOOK", "BOOKED"})


@dataclass(frozen=True, slots=True)
class Account:
    """What an entry needs to know of the statement around it. `day`: when it was made, for entries without a date."""

    number: str
    owner: str
    currency: str
    day: date | None
    states_only_booked: bool


@dataclass(frozen=True, slots=True)
class Movement:
    """An entry before its transactions are looked at. `amount`: signed."""

    booked_on: date
    amount: Decimal
    currency: str
    bank_reference: str
    kind: Kind
    additional: str
    charges: Money | None


def is_booked(entry: _Element, account: Account) -> bool:
    """Sts is a code since .08 and was text before; where it is missing only statements are of booked money."""
    status = child(entry, "Sts")
    written = text(status, "Cd") or text(status, "Prtry") or text(status)
    return written.upper() in BOOKED if written else account.states_only_booked


def read_entry(entry: _Element, details: Sequence[Details], account: Account) -> Iterator[BankEntry]:
    movement = _movement(entry, account)
    parts = split(details, total=movement.amount, currency=movement.currency, charges=movement.charges)
    if parts is None:
        yield _whole(movement, details, account)
        return
    own = {item.bank_reference for item in details} - {"", movement.bank_reference}
    for place, (item, number) in enumerate(zip(details, parts.amounts, strict=True), start=1):
        reference = item.bank_reference if len(own) == len(details) else _part_reference(movement, place)
        part = replace(movement, amount=number, additional="", charges=item.charges)
        single = _whole(part, [item], account)
        yield replace(single, bank_reference=reference, batch_reference=movement.bank_reference)
    if parts.charges:
        reference = _part_reference(movement, len(details) + 1)
        whole = replace(movement, amount=parts.charges, additional="", charges=None, kind=Kind())
        charge = _whole(whole, [], account)
        yield replace(charge, bank_reference=reference, batch_reference=movement.bank_reference, reference="charges")


def _part_reference(movement: Movement, place: int) -> str:
    return f"{movement.bank_reference}/{place}" if movement.bank_reference else ""


def _movement(entry: _Element, account: Account) -> Movement:
    money = amount(entry, "Amt")
    indicator = text(entry, "CdtDbtInd")
    if money is None or indicator not in ("CRDT", "DBIT"):
        raise UnreadableFile(
            f"An entry of account {account.number or 'without number'} has no amount with CRDT or DBIT; "
            "ask the bank for the file again."
        )
    booked_on = day(entry, "BookgDt") or day(entry, "ValDt") or account.day
    currency = money[1] or account.currency
    if booked_on is None or not currency:
        missing = "currency" if booked_on else "booking date"
        raise UnreadableFile(
            f"An entry of account {account.number or 'without number'} has no {missing}; "
            "ask the bank for the file again."
        )
    return Movement(
        booked_on=booked_on,
        # CdtDbtInd is the direction of this movement; RvslInd says that it takes an earlier one back (ISO 20022 MDR).
        amount=signed(money[0], indicator),
        currency=intern(currency),
        bank_reference=value(entry, "AcctSvcrRef"),
        kind=merged(read_kind(child(entry, "BkTxCd")), Kind(is_return=is_true(entry, "RvslInd"))),
        additional=value(entry, "AddtlNtryInf"),
        charges=read_charges(entry),
    )


def _whole(movement: Movement, details: Sequence[Details], account: Account) -> BankEntry:
    """One BankEntry of an entry with any number of transactions; of several only what they agree in is said."""
    parties = {_counterparty(item, movement, account) for item in details}
    party = parties.pop() if len(parties) == 1 else Party()
    single = details[0] if len(details) == 1 else None
    end_to_end_id = single.end_to_end_id if single else ""
    remittance = single.remittance if single else Remittance(lines=tuple(_all_lines(details)))
    instructed = single.instructed if single else None
    return BankEntry(
        booked_on=movement.booked_on,
        amount=movement.amount,
        currency=movement.currency,
        bank_reference=movement.bank_reference or (single.bank_reference if single else ""),
        payer_name=party.name or party.ultimate_name,
        payer_account=party.account,
        reference="\n".join(_reference_lines(details, movement)),
        structured_reference=remittance.structured_reference,
        end_to_end_id=end_to_end_id,
        method=_kind(movement, details).method,
        is_return=_kind(movement, details).is_return,
        ultimate_payer_name=party.ultimate_name if party.ultimate_name != party.name and party.name else "",
        charges=_charges(movement, single),
        instructed_amount=instructed[0] if instructed else None,
        instructed_currency=instructed[1] if instructed else "",
        lines=remittance.lines,
    )


def _counterparty(item: Details, movement: Movement, account: Account) -> Party:
    return other_party(
        item.debtor,
        item.creditor,
        incoming=movement.amount >= 0,
        is_return=movement.kind.is_return or item.kind.is_return,
        owner=Party(name=account.owner, account=account.number),
    )


def _kind(movement: Movement, details: Sequence[Details]) -> Kind:
    """Some transactions of an undivided batch being returns does not make it one."""
    kinds = [item.kind for item in details]
    method = next((kind.method for kind in kinds if kind.method), "")
    return merged(movement.kind, Kind(method, bool(kinds) and all(kind.is_return for kind in kinds)))


def _charges(movement: Movement, single: Details | None) -> Decimal:
    charges = (single.charges if single else None) or movement.charges
    return charges[0] if charges and charges[1] in (movement.currency, "") else Decimal()


def _all_lines(details: Sequence[Details]) -> Iterator[RemittanceLine]:
    for item in details:
        yield from item.remittance.lines


def _reference_lines(details: Sequence[Details], movement: Movement) -> Iterator[str]:
    """Remittance texts; the bank's own remarks where there are none; ids that the text does not hold yet."""
    texts = [line for item in details for line in item.remittance.texts]
    texts = texts or [item.additional for item in details] + [movement.additional]
    texts += [item.return_text for item in details]
    said = "\n".join(texts)
    yield from (line for line in texts if line)
    yield from dict.fromkeys(
        item.end_to_end_id for item in details if item.end_to_end_id and item.end_to_end_id not in said
    )
