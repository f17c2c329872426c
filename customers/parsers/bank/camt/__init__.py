"""ISO 20022 messages from bank to customer: camt.052, camt.053, camt.054."""

from customers.parsers.bank.camt.messages import read_camt

__all__ = ["read_camt"]
