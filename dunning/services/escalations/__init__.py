"""Bringing in the account manager."""
