"""How much of which invoice is credited when a dispute is settled in the customer's favour."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from django.utils.translation import gettext as _

from customers.models import Invoice
from dunning.models import Dispute


def contested_amounts(dispute: Dispute) -> dict[int, Decimal]:
    """By key of the invoices still open: the contested part, the stated sum over the oldest first, or all of it."""
    invoices = list(dispute.invoices.filter(closed_how="").order_by("due_on", "pk"))
    parts = dict(dispute.parts.values_list("invoice_id", "amount"))
    if parts or dispute.amount is None:
        return {
            invoice.pk: min(parts.get(invoice.pk, invoice.open_amount), invoice.open_amount) for invoice in invoices
        }
    return spread(dispute.amount, invoices)


def credited_amounts(
    dispute: Dispute,
    *,
    whole: bool,
    amount: Decimal | None,
    amounts: Mapping[int, Decimal] | None,
    asked: bool,
) -> dict[int, Decimal]:
    """By invoice key; see `resolve_dispute`. `asked`: a person decides, and must have said how much a part is.

    Raises ValueError where that is missing, or more than what is open.
    """
    invoices = list(dispute.invoices.filter(closed_how="").order_by("due_on", "pk"))
    if amounts is not None:
        return _checked({key: value for key, value in amounts.items() if value}, invoices)
    if amount is not None:
        if amount <= 0 or amount > sum((invoice.open_amount for invoice in invoices), Decimal()):
            raise ValueError(_("The credit must be more than nothing and at most what is open."))
        return spread(amount, invoices)
    contested = contested_amounts(dispute)
    if not whole and asked and invoices and all(contested[one.pk] >= one.open_amount for one in invoices):
        raise ValueError(_("Say how much is credited: the rest is asked for at once."))
    return contested if whole or asked else {}


def spread(amount: Decimal, invoices: list[Invoice]) -> dict[int, Decimal]:
    """A sum over invoices in their order, never more than is open of each."""
    found: dict[int, Decimal] = {}
    for invoice in invoices:
        part = min(amount, invoice.open_amount)
        amount -= part
        if part > 0:
            found[invoice.pk] = part
    return found


def _checked(amounts: dict[int, Decimal], invoices: list[Invoice]) -> dict[int, Decimal]:
    open_amounts = {invoice.pk: invoice.open_amount for invoice in invoices}
    if not amounts:
        raise ValueError(_("Say how much is credited: the rest is asked for at once."))
    if any(key not in open_amounts or not 0 < value <= open_amounts[key] for key, value in amounts.items()):
        raise ValueError(_("The credit must be more than nothing and at most what is open."))
    return amounts
