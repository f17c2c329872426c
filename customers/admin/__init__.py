"""The ledger's pages. Each module registers one model."""

from customers.admin import (
    account_manager,
    allocation,
    bank,
    contact,
    creditor,
    customer,
    document,
    importing,
    invoice,
    rate,
    source,
)

__all__ = [
    "account_manager",
    "allocation",
    "bank",
    "contact",
    "creditor",
    "customer",
    "document",
    "importing",
    "invoice",
    "rate",
    "source",
]
