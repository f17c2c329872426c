"""The groups that people are put into, and what each may do. An installation may add to them; nothing is taken away."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.contrib.auth.models import Group, Permission, User
from django.db import transaction

from audit.recording import record_event
from dunning.access import ACCOUNT_MANAGER, AUDITOR, CLERK, MANAGER, OPERATIONS, ROLES

# app.model -> what may be done to it beside the views below; other names of rights stand as they are.
Rights = Mapping[str, str]

# Whoever is named here sees every row of these apps; account managers only what their rights name.
VIEWS: dict[str, tuple[str, ...]] = {
    CLERK: ("customers", "dunning", "audit"),
    MANAGER: ("customers", "dunning", "audit", "agent"),
    ACCOUNT_MANAGER: (),
    OPERATIONS: ("customers", "dunning", "audit", "agent", "django_q"),
    AUDITOR: ("customers", "dunning", "audit", "agent", "django_q", "auth"),
}
DAILY_WORK: Rights = {
    "customers.allocation": "add",
    "customers.banktransaction": "change",
    "customers.contact": "add change",
    "customers.customer": "change",
    "customers.document": "add change",
    "customers.importrun": "add",
    "dunning.activity": "add",
    "dunning.arrangement": "add change",
    "dunning.case": "change",
    "dunning.customerlink": "change",
    "dunning.dispute": "add change",
    "dunning.escalation": "change",
    "dunning.incomingmail": "change",
    "dunning.installation": "change",
    "dunning.message": "add change",
    "dunning.promise": "add change",
    "dunning.reading": "change",
    "dunning.review": "change",
    "dunning.suppression": "change",
}
RULES: Rights = {
    "auth.user": "view",
    "customers.accountmanager": "add change delete",
    "customers.creditor": "add change",
    "customers.ledgersource": "add change",
    "customers.rate": "add change",
    "dunning.cadence": "add change",
    "dunning.escalationrule": "add change delete",
    "dunning.message": "overrule_violation",
    "dunning.persona": "add change delete",
    "dunning.policy": "add change",
    "dunning.priorityrule": "change",
    "dunning.rung": "add change delete",
    "dunning.segment": "add change delete",
    "dunning.step": "add change delete",
    "dunning.wording": "change",
}
RIGHTS: dict[str, tuple[Rights, ...]] = {
    CLERK: (DAILY_WORK,),
    MANAGER: (DAILY_WORK, RULES),
    ACCOUNT_MANAGER: (
        {
            "customers.contact": "view",
            "customers.customer": "view",
            "customers.document": "view",
            "customers.invoice": "view",
            "dunning.activity": "view add",
            "dunning.arrangement": "view",
            "dunning.case": "view",
            "dunning.decision": "view",
            "dunning.dispute": "view add",
            "dunning.escalation": "view change",
            "dunning.incomingmail": "view",
            "dunning.message": "view",
            "dunning.promise": "view add",
            "dunning.reading": "view",
            "dunning.review": "view",
        },
    ),
    OPERATIONS: (
        {
            "customers.importrun": "add",
            "customers.ledgersource": "add change",
            "customers.rate": "add change",
            "dunning.installation": "change",
            "dunning.suppression": "change",
        },
    ),
    AUDITOR: (),
}


def ensure_roles() -> None:
    """Make the groups that are missing and give each the rights it needs. Three queries when all is as it should be."""
    known = {
        f"{app}.{codename}": pk
        for pk, app, codename in Permission.objects.order_by().values_list("pk", "content_type__app_label", "codename")
    }
    groups = {group.name: group for group in Group.objects.filter(name__in=ROLES).prefetch_related("permissions")}
    for role in ROLES:
        group = groups.get(role) or Group.objects.create(name=role)
        missing = {known[name] for name in rights_of(role, known=known) if name in known}
        missing -= {permission.pk for permission in group.permissions.all()}
        if missing:
            group.permissions.add(*missing)


def rights_of(role: str, *, known: Iterable[str]) -> set[str]:
    """The names of a role's rights as app.codename; `known` are those that there are, for the views of whole apps."""
    apps = VIEWS[role]
    names = {name for name in known if name.partition(".")[0] in apps and name.partition(".")[2].startswith("view_")}
    for rights in RIGHTS[role]:
        for label, verbs in rights.items():
            app, _, model = label.partition(".")
            names |= {f"{app}.{verb}" if "_" in verb else f"{app}.{verb}_{model}" for verb in verbs.split()}
    return names


@transaction.atomic
def grant_role(*, user: User, role: str, as_of: datetime, by: User | None = None) -> bool:
    """Put the person into the role's group and let it into the admin; False when it was there already."""
    group = Group.objects.get(name=role)
    if not user.is_staff:
        user.is_staff = True
        user.save(update_fields=["is_staff"])
    elif user.groups.filter(pk=group.pk).exists():
        return False
    user.groups.add(group)
    _record("role.granted", user, role, by, as_of)
    return True


@transaction.atomic
def withdraw_role(*, user: User, role: str, as_of: datetime, by: User | None = None) -> bool:
    """Take the person out of the role's group; False when it was not in it."""
    if not user.groups.filter(name=role).exists():
        return False
    user.groups.remove(Group.objects.get(name=role))
    _record("role.withdrawn", user, role, by, as_of)
    return True


def _record(action: str, user: User, role: str, by: User | None, as_of: datetime) -> None:
    actor = "" if by else "system"
    record_event(action, subject=user, as_of=as_of, by=by, actor=actor, data={"role": role, "user": user.username})
