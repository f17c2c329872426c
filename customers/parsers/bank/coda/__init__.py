"""CODA, the coded statement of account of Belgian banks (Febelfin, version 2)."""

from customers.parsers.bank.coda.files import read_coda

__all__ = ["read_coda"]
