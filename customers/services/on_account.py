"""Bank money that settles no invoice: on account of a debtor, or nobody's."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from audit.recording import record_event
from customers.models import BankTransaction, Customer
from customers.services.ledger import InvalidBooking, bump_ledger_versions

if TYPE_CHECKING:
    from django.contrib.auth.models import User


@transaction.atomic
def put_on_account(*, transaction_id: int, debtor_id: int, as_of: datetime, by: User | None = None) -> BankTransaction:
    """Keep what is unallocated for a debtor, or for who pays for it. Raises InvalidBooking when nothing is left."""
    payment = BankTransaction.objects.select_for_update().get(pk=transaction_id)
    if payment.unallocated_amount <= 0:
        raise InvalidBooking(
            _("Transaction %(payment)s has nothing left to put on account.") % {"payment": payment.external_id}
        )
    payer_id = Customer.objects.get(pk=debtor_id).debtor_or_self_id
    concerned = {payer_id} | ({payment.debtor_id} if payment.debtor_id else set())
    payment.debtor_id, payment.state = payer_id, BankTransaction.State.ON_ACCOUNT
    payment.save(update_fields=["debtor", "state"])
    bump_ledger_versions(concerned)
    record_event(
        "payment.put_on_account", subject=payment, as_of=as_of, by=by, actor="" if by else "system", debtor_id=payer_id
    )
    return payment


@transaction.atomic
def mark_unrelated(*, transaction_id: int, as_of: datetime, by: User | None = None) -> BankTransaction:
    """Say that it is no customer's payment. Raises InvalidBooking when some of it was allocated."""
    payment = BankTransaction.objects.select_for_update().get(pk=transaction_id)
    if payment.unallocated_amount != payment.amount:
        raise InvalidBooking(
            _("Part of transaction %(payment)s is on invoices; take that back first.")
            % {"payment": payment.external_id}
        )
    concerned = [payment.debtor_id] if payment.debtor_id else []
    payment.debtor_id, payment.state = None, BankTransaction.State.UNRELATED
    payment.save(update_fields=["debtor", "state"])
    bump_ledger_versions(concerned)
    record_event("payment.unrelated", subject=payment, as_of=as_of, by=by, actor="" if by else "system")
    return payment
