from __future__ import annotations

from tests.agent.llm.conftest import model

__all__ = ["model"]
