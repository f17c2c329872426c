from typing import Any

from django.apps import AppConfig
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models.signals import post_migrate


class DunningConfig(AppConfig):
    name = "dunning"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from anymail.signals import tracking

        import dunning.access
        import dunning.mail.inbound  # noqa: F401 -- connects anymail's signal
        from dunning.mail.tracking import receive_tracking

        tracking.connect(receive_tracking, dispatch_uid="dunning.tracking")
        post_migrate.connect(make_defaults, sender=self, dispatch_uid="dunning.defaults")
        post_migrate.connect(make_roles, sender=self, dispatch_uid="dunning.roles")


def make_defaults(*, using: str = DEFAULT_DB_ALIAS, plan: Any = None, **kwargs: Any) -> None:
    """After `migrate`: a fresh database starts with a standard cadence and policy."""
    from dunning.models import Segment
    from dunning.services.cases.defaults import ensure_defaults

    tables = connections[using].introspection.table_names()
    if using == DEFAULT_DB_ALIAS and Segment._meta.db_table in tables:  # not after migrating back to nothing
        ensure_defaults()


def make_roles(*, using: str = DEFAULT_DB_ALIAS, **kwargs: Any) -> None:
    """After `migrate`: the groups that people are put into, with the rights that each needs."""
    from django.contrib.auth.models import Group

    from dunning.services.upkeep.roles import ensure_roles

    if using == DEFAULT_DB_ALIAS and Group._meta.db_table in connections[using].introspection.table_names():
        ensure_roles()
