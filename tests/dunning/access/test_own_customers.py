"""An account manager sees its own customers, and whoever has a wider role sees all."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser, Group, User
from django.http import Http404

from customers.models import AccountManager, Customer
from dunning.access import ACCOUNT_MANAGER, MANAGER, WIDER_ROLES, is_restricted, require_customer, restrict
from dunning.models import Case
from tests import factories as make


def person(*roles: str, **fields: object) -> User:
    user = make.UserFactory.create(**fields)
    user.groups.set([Group.objects.get_or_create(name=role)[0] for role in roles])
    return user


def seen(user: User) -> set[str]:
    return {row.name for row in restrict(Customer.objects.all(), user=user, customer="pk")}


@pytest.fixture
def anna(db: None) -> User:
    user = person(ACCOUNT_MANAGER)
    make.AccountManagerFactory.create(user=user)
    return user


@pytest.fixture
def manager(anna: User) -> AccountManager:
    return AccountManager.objects.get(user=anna)


def test_an_account_manager_sees_its_own_customers_those_they_pay_for_and_children_without_a_manager(anna, manager):
    other = make.AccountManagerFactory.create()
    mine = make.CustomerFactory.create(name="mine", account_manager=manager)
    make.CustomerFactory.create(name="paid for", debtor=mine, account_manager=other)
    make.CustomerFactory.create(name="child", parent=mine)
    make.CustomerFactory.create(name="child of mine, somebody else's", parent=mine, account_manager=other)
    make.CustomerFactory.create(name="somebody else's", account_manager=other)
    make.CustomerFactory.create(name="nobody's")
    assert seen(anna) == {"mine", "paid for", "child"}


def test_looking_after_a_child_does_not_open_the_parent_that_pays(anna, manager):
    parent = make.CustomerFactory.create(name="parent")
    make.CustomerFactory.create(name="child", debtor=parent, parent=parent, account_manager=manager)
    assert seen(anna) == {"child"}


@pytest.mark.parametrize("role", sorted(WIDER_ROLES))
def test_a_wider_role_sees_everything(anna, role):
    make.CustomerFactory.create(name="nobody's")
    anna.groups.add(Group.objects.get_or_create(name=role)[0])
    again = User.objects.get(pk=anna.pk)
    assert not is_restricted(again)
    assert seen(again) == {"nobody's"}


def test_a_superuser_and_somebody_in_no_group_are_not_narrowed(db):
    assert not is_restricted(person(is_superuser=True))
    assert not is_restricted(person(ACCOUNT_MANAGER, is_superuser=True))
    assert not is_restricted(person())


def test_an_account_manager_whom_no_row_names_sees_nothing(db):
    make.CustomerFactory.create()
    assert seen(person(ACCOUNT_MANAGER)) == set()


def test_somebody_who_is_not_logged_in_sees_nothing(db):
    make.CustomerFactory.create()
    assert not restrict(Customer.objects.all(), user=AnonymousUser(), customer="pk").exists()


def test_rows_of_a_customer_are_narrowed_by_their_path_to_it(anna, manager):
    mine = make.CaseFactory.create(debtor__account_manager=manager)
    make.CaseFactory.create()
    assert list(restrict(Case.objects.all(), user=anna)) == [mine]


def test_a_foreign_customer_is_not_found(anna, manager):
    foreign = make.CustomerFactory.create()
    require_customer(anna, make.CustomerFactory.create(account_manager=manager).pk)
    require_customer(person(MANAGER), foreign.pk)
    for customer_id in (foreign.pk, None):
        with pytest.raises(Http404):
            require_customer(anna, customer_id)


def test_who_somebody_is_costs_one_query_and_a_superuser_none(anna, django_assert_num_queries):
    boss = person(is_superuser=True)
    with django_assert_num_queries(1):
        assert is_restricted(anna)
        assert is_restricted(anna)
    with django_assert_num_queries(0):
        assert not is_restricted(boss)
