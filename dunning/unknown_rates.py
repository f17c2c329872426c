"""Where a policy names statutory interest that the tables cannot work out, for want of the half-year's rate."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from customers.models import Customer
from dunning.models import Policy
from dunning.services.cases.policies import policies_by_segment
from trade.interest import interest_rate


@dataclass(frozen=True)
class UnknownRates:
    """`countries`: ISO codes, in order, of the laws by which a policy names interest and whose rate is unknown."""

    policy: Policy
    countries: tuple[str, ...]


def unknown_rates(*, on: date) -> list[UnknownRates]:
    """By policy name, for the half-year of a day; one query where no policy names interest, else two.

    A fixed sum needs no rate. Natural persons, to whom none is named, and debtors without a country are left out.
    """
    policies = policies_by_segment()
    if all(policy.late_fee != Policy.LateFee.INTEREST for policy in policies.values()):
        return []
    debtors = Customer.objects.filter(debtor=None, natural_person=False).order_by()
    found: dict[int, set[str]] = defaultdict(set)
    by_pk = {policy.pk: policy for policy in policies.values()}
    for segment, country, own in debtors.values_list("segment", "country", "source__creditor__country").distinct():
        policy = policies.get(segment) or policies.get("")
        if policy is None or not _names_interest(policy, country):
            continue
        law = own if policy.late_fee_law == Policy.LateFeeLaw.CREDITOR else country
        if law and interest_rate(law, on=on) is None:
            found[policy.pk].add(law)
    rows = [UnknownRates(by_pk[pk], tuple(sorted(countries))) for pk, countries in found.items()]
    return sorted(rows, key=lambda row: row.policy.name)


def _names_interest(policy: Policy, country: str) -> bool:
    if policy.late_fee != Policy.LateFee.INTEREST:
        return False
    return not policy.late_fee_countries or country in policy.late_fee_countries
