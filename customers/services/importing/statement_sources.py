"""Whose ledger a bank file belongs to: as said, as its accounts were read before, or the only one there is."""

from __future__ import annotations

from collections.abc import Collection

from customers.models import BankStatement, LedgerSource
from customers.services.importing.report import ImportRefused
from customers.services.importing.sources import source_for_import

# A shorter number may stand in anybody's bank details.
SHORTEST = 8


def statement_source(name: str, accounts: Collection[str]) -> LedgerSource:
    """Raises ImportRefused, naming --source, when it is not clear, or when an account is another source's."""
    named = [account for account in accounts if account]
    known = dict(BankStatement.objects.filter(account__in=named).order_by("-id").values_list("account", "source__name"))
    others = {account: owner for account, owner in known.items() if name not in ("", owner)}
    if others:
        account, owner = min(others.items())
        raise ImportRefused(
            f"Account {account} was read into the source “{owner}” before; reading it into “{name}” too would book its "
            f"payments twice. Say --source {owner}."
        )
    owners = sorted(set(known.values()))
    if not name and len(owners) > 1:
        raise ImportRefused(
            f"The file has accounts of several sources ({', '.join(owners)}); split it by account, and import each "
            "with --source NAME."
        )
    return _only_one(name or "".join(owners) or _by_bank_details(named), named)


def _by_bank_details(accounts: Collection[str]) -> str:
    """The one source of a creditor who tells its customers to pay to one of these accounts, else empty."""
    sources = LedgerSource.objects.select_related("creditor").exclude(creditor__bank_details="")
    found = [source.name for source in sources if any(_tells(source, account) for account in accounts)]
    return found[0] if len(found) == 1 else ""


def _tells(source: LedgerSource, account: str) -> bool:
    return len(account) >= SHORTEST and account in "".join(source.creditor.bank_details.split()).upper()


def _only_one(name: str, accounts: Collection[str]) -> LedgerSource:
    if not name and LedgerSource.objects.count() > 1:
        names = ", ".join(LedgerSource.objects.order_by("name").values_list("name", flat=True))
        new = f"Account {min(accounts)} is new" if accounts else "The file names no account"
        raise ImportRefused(f"{new} and there are several sources; say which with --source: {names}.")
    return source_for_import(name)
