"""Disputes, from the first word to the credit note."""
