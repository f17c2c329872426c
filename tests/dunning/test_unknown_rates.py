"""Which laws a policy's interest rests on whose rate the tables do not hold."""

from __future__ import annotations

from datetime import date

import pytest

from dunning.models import Policy
from dunning.unknown_rates import unknown_rates
from tests.factories import CreditorFactory, CustomerFactory, LedgerSourceFactory, PolicyFactory, SegmentFactory

pytestmark = pytest.mark.django_db

KNOWN, UNKNOWN = date(2024, 11, 22), date(2001, 11, 22)


@pytest.fixture
def policy() -> Policy:
    source = LedgerSourceFactory.create(creditor=CreditorFactory.create(country="DE"))
    for country, person in (("FR", False), ("NL", False), ("", False), ("ES", True)):
        CustomerFactory.create(source=source, country=country, natural_person=person)
    policy = PolicyFactory.create(late_fee="interest", late_fee_law="debtor")
    SegmentFactory.create(key="", policy=policy)
    return policy


def laws(day: date) -> list[tuple[str, ...]]:
    return [row.countries for row in unknown_rates(on=day)]


def test_every_country_of_the_debtors_whose_rate_is_missing_is_named(policy: Policy) -> None:
    assert laws(KNOWN) == []
    (row,) = unknown_rates(on=UNKNOWN)
    assert (row.policy, row.countries) == (policy, ("FR", "NL"))


def test_by_our_own_law_only_our_country_counts(policy: Policy) -> None:
    Policy.objects.update(late_fee_law="creditor")
    assert laws(UNKNOWN) == [("DE",)]


def test_countries_in_which_no_interest_is_named_are_left_out(policy: Policy) -> None:
    Policy.objects.update(late_fee_countries=["NL", "AT"])
    assert laws(UNKNOWN) == [("NL",)]


def test_a_country_that_the_tables_never_knew_is_unknown_on_any_day(policy: Policy) -> None:
    CustomerFactory.create(country="US")
    assert laws(KNOWN) == [("US",)]


@pytest.mark.parametrize("late_fee", ["none", "flat"])
def test_a_policy_that_names_no_interest_needs_no_rate(
    policy: Policy, late_fee: str, django_assert_num_queries
) -> None:
    Policy.objects.update(late_fee=late_fee)
    with django_assert_num_queries(1):
        assert laws(UNKNOWN) == []


def test_a_policy_of_a_segment_speaks_for_its_customers_alone(policy: Policy) -> None:
    Policy.objects.update(late_fee="none")
    SegmentFactory.create(key="large", policy=PolicyFactory.create(late_fee="interest", late_fee_law="debtor"))
    CustomerFactory.create(country="IT", segment="large")
    assert laws(UNKNOWN) == [("IT",)]
