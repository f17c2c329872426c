from __future__ import annotations

from customers.models import Creditor, LedgerSource
from customers.services.importing.report import ImportRefused

FIRST_SOURCE = "ledger"
FIRST_CREDITOR = "Our company"
# As the column has it.
LONGEST_NAME = 60


def source_for_import(name: str = "", *, truth: str = "", creditor: str = "") -> LedgerSource:
    """The named source, else the only one; where there is none yet it is made, with a creditor if that is missing too.

    A new name makes a new source. Raises ImportRefused when several sources make the choice unclear, or when the
    source that is there is another's or has another truth than stated.
    """
    if len(name) > LONGEST_NAME:
        raise ImportRefused(f"A source's name has at most {LONGEST_NAME} characters; this one has {len(name)}.")
    existing = list(LedgerSource.objects.select_related("creditor").order_by("name"))
    found = [source for source in existing if source.name == name] if name else existing
    if len(found) > 1:
        raise ImportRefused(
            f"There are several sources; say which with --source: {', '.join(s.name for s in existing)}."
        )
    if found:
        return _as_stated(found[0], truth=truth, creditor=creditor)
    owner = _creditor(creditor)
    return LedgerSource.objects.create(
        creditor=owner, name=name or FIRST_SOURCE, truth=truth or LedgerSource.Truth.BANK
    )


def _as_stated(source: LedgerSource, *, truth: str, creditor: str) -> LedgerSource:
    if truth not in ("", source.truth) or creditor not in ("", source.creditor.name):
        raise ImportRefused(
            f"{source.name} is there already, a source of {source.creditor.name} whose truth is the {source.truth}; "
            "--truth and --creditor are for new sources."
        )
    return source


def _creditor(name: str) -> Creditor:
    existing = list(Creditor.objects.order_by("id")[:2])
    if not name and len(existing) == 1:
        return existing[0]
    if not name and existing:
        raise ImportRefused("There are several creditors; say with --creditor whose ledger the new source is.")
    found, _ = Creditor.objects.get_or_create(name=name or FIRST_CREDITOR)
    return found
