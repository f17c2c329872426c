"""What a logged-in person still has to do before pages open."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.http import HttpRequest

from customers.access import roles_of
from dunning.services.upkeep.second_factor import has_device

# In the session from the password until the code.
AWAITED = "second_factor_awaited"
CONFIRM, SET_UP = "confirm", "set_up"


def is_required(user: User) -> bool:
    """By the installation for everybody, or for one of the person's roles."""
    if settings.TWO_FACTOR == "required":
        return True
    wanted = set(settings.TWO_FACTOR_ROLES)
    if not wanted:
        return False
    return (user.is_superuser and "superuser" in wanted) or bool(wanted & roles_of(user))


def stage_of(request: HttpRequest) -> str:
    """`confirm`, `set_up` or "" for somebody who is logged in. No query where a second factor is nobody's duty."""
    user: Any = request.user
    if user.is_verified():
        return ""
    if request.session.get(AWAITED):
        return CONFIRM
    if is_required(user):
        return CONFIRM if has_device(user) else SET_UP
    return ""
