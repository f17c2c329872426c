"""Who is logged in, with what every page asks of a person: a query for the person, and one for what it may do."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import AnonymousUser, User
from django.db import connection

from customers.access import keep_roles


class PersonBackend(ModelBackend):
    def get_user(self, user_id: Any) -> User | None:
        """The person together with the preferences, which the middleware puts on for each page."""
        found = User.objects.select_related("preference").filter(pk=user_id).first()
        return found if found and self.user_can_authenticate(found) else None

    def get_all_permissions(self, user_obj: User | AnonymousUser, obj: Any = None) -> set[str]:
        """Own rights and those of the roles, with the roles themselves: one query where Django asks three."""
        if not isinstance(user_obj, User) or not user_obj.is_active or user_obj.is_superuser or obj is not None:
            return super().get_all_permissions(user_obj, obj=obj)
        kept: set[str] | None = getattr(user_obj, "_perm_cache", None)
        if kept is None:
            with connection.cursor() as cursor:
                cursor.execute(_RIGHTS, {"user": user_obj.pk})
                rights, roles = cursor.fetchone()
            kept = user_obj._perm_cache = set(rights)  # type: ignore[attr-defined]
            keep_roles(user_obj, roles)
        return kept


_RIGHTS = """
WITH own_groups AS (SELECT group_id FROM auth_user_groups WHERE user_id = %(user)s)
SELECT
    ARRAY(
        SELECT kind.app_label || '.' || permission.codename
        FROM auth_permission AS permission JOIN django_content_type AS kind ON kind.id = permission.content_type_id
        WHERE permission.id IN (
            SELECT permission_id FROM auth_group_permissions WHERE group_id IN (SELECT group_id FROM own_groups)
            UNION ALL
            SELECT permission_id FROM auth_user_user_permissions WHERE user_id = %(user)s)),
    ARRAY(SELECT name FROM auth_group WHERE id IN (SELECT group_id FROM own_groups))
"""
