from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from customers.models import AccountManager
from dunning.access import ACCOUNT_MANAGER, ROLES
from dunning.services.upkeep.roles import ensure_roles, grant_role, withdraw_role


class Command(BaseCommand):
    help = "Give a person a role, or take it away: " + ", ".join(ROLES) + "."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("user", help="the name that the person logs in with")
        parser.add_argument("role", choices=ROLES, metavar="role", help="one of " + ", ".join(ROLES))
        parser.add_argument("--withdraw", action="store_true", help="take the role away")

    def handle(self, *, user: str, role: str, withdraw: bool, **options: Any) -> None:
        person = User.objects.filter(username=user).first()
        if person is None:
            raise CommandError(f"There is no user {user}; make one with manage.py createsuperuser or in the admin.")
        ensure_roles()
        change = withdraw_role if withdraw else grant_role
        done = change(user=person, role=role, as_of=timezone.now())
        words = {
            (False, True): "has",
            (False, False): "had",
            (True, True): "no longer has",
            (True, False): "did not have",
        }
        self.stdout.write(f"{user} {words[withdraw, done]} the role {role}.")
        if role == ACCOUNT_MANAGER and not withdraw:
            self._link(person)

    def _link(self, person: User) -> None:
        """An account manager of the same address is this person; another's link is left alone."""
        if AccountManager.objects.filter(user=person).exists():
            return
        found = AccountManager.objects.filter(email__iexact=person.email, user=None).first() if person.email else None
        if found is None:
            self.stderr.write(
                "No account manager has this address: link one to the user in the admin, else it sees nothing."
            )
            return
        found.user = person
        found.save(update_fields=["user"])
        self.stdout.write(f"It looks after the customers of {found}.")
