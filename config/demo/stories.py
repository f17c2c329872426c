"""What each kind of customer does when our letters arrive. Pure: a letter's turn in, deeds out."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Reply:
    """An answer after so many working hours. `promised_in`: days to the day that it names (negative: ago)."""

    kind: str
    hours: int = 3
    promised_in: int = 0


@dataclass(frozen=True)
class Pay:
    """A transfer so many days later: of what the letter names, its first item, all but that, or all that is owed."""

    days: int
    what: str = "named"
    share: Decimal = Decimal(1)
    # A day later or more the bank takes it back.
    returned_after: int = 0


@dataclass(frozen=True)
class Bounce:
    """Nobody has this address (any more)."""


Deed = Reply | Pay | Bounce

# By story: what follows on the first letter, on the second, and on every later one.
STORIES: dict[str, tuple[tuple[Deed, ...], ...]] = {
    "keeps_promise": ((Reply("promise", promised_in=6), Pay(6)), (Pay(3, "all"),)),
    "breaks_promise": ((Reply("promise", promised_in=4),), (Reply("promise_again", promised_in=3), Pay(3, "all")), ()),
    "breaks_twice": (
        (Reply("promise", promised_in=3),),
        (Reply("promise_again", hours=5, promised_in=3),),
        (),
    ),
    "paid_already": ((Reply("claim", promised_in=-1), Pay(2)), (Pay(4, "all"),)),
    "claims_unseen": ((Reply("claim", promised_in=-2),), (Reply("acknowledge"),), ()),
    "disputes_quantity": ((Reply("dispute_quantity"), Pay(6, "rest")), ()),
    "disputes_price": ((Reply("dispute_price", hours=7), Pay(9, "rest")), ()),
    "wants_copy": ((Reply("document"),), (Pay(5, "all"),), ()),
    "away": ((Reply("away", hours=0, promised_in=8),), (Pay(6),), ()),
    "contact_left": ((Reply("contact_left"),), (Pay(4),), ()),
    "asks_instalments": ((Reply("instalments", hours=6),), ()),
    "asks_how_to_pay": ((Reply("how_to_pay"),), (Pay(4, "all"),), ()),
    "injects": ((Reply("injection", hours=1),), ()),
    "says_stop": ((Reply("stop", hours=1),), ()),
    "insolvent": ((Reply("insolvency", hours=8),), ()),
    "refuses": ((Reply("refusal", hours=2),), ()),
    "bounces": ((Bounce(),), (Pay(4),), ()),
    "pays_when_reminded": ((Pay(3),), (Pay(2),)),
    "short_pays": ((Pay(3, "first", share=Decimal("0.88")),), ()),
    "parent_pays": ((Pay(4),), (Pay(4),)),
    "returned": ((Pay(2, returned_after=7),), ()),
    "two_currencies": ((Reply("promise", promised_in=7), Pay(3, "first"), Pay(7, "rest")), ()),
    "old_item": ((Pay(5, "first"),), ()),
}
# Who has no story pays by habit, and now and then says that the letter arrived.
WITHOUT_STORY: tuple[tuple[Deed, ...], ...] = ((), ())


def deeds(story: str, *, turn: int) -> tuple[Deed, ...]:
    """What a customer does on our letter number `turn`, from 1; the last entry of its story repeats."""
    acts = STORIES.get(story, WITHOUT_STORY)
    return acts[min(turn, len(acts)) - 1]
