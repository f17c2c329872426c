"""Who may see which customers, for everything that shows or changes rows of one; see `customers.access`."""

from customers.access import (
    ACCOUNT_MANAGER,
    AUDITOR,
    CLERK,
    MANAGER,
    OPERATIONS,
    ROLES,
    WIDER_ROLES,
    add_paths,
    customer_path,
    is_restricted,
    may_see,
    narrow,
    own_customers,
    require_all_customers,
    require_customer,
    restrict,
    roles_of,
)

add_paths(
    {
        "audit.AuditEvent": "debtor_id",
        "dunning.Activity": "case__debtor",
        "dunning.Arrangement": "debtor",
        "dunning.Case": "debtor",
        "dunning.CustomerLink": "debtor",
        "dunning.Decision": "case__debtor",
        "dunning.Dispute": "debtor",
        "dunning.Escalation": "debtor",
        "dunning.IncomingMail": "debtor",
        "dunning.Message": "debtor",
        "dunning.Promise": "debtor",
        "dunning.Reading": "mail__debtor",
        "dunning.Review": "case__debtor",
    }
)

__all__ = [
    "ACCOUNT_MANAGER",
    "AUDITOR",
    "CLERK",
    "MANAGER",
    "OPERATIONS",
    "ROLES",
    "WIDER_ROLES",
    "customer_path",
    "is_restricted",
    "may_see",
    "narrow",
    "own_customers",
    "require_all_customers",
    "require_customer",
    "restrict",
    "roles_of",
]
