"""Which payments a negative booking may have taken back."""

from __future__ import annotations

from django.db.models import Case, Q, Value, When

from customers.models import BankTransaction

# More of one amount could not be told apart by eye.
SHOWN = 10


def likely_originals(payment: BankTransaction) -> list[BankTransaction]:
    """Of the same amount and not returned: those of the same account or payer first, the newest first. One query.

    Empty for money that came in or that takes one back already.
    """
    if payment.amount >= 0 or payment.returns_id is not None:
        return []
    rows = BankTransaction.objects.filter(
        source__creditor_id=payment.source.creditor_id,
        amount=-payment.amount,
        currency=payment.currency,
        booked_on__lte=payment.booked_on,
        returned_by=None,
    )
    same = Q(pk__in=())
    if payment.payer_account:
        same |= Q(payer_account=payment.payer_account)
    if payment.payer_name:
        same |= Q(payer_name__iexact=payment.payer_name)
    likely = Case(When(same, then=Value(0)), default=Value(1))
    return list(rows.select_related("debtor").order_by(likely, "-booked_on", "-pk")[:SHOWN])
