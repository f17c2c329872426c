"""One Stmt, Rpt or Ntfctn: its account, number and balances, and its entries made consistent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from lxml.etree import _Element

from customers.parsers.bank.camt.balances import read_balances
from customers.parsers.bank.camt.elements import child, day, is_true, local_name, text, value
from customers.parsers.bank.camt.entries import Account
from customers.parsers.bank.camt.parties import read_account, read_name
from customers.parsers.bank.statement import Balance, BankEntry, BankStatement


@dataclass(frozen=True, slots=True)
class Header:
    account: Account
    number: str
    opening: Balance | None
    closing: Balance | None


def read_header(statement: _Element) -> Header:
    kind = local_name(statement)
    account = child(statement, "Acct")
    opening, closing = read_balances(statement, is_statement=kind == "Stmt")
    balance = opening or closing
    return Header(
        account=Account(
            number=read_account(account),
            owner=read_name(child(account, "Ownr")) or value(account, "Nm"),
            currency=text(account, "Ccy").upper() or (balance.currency if balance else ""),
            day=_day(statement, closing),
            states_only_booked=kind != "Rpt",
        ),
        number=_number(statement),
        opening=opening,
        closing=closing,
    )


def _day(statement: _Element, closing: Balance | None) -> date | None:
    """For entries without any date of their own."""
    return (
        (closing.on if closing else None)
        or day(statement, "CreDtTm")
        or day(statement.getparent(), "GrpHdr", "CreDtTm")
        or day(statement, "FrToDt", "ToDtTm")
    )


def _number(statement: _Element) -> str:
    """The page is a part of it where a statement has several."""
    number = text(statement, "ElctrncSeqNb") or text(statement, "LglSeqNb") or text(statement, "Id")
    pages = child(statement, "StmtPgntn")
    pages = child(statement, "RptPgntn") if pages is None else pages
    page = text(pages, "PgNb")
    return f"{number}/{page}" if page and not (page == "1" and is_true(pages, "LastPgInd")) else number


def finished(statement: _Element, header: Header, entries: Sequence[BankEntry]) -> BankStatement:
    opening, closing = header.opening, header.closing
    if closing is None:  # Some banks write the balances after the entries.
        opening, closing = read_balances(statement, is_statement=local_name(statement) == "Stmt")
    currencies = Counter(entry.currency for entry in entries)
    found = BankStatement(
        account=header.account.number,
        currency=header.account.currency or next(iter(currencies), ""),
        number=header.number,
        opening=opening,
        closing=closing,
        entries=tuple(_with_unique_references(entries)),
    )
    return _reversals_turned(found) or found


def _with_unique_references(entries: Iterable[BankEntry]) -> Iterable[BankEntry]:
    """A fee or a reversal may carry the reference of the payment that it belongs to; the later one is told apart."""
    seen: Counter[str] = Counter()
    for entry in entries:
        seen[entry.bank_reference] += 1
        times = seen[entry.bank_reference]
        if entry.bank_reference and times > 1:
            yield replace(entry, bank_reference=f"{entry.bank_reference}#{times}")
        else:
            yield entry


def _reversals_turned(statement: BankStatement) -> BankStatement | None:
    """The statement with its reversals' signs turned when only so it adds up, else None.

    A few banks write the direction of the original beside RvslInd instead of the reversal's own.
    """
    if statement.opening is None or statement.closing is None:
        return None
    missing = statement.closing.amount - statement.opening.amount - _sum(statement.entries)
    reversals = _sum(entry for entry in statement.entries if entry.is_return)
    if not missing or missing != -2 * reversals:
        return None
    turned = (replace(entry, amount=-entry.amount) if entry.is_return else entry for entry in statement.entries)
    return replace(statement, entries=tuple(turned))


def _sum(entries: Iterable[BankEntry]) -> Decimal:
    return sum((entry.amount for entry in entries), Decimal())
