"""Somebody to log in as in each role, beside the superuser."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.models import User

from customers.models import AccountManager
from dunning.access import ACCOUNT_MANAGER, AUDITOR, CLERK, MANAGER, OPERATIONS
from dunning.services.upkeep.roles import ensure_roles, grant_role

# Name to log in with, first and last name, role.
PEOPLE = (
    ("demo-clerk", "Nils", "Brandt", CLERK),
    ("demo-manager", "Ruth", "Hagen", MANAGER),
    ("demo-account-manager", "", "", ACCOUNT_MANAGER),
    ("demo-ops", "Sami", "Koski", OPERATIONS),
    ("demo-auditor", "Ines", "Moreau", AUDITOR),
)


def make_people(*, password: str, as_of: datetime) -> None:
    """The account manager among them is the example's first, and sees that one's customers alone."""
    ensure_roles()
    for login, first, last, role in PEOPLE:
        user = User.objects.create_user(login, f"{login}@larkfield.example", password, first_name=first, last_name=last)
        grant_role(user=user, role=role, as_of=as_of)
        if role == ACCOUNT_MANAGER:
            _link(user)


def _link(user: User) -> None:
    manager = AccountManager.objects.filter(user=None, customers__isnull=False).order_by("pk").first()
    if manager is not None:
        user.first_name, _, user.last_name = manager.name.partition(" ")
        user.email = manager.email
        user.save(update_fields=["first_name", "last_name", "email"])
        manager.user = user
        manager.save(update_fields=["user"])
