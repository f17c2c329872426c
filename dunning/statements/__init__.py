"""Statements of account as PDF: what is open on a day, in the customer's language and script."""

from dunning.statements.content import Statement, statement_of
from dunning.statements.rendering import as_pdf

__all__ = ["Statement", "as_pdf", "statement_of"]
