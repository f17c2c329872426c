"""Remittance advices: what payers say that payments are for. They book no money."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import connection, transaction
from django.utils.translation import gettext

from customers.models import BankTransaction, Customer, LedgerSource, RemittanceAdvice, RemittanceLine
from customers.parsers.bank.statement import BankEntry
from customers.parsers.bank.statement import RemittanceAdvice as Advice
from customers.parsers.bank.statement import RemittanceLine as Line
from customers.parsers.errors import storable
from customers.services.advice_matching import attach_advices
from customers.services.importing.entry_keys import cents, letters
from customers.services.ledger import InvalidBooking

__all__ = ["Recorded", "attach_advices", "record_advice", "record_advices", "tie_entry_advices", "withdraw_advice"]

# Lines of a statement's own entry; its advice is named after its transaction.
OF_ENTRY = "entry "


@dataclass(frozen=True)
class Recorded:
    """`created`: new rows. `known`: how many were told before."""

    created: tuple[RemittanceAdvice, ...] = ()
    known: int = 0


def record_advice(
    advice: Advice,
    *,
    source: LedgerSource,
    origin: str,
    as_of: datetime,
    external_id: str = "",
    customer_id: int | None = None,
) -> RemittanceAdvice | None:
    """Keep one advice with its lines; None when the same one was told before.

    `external_id` "" = a digest of what it says. `customer_id`: who sent it, where that is known.
    """
    ids = [external_id] if external_id else None
    found = record_advices([advice], source=source, origin=origin, as_of=as_of, ids=ids, customer_id=customer_id)
    return found.created[0] if found.created else None


@transaction.atomic
def record_advices(
    advices: Sequence[Advice],
    *,
    source: LedgerSource,
    origin: str,
    as_of: datetime,
    ids: Sequence[str] | None = None,
    customer_id: int | None = None,
) -> Recorded:
    """Keep advices that were not told before, with their lines. Four queries for any number."""
    if not advices:
        return Recorded()
    LedgerSource.objects.select_for_update(no_key=True).get(pk=source.pk)
    named = dict(zip(ids or map(advice_id, advices), advices, strict=True))
    rows = RemittanceAdvice.objects.filter(source=source, external_id__in=list(named))
    known = set(rows.values_list("external_id", flat=True))
    customers = _customers(source, {advice.customer_number for advice in named.values()} - {""})
    new = {external_id: advice for external_id, advice in named.items() if external_id not in known}
    created = RemittanceAdvice.objects.bulk_create(
        _row(advice, external_id, source, origin, customer_id or customers.get(advice.customer_number), as_of)
        for external_id, advice in new.items()
    )
    RemittanceLine.objects.bulk_create(
        _line(row, line) for row, advice in zip(created, new.values(), strict=True) for line in advice.lines
    )
    return Recorded(tuple(created), len(advices) - len(created))


@transaction.atomic
def withdraw_advice(*, advice_id: int) -> None:
    """Forget an advice. Raises InvalidBooking when its payment was matched meanwhile, perhaps by what it says."""
    advice = RemittanceAdvice.objects.select_for_update(of=("self",)).select_related("transaction").get(pk=advice_id)
    paid = advice.transaction
    if paid is not None and paid.state != BankTransaction.State.UNMATCHED:
        raise InvalidBooking(
            gettext("The remittance advice stays: its payment %(paid)s was matched already.")
            % {"paid": paid.external_id}
        )
    advice.delete()


def tie_entry_advices(entries: Sequence[tuple[str, BankEntry]], *, source: LedgerSource, as_of: datetime) -> None:
    """Documents that statements' entries name become advices of their transactions. `entries`: (external id, entry)."""
    named = [(external_id, entry) for external_id, entry in entries if entry.lines]
    if not named:
        return
    ids = [f"{OF_ENTRY}{external_id}" for external_id, _ in named]
    record_advices([_of_entry(entry) for _, entry in named], source=source, origin="file", as_of=as_of, ids=ids)
    with connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE customers_remittanceadvice AS advice SET transaction_id = payment.id
            FROM customers_banktransaction AS payment
            WHERE advice.source_id = %(source)s AND payment.source_id = %(source)s
                AND advice.external_id = ANY(%(ids)s) AND payment.external_id = substr(advice.external_id, %(from)s)
            """,
            {"source": source.pk, "ids": ids, "from": len(OF_ENTRY) + 1},
        )


def advice_id(advice: Advice) -> str:
    """A digest of all that it says."""
    said = [advice.payer_name, advice.payer_account, str(advice.amount), advice.currency, str(advice.paid_on)]
    said += [advice.trace, advice.method, advice.note, advice.customer_number]
    for line in advice.lines:
        said += [line.document, line.purchase_order, str(line.amount), str(line.deduction), line.reason]
    return letters("\x1f".join(said))


def _customers(source: LedgerSource, numbers: set[str]) -> dict[str, int]:
    rows = Customer.objects.filter(source=source, external_id__in=numbers)
    return dict(rows.values_list("external_id", "pk"))


def _row(
    advice: Advice, external_id: str, source: LedgerSource, origin: str, customer_id: int | None, as_of: datetime
) -> RemittanceAdvice:
    return RemittanceAdvice(
        source=source,
        origin=origin,
        external_id=external_id,
        customer_id=customer_id,
        payer_name=storable(advice.payer_name)[:300],
        payer_account=storable("".join(advice.payer_account.split()))[:60],
        amount=_money(advice.amount),
        currency=advice.currency if len(advice.currency) == 3 else "",
        paid_on=advice.paid_on,
        trace=storable(advice.trace)[:120],
        method=storable(advice.method)[:20],
        note="\n".join(storable(line) for line in advice.note.splitlines()),
        known_at=as_of,
    )


def _line(row: RemittanceAdvice, line: Line) -> RemittanceLine:
    """A payer that names an order of its own alone is understood by it."""
    return RemittanceLine(
        advice=row,
        document=storable(line.document or line.purchase_order)[:120],
        amount=_money(line.amount),
        deduction=cents(line.deduction),
        reason=storable(line.reason)[:300],
    )


def _money(amount: Decimal | None) -> Decimal | None:
    return None if amount is None else cents(amount)


def _of_entry(entry: BankEntry) -> Advice:
    return Advice(
        payer_name=entry.payer_name,
        payer_account=entry.payer_account,
        amount=entry.amount,
        currency=entry.currency,
        paid_on=entry.booked_on,
        method=entry.method,
        lines=entry.lines,
    )
