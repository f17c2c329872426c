"""A clerk at the first page, on the day that all rows of the factories hang on."""

from __future__ import annotations

from tests.dunning.admin.conftest import boss, office, that_day

__all__ = ["boss", "office", "that_day"]
