"""What a forecast is made of."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any


@dataclass(frozen=True, eq=False)
class Items:
    """Open invoices as numpy arrays of equal length. Days as `date.toordinal()`, 0 for none; amounts in one currency.

    `expected`, `earliest` and `latest` are the score's (nan without one), four payments in five falling between the
    last two. `promised` is due on `promised_on`, and comes by then with the chance `kept`. `disputed` of the item is
    contested until about `disputed_until`. `arranged`: paid by instalments, which come apart. `gone`: of a debtor that
    is insolvent, or was handed over, from which nothing is expected.
    """

    debtor: Any
    due: Any
    open: Any
    expected: Any
    earliest: Any
    latest: Any
    promised_on: Any
    promised: Any
    kept: Any
    disputed_until: Any
    disputed: Any
    arranged: Any
    gone: Any

    def __len__(self) -> int:
        return len(self.debtor)

    def rows(self, chosen: Any) -> Items:
        return Items(*(getattr(self, field.name)[chosen] for field in fields(self)))

    def scaled(self, factor: Any) -> Items:
        """Every amount times the factor, one for each row or one for all."""
        amounts = ("open", "promised", "disputed")
        columns = {field.name: getattr(self, field.name) for field in fields(self)}
        return Items(**{name: column * factor if name in amounts else column for name, column in columns.items()})


@dataclass(frozen=True, eq=False)
class Instalments:
    """What debtors under an arrangement pay next: arrays as of `Items`."""

    debtor: Any
    due: Any
    amount: Any
