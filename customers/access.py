"""Who may see which customers: an account manager its own, everybody else what the roles allow for all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import Http404

# The sidebar asks while the settings are read, before there are models.
if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser, User

    from customers.models import Customer

CLERK, MANAGER, ACCOUNT_MANAGER = "AR clerk", "AR manager", "Account manager"
OPERATIONS, AUDITOR = "Operations", "Auditor"
ROLES = (CLERK, MANAGER, ACCOUNT_MANAGER, OPERATIONS, AUDITOR)
# Any of these sees all customers, whatever else the person is.
WIDER_ROLES = frozenset(ROLES) - {ACCOUNT_MANAGER}

# The way from a model's rows to their Customer, by label; what has none is the same for everybody who may see it.
_PATHS: dict[str, str] = {
    "customers.Customer": "pk",
    "customers.Contact": "customer",
    "customers.Invoice": "customer",
    "customers.Document": "customer",
    "customers.BankTransaction": "debtor",
    "customers.Allocation": "invoice__customer",
}

Row = TypeVar("Row", bound=Model)


def add_paths(paths: Mapping[str, str]) -> None:
    """For the apps above: where their models' rows lead to a customer. By label, so that no model is needed here."""
    _PATHS.update(paths)


def customer_path(model: type[Model]) -> str:
    """The look-up path from the model to its Customer; empty when its rows belong to none."""
    return _PATHS.get(model._meta.label, "")


def roles_of(user: User) -> frozenset[str]:
    """The groups of the person by name; one query, asked once for each object of the person."""
    kept: frozenset[str] | None = getattr(user, "_roles", None)
    if kept is None:
        kept = frozenset(user.groups.values_list("name", flat=True))
        user._roles = kept  # type: ignore[attr-defined]
    return kept


def keep_roles(user: User, names: Iterable[str]) -> None:
    """For who has asked for them already."""
    user._roles = frozenset(names)  # type: ignore[attr-defined]


def is_restricted(user: User | AnonymousUser) -> bool:
    """Whether the person sees only its own customers: in the group of account managers, and in no wider role.

    Somebody in that group whom no account manager is linked to has no customers, and sees none.
    """
    if not user.is_authenticated:
        return True
    if user.is_superuser:
        return False
    roles = roles_of(user)
    return ACCOUNT_MANAGER in roles and not roles & WIDER_ROLES


def own_customers(user: User | AnonymousUser) -> QuerySet[Customer, Any]:
    """Ids of the customers that the person looks after, those that these pay for, and children without a manager.

    Shape: `values_list("pk")`, three look-ups by index joined by UNION; for use inside another query.
    """
    customers = _customers().order_by().values_list("pk")
    if not user.is_authenticated:
        return customers.none()
    paid_for = customers.filter(debtor__account_manager__user=user)
    children = customers.filter(parent__account_manager__user=user, account_manager=None)
    return customers.filter(account_manager__user=user).union(paid_for, children)


def restrict(
    queryset: QuerySet[Row, Any], *, user: User | AnonymousUser, customer: str = "debtor"
) -> QuerySet[Row, Any]:
    """The rows that the person may see; `customer` is the look-up path to the Customer (`pk` from Customer itself).

    Unchanged for everybody but an account manager, who sees no row without a customer either.
    """
    return queryset.filter(**{f"{customer}__in": own_customers(user)}) if is_restricted(user) else queryset


def narrow(queryset: QuerySet[Row, Any], *, user: User | AnonymousUser) -> QuerySet[Row, Any]:
    """`restrict` by the model's own path; rows that belong to no customer stay."""
    path = customer_path(queryset.model)
    return restrict(queryset, user=user, customer=path) if path else queryset


def may_see(user: User | AnonymousUser, row: Model) -> bool:
    """Whether the row is of a customer that the person may see, or of none; one query for an account manager."""
    if not customer_path(type(row)) or not is_restricted(user):
        return True
    return narrow(type(row)._default_manager.filter(pk=row.pk), user=user).exists()


def require_all_customers(user: User | AnonymousUser) -> None:
    """For a page that shows rows of every customer. Raises PermissionDenied when the person sees only its own."""
    if is_restricted(user):
        raise PermissionDenied


def require_customer(user: User | AnonymousUser, customer_id: int | None) -> None:
    """Raises Http404 when the customer is not the person's to see; one query for an account manager, else none."""
    if not is_restricted(user):
        return
    if customer_id is None or not restrict(_customers().filter(pk=customer_id), user=user, customer="pk").exists():
        raise Http404


def _customers() -> QuerySet[Customer, Any]:
    return apps.get_model("customers", "Customer")._default_manager.all()
