"""Small rests that a payment left: given up where the policy allows it, else the round asks why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal

from django.db.models import Exists, OuterRef

from customers.models import Allocation, Invoice, LedgerSource, Rate
from customers.services.write_offs import write_off
from dunning.models import Dispute, Policy
from dunning.services.cases.policies import policies_by_segment
from dunning.services.money.counted import NOT_MONEY

REASON = "Short payment within the policy's tolerance."


def write_off_rests(debtor_ids: Iterable[int], *, as_of: datetime) -> int:
    """Write off what is open within the policy's short-pay tolerance on part-paid invoices. Returns how many.

    Only where the bank makes the balance: a rest in an ERP's ledger is the ERP's. Disputed invoices are left alone.
    """
    policies = policies_by_segment()
    if not any(policy.write_off_short_payments for policy in policies.values()):
        return 0
    rests = list(_rests(debtor_ids))
    rates = Rate.objects.known_on(as_of.date()) if rests else {}
    small = [rest for rest in rests if _is_given_up(rest, policies, rates)]
    for rest in small:
        write_off(invoice_id=rest.pk, reason=REASON, as_of=as_of)
    return len(small)


def _rests(debtor_ids: Iterable[int]) -> Iterable[Invoice]:
    """Open invoices of the bank's ledgers on which a payment lies."""
    money = Allocation.objects.filter(
        invoice=OuterRef("pk"), origin=Allocation.Origin.BANK, amount__gt=0, reversed_by__isnull=True
    ).exclude(kind__in=NOT_MONEY)
    disputed = Dispute.objects.filter(invoices=OuterRef("pk"), status=Dispute.Status.OPEN)
    rows = Invoice.objects.still_open().filter(
        debtor_id__in=list(debtor_ids), kind=Invoice.Kind.INVOICE, source__truth=LedgerSource.Truth.BANK
    )
    return rows.filter(Exists(money), ~Exists(disputed)).select_related("debtor").order_by("pk")


def _is_given_up(rest: Invoice, policies: Mapping[str, Policy], rates: Mapping[tuple[str, str], Decimal]) -> bool:
    policy = policies.get(rest.debtor.segment) or policies.get("")
    if policy is None or not policy.write_off_short_payments:
        return False
    rate = Decimal(1) if rest.currency == policy.currency else rates.get((rest.currency, policy.currency))
    return rate is not None and rest.open_amount * rate <= policy.short_pay_tolerance
