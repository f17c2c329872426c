"""Who is logged in, with what every page asks of a person: one query."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import User


class PersonBackend(ModelBackend):
    def get_user(self, user_id: Any) -> User | None:
        """The person together with the preferences, which the middleware puts on for each page."""
        found = User.objects.select_related("preference").filter(pk=user_id).first()
        return found if found and self.user_can_authenticate(found) else None
