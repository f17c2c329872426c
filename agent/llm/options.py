"""Which model is asked, and how long, how often and how much; from the settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

# US dollars for a million tokens, read and written.
Price = tuple[Decimal, Decimal]
MILLION = 1_000_000


@dataclass(frozen=True)
class ModelOptions:
    """`name` as provider:model. `seconds` bounds one answer, however slowly it drips; `tries` counts all of them.

    `daily_tokens` bounds what a UTC day may use, read and written together; 0 means without end.
    """

    name: str
    seconds: float = 30.0
    tries: int = 3
    daily_tokens: int = 2_000_000
    answer_tokens: int = 1_500
    # Before another try; each later pause is twice as long, and a provider's Retry-After counts up to the longest.
    pause_seconds: float = 1.0
    longest_pause_seconds: float = 15.0
    prices: Mapping[str, Price] = field(default_factory=dict)

    @property
    def provider(self) -> str:
        return self.name.partition(":")[0]

    @property
    def model(self) -> str:
        return self.name.partition(":")[2]

    def cost(self, *, tokens_in: int, tokens_out: int) -> Decimal | None:
        """US dollars; None for a model without a price."""
        price = self.prices.get(self.name)
        if price is None:
            return None
        return ((price[0] * tokens_in + price[1] * tokens_out) / MILLION).quantize(Decimal("0.000001"))


def configured() -> ModelOptions | None:
    """The installation's model, None without one."""
    from django.conf import settings

    if not settings.AGENT_MODEL:
        return None
    return ModelOptions(
        name=settings.AGENT_MODEL,
        seconds=settings.AGENT_MODEL_SECONDS,
        tries=settings.AGENT_MODEL_TRIES,
        daily_tokens=settings.AGENT_DAILY_TOKENS,
        prices=settings.AGENT_MODEL_PRICES,
    )
