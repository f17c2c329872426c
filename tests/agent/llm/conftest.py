"""A model of this machine that says what the test tells it to."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.agent.llm.stub_server import StubModel, serving


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch) -> Iterator[StubModel]:
    stub = StubModel()
    with serving(stub) as address:
        monkeypatch.setenv("OPENAI_BASE_URL", address)
        monkeypatch.setenv("OPENAI_API_KEY", "none")
        for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"):
            monkeypatch.delenv(name, raising=False)
        yield stub
