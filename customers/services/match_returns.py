"""Negative bank bookings: which payment came back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from django.db.models import F

from customers.matching.written_words import written_words
from customers.models import AutomaticBooking, BankTransaction
from customers.services.returns import return_payment


def match_returns(
    returned: Sequence[BankTransaction], *, source_ids: Sequence[int], as_of: datetime
) -> dict[int, set[int]]:
    """Reverse what the references point to, by the payment's own id or by an invoice that it paid.

    Returns the debtors concerned for each booking that found its payment; the others wait for a person.
    """
    if not returned:
        return {}
    words = {row.pk: written_words(f"{row.reference}\n{row.external_id}") for row in returned}
    by_word = _payments_by_word(returned, set().union(*words.values()), source_ids)
    done: dict[int, set[int]] = {}
    for row in returned:
        found = {paid.pk: paid for word in words[row.pk] for paid in by_word.get((word, -row.amount, row.currency), ())}
        found = {
            pk: paid for pk, paid in found.items() if paid.booked_on <= row.booked_on and not paid.returned_by.exists()
        }
        if len(found) != 1:
            continue
        original = next(iter(found.values()))
        _remember(row, original, as_of=as_of)
        made = return_payment(transaction_id=row.pk, original_id=original.pk, as_of=as_of)
        done[row.pk] = {part.invoice.debtor_id for part in made} | (
            {original.debtor_id} if original.debtor_id else set()
        )
    return done


def _remember(row: BankTransaction, original: BankTransaction, *, as_of: datetime) -> None:
    why = f"Its reference names payment {original.external_id} or an invoice that it had paid, of the same amount."
    AutomaticBooking.objects.create(
        transaction=row, code="returned", why=why, was_debtor_id=row.debtor_id, booked_at=as_of
    )


def _payments_by_word(
    returned: Sequence[BankTransaction], words: set[str], source_ids: Sequence[int]
) -> dict[tuple[str, Decimal, str], list[BankTransaction]]:
    """Payments of these amounts by their own id and by the numbers of the invoices that they paid."""
    amounts = {-row.amount for row in returned}
    payments = BankTransaction.objects.filter(source_id__in=source_ids, amount__in=amounts)
    found: dict[tuple[str, Decimal, str], list[BankTransaction]] = defaultdict(list)
    for payment in payments.filter(external_id__in=words):
        found[payment.external_id, payment.amount, payment.currency].append(payment)
    paid = payments.filter(allocations__invoice__number__in=words, allocations__amount__gt=0)
    for payment in paid.annotate(number=F("allocations__invoice__number")).distinct():
        found[payment.number, payment.amount, payment.currency].append(payment)
    return found
