from __future__ import annotations

import numpy as np
import pytest

from agent.risk.history import NEVER, Ledger
from agent.risk.training import Training, train

TODAY = 738_000


def made_ledger(*, invoices: int = 3_000, debtors: int = 60, seed: int = 1) -> Ledger:
    """Two years of invoices up to TODAY; half of the debtors pay on time, half some 20 days late."""
    chance = np.random.default_rng(seed)
    debtor = chance.integers(1, debtors + 1, invoices)
    issued = chance.integers(TODAY - 730, TODAY, invoices)
    due = issued + 30
    closed = due + np.round(np.where(debtor % 4 < 2, -2, 20) + chance.normal(0, 4, invoices)).astype(int)
    closed = np.where(closed >= TODAY, NEVER, np.maximum(closed, issued + 1))
    amount = np.round(chance.gamma(2, 500, invoices) + 1, 2)
    return Ledger(debtor, issued, due, closed, amount, closed < NEVER)


@pytest.fixture(scope="session")
def ledger() -> Ledger:
    return made_ledger()


@pytest.fixture(scope="session")
def training(ledger: Ledger) -> Training:
    return train(ledger, until=TODAY)
