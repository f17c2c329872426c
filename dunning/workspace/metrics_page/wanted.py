"""Which figures somebody wants to see: from the address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

SPANS = (30, 90, 365)


@dataclass(frozen=True)
class Wanted:
    """`currency` "": all converted into the creditor's; `creditor` None: the first."""

    creditor: int | None = None
    currency: str = ""
    days: int = 90

    @classmethod
    def of(cls, query: Mapping[str, Any]) -> Wanted:
        """What makes no sense is left out."""
        creditor, currency, days = (str(query.get(name, "")) for name in ("creditor", "currency", "days"))
        return cls(
            creditor=int(creditor) if creditor.isascii() and creditor.isdigit() and len(creditor) < 18 else None,
            currency=currency if len(currency) == 3 and currency.isascii() and currency.isupper() else "",
            days=int(days) if days in map(str, SPANS) else 90,
        )

    def address(self, **changed: Any) -> str:
        one = replace(self, **changed)
        given = {"creditor": one.creditor, "currency": one.currency, "days": one.days if one.days != 90 else ""}
        return "?" + urlencode({name: value for name, value in given.items() if value})
