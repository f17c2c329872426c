"""Who may see which customers, for everything that shows or changes rows of one; see `customers.access`."""

from customers.access import (
    ACCOUNT_MANAGER,
    AUDITOR,
    CLERK,
    MANAGER,
    OPERATIONS,
    ROLES,
    WIDER_ROLES,
    is_restricted,
    own_customers,
    require_customer,
    restrict,
    roles_of,
)

__all__ = [
    "ACCOUNT_MANAGER",
    "AUDITOR",
    "CLERK",
    "MANAGER",
    "OPERATIONS",
    "ROLES",
    "WIDER_ROLES",
    "is_restricted",
    "own_customers",
    "require_customer",
    "restrict",
    "roles_of",
]
