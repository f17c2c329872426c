"""Who paid whom, in every version's way of writing it."""

from __future__ import annotations

from dataclasses import dataclass

from lxml.etree import _Element

from customers.parsers.bank.camt.elements import child, children, value


@dataclass(frozen=True, slots=True)
class Party:
    name: str = ""
    account: str = ""
    ultimate_name: str = ""

    @property
    def is_named(self) -> bool:
        return bool(self.name or self.account or self.ultimate_name)


def read_party(related: _Element | None, *, role: str) -> Party:
    """`related`: RltdPties; `role`: Dbtr or Cdtr."""
    if related is None:
        return Party()
    return Party(
        name=read_name(child(related, role)),
        account=read_account(child(related, role + "Acct")),
        ultimate_name=read_name(child(related, "Ultmt" + role)),
    )


def read_name(party: _Element | None) -> str:
    """Since .08 a party is a choice of Pty and Agt; some banks give nothing but address lines."""
    if party is None:
        return ""
    institution = child(party, "Agt", "FinInstnId")
    if institution is not None:
        return _one_line(value(institution, "Nm") or value(institution, "BICFI") or value(institution, "BIC"))
    person = child(party, "Pty")
    person = party if person is None else person
    address = next(children(child(person, "PstlAdr"), "AdrLine"), None)
    return _one_line(value(person, "Nm") or value(address))


def _one_line(name: str) -> str:
    return " ".join(name.split())


def read_account(account: _Element | None) -> str:
    """IBAN, BBAN or any other number of an account, without blanks; a proxy (phone, alias) where there is no number."""
    identification = child(account, "Id")
    number = (
        value(identification, "IBAN")
        or value(identification, "BBAN")
        or value(identification, "Othr", "Id")
        or value(identification, "PrtryAcct", "Id")
        or value(identification, "UPIC")
        or value(account, "Prxy", "Id")
    )
    return "".join(number.split()).upper()


def other_party(debtor: Party, creditor: Party, *, incoming: bool, is_return: bool, owner: Party) -> Party:
    """The party that is not the account's owner: debtor of money that came in, creditor of money that went out.

    Returned movements name the parties of the original, or in some banks' files those of the way back; the owner's
    account or name tells which is meant.
    """
    expected, other = (debtor, creditor) if incoming != is_return else (creditor, debtor)
    if not other.is_named or _is_same(other, owner):
        return expected
    if _is_same(expected, owner) or (not expected.is_named and (is_return or other.account)):
        return other
    return expected


def _is_same(party: Party, owner: Party) -> bool:
    """By account where both are known: an owner pays itself from other banks too."""
    if party.account and owner.account:
        return party.account == owner.account
    return bool(party.name and owner.name) and party.name.casefold() == owner.name.casefold()
