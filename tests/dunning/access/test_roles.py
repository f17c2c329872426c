"""The groups and their rights, kept after every migrate."""

from __future__ import annotations

from io import StringIO

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.core.management import call_command
from django.core.management.base import CommandError

from audit.models import AuditEvent
from customers.models import AccountManager
from dunning.access import ACCOUNT_MANAGER, AUDITOR, CLERK, MANAGER, OPERATIONS, ROLES
from dunning.services.upkeep.roles import RIGHTS, ensure_roles, rights_of
from tests import factories as make

pytestmark = pytest.mark.django_db


def rights(role: str) -> set[str]:
    rows = Permission.objects.filter(group__name=role).values_list("content_type__app_label", "codename")
    return {f"{app}.{codename}" for app, codename in rows}


def every_right() -> set[str]:
    rows = Permission.objects.values_list("content_type__app_label", "codename")
    return {f"{app}.{codename}" for app, codename in rows}


def test_the_groups_are_there_after_migrate():
    assert set(Group.objects.values_list("name", flat=True)) == set(ROLES)


def test_every_right_that_a_role_names_exists():
    for role in ROLES:
        assert rights_of(role, known=()) - every_right() == set(), role
        assert rights(role) == rights_of(role, known=every_right())


def test_an_auditor_may_see_everything_that_has_a_page_and_change_nothing():
    given = rights(AUDITOR)
    assert all(".view_" in name for name in given)
    assert {"audit.view_auditevent", "auth.view_user", "dunning.view_message", "customers.view_rate"} <= given


def test_a_clerk_works_cases_and_leaves_the_rules_to_the_manager():
    clerk, manager = rights(CLERK), rights(MANAGER)
    assert clerk < manager
    assert {"dunning.change_message", "customers.add_allocation", "dunning.change_installation"} <= clerk
    assert {"dunning.overrule_violation", "dunning.change_policy", "dunning.change_rung"} <= manager - clerk


def test_nobody_but_a_superuser_may_make_or_change_users():
    for role in ROLES:
        assert not {name for name in rights(role) if name.startswith("auth.") and ".view_" not in name}


def test_an_account_manager_changes_little_and_sees_no_payers_and_no_audit_trail():
    given = rights(ACCOUNT_MANAGER)
    assert {name for name in given if ".view_" not in name} == {
        "dunning.add_activity", "dunning.add_dispute", "dunning.add_promise", "dunning.change_escalation",
    }  # fmt: skip
    assert not given & {"customers.view_banktransaction", "audit.view_auditevent"}


def test_what_an_installation_added_stays_and_what_it_took_away_of_the_rest_comes_back():
    group = Group.objects.get(name=OPERATIONS)
    extra = Permission.objects.get(codename="change_policy")
    needed = Permission.objects.get(codename="add_importrun")
    group.permissions.add(extra)
    group.permissions.remove(needed)
    ensure_roles()
    assert {"dunning.change_policy", "customers.add_importrun"} <= rights(OPERATIONS)


def test_looking_again_costs_three_queries(django_assert_num_queries):
    with django_assert_num_queries(3):
        ensure_roles()


def test_rights_name_only_models_of_the_project():
    named = {label.partition(".")[0] for parts in RIGHTS.values() for part in parts for label in part}
    assert named <= {"customers", "dunning", "auth"}


def test_a_role_is_granted_once_and_taken_away_again_on_the_audit_trail():
    user = User.objects.create_user("ada")
    out = StringIO()
    call_command("grant_role", "ada", CLERK, stdout=out)
    call_command("grant_role", "ada", CLERK, stdout=out)
    user.refresh_from_db()
    assert user.is_staff
    assert user.has_perm("dunning.change_message")
    call_command("grant_role", "ada", CLERK, "--withdraw", stdout=out)
    assert out.getvalue().splitlines() == [
        "ada has the role AR clerk.", "ada had the role AR clerk.", "ada no longer has the role AR clerk.",
    ]  # fmt: skip
    events = AuditEvent.objects.filter(subject_type="user", subject_id=user.pk).order_by("pk")
    assert [(event.action, event.data["role"]) for event in events] == [
        ("role.granted", CLERK), ("role.withdrawn", CLERK),
    ]  # fmt: skip


def test_the_account_manager_of_the_same_address_is_linked_to_its_user():
    User.objects.create_user("anna", "anna.berg@creditor.example")
    manager = make.AccountManagerFactory.create(email="Anna.Berg@creditor.example")
    call_command("grant_role", "anna", ACCOUNT_MANAGER, stdout=StringIO())
    assert AccountManager.objects.get(pk=manager.pk).user.username == "anna"


def test_an_unknown_user_is_refused():
    with pytest.raises(CommandError, match="no user nobody"):
        call_command("grant_role", "nobody", CLERK)
