from __future__ import annotations

import pytest

from dunning import reader
from tests.scenarios.world import World


@pytest.fixture
def world(db: None, monkeypatch: pytest.MonkeyPatch) -> World:
    """A new world; what its mails mean is what the scenario says."""
    made = World()
    monkeypatch.setattr(reader, "read", made.read)
    return made
