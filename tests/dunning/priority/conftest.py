from __future__ import annotations

from tests.dunning.admin.conftest import boss, office, that_day

__all__ = ["boss", "office", "that_day"]
