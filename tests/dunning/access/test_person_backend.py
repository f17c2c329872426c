"""What a person may do, and which roles it has, is one question to the database."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import Group, Permission, User

from customers.access import CLERK, roles_of
from dunning.person_backend import PersonBackend


def clerk_with_a_right_of_its_own() -> User:
    person = User.objects.create_user("clara")
    person.groups.add(Group.objects.get(name=CLERK))
    person.user_permissions.add(Permission.objects.get(codename="view_user"))
    return User.objects.get(pk=person.pk)


def test_own_rights_and_those_of_the_roles_are_the_same_as_django_finds(db) -> None:
    person = clerk_with_a_right_of_its_own()
    found = PersonBackend().get_all_permissions(person)
    assert found == ModelBackend().get_all_permissions(User.objects.get(pk=person.pk))
    assert {"auth.view_user", "dunning.view_case"} <= found


def test_rights_and_roles_cost_one_query(db, django_assert_num_queries: Any) -> None:
    person = clerk_with_a_right_of_its_own()
    with django_assert_num_queries(1):
        assert person.has_perm("auth.view_user")
        assert not person.has_perm("auth.delete_user")
        assert roles_of(person) == {CLERK}


def test_who_was_shut_out_has_no_rights(db) -> None:
    person = clerk_with_a_right_of_its_own()
    person.is_active = False
    assert PersonBackend().get_all_permissions(person) == set()


def test_rights_to_single_rows_are_not_given(db) -> None:
    person = clerk_with_a_right_of_its_own()
    assert PersonBackend().get_all_permissions(person, obj=person) == set()
