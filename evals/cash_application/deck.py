"""The order in which styles come up: cards of a shuffled deck, so that every ledger has about the same mix."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from random import Random

# The rarest style weighs 0.1.
CARDS_PER_WEIGHT = 20


class StyleDeck:
    def __init__(self, rng: Random, weights: Mapping[str, float]) -> None:
        self.rng = rng
        self.cards = Counter({style: max(1, round(weight * CARDS_PER_WEIGHT)) for style, weight in weights.items()})
        self.pile: list[str] = []
        self.missed: Counter[str] = Counter()

    def draw(self) -> str:
        if not self.pile:
            self.pile = list((self.cards + self.missed).elements())
            self.missed.clear()
            self.rng.shuffle(self.pile)
        return self.pile.pop()

    def miss(self, style: str) -> None:
        """No such payment could be made today: the card comes up again, but not without end."""
        self.missed[style] = min(self.missed[style] + 1, self.cards[style])
