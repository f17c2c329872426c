"""Whom a payer can be taken for: by the customer file, by what the file showed before, by whom the text names."""

from __future__ import annotations

from evals.cash_application.intents import Intent
from evals.cash_application.showing import Shown
from evals.cash_application.world import World


def known_payers(world: World, intent: Intent, shown: Shown) -> set[str]:
    """Customers that it may be, empty when nobody could tell."""
    listed = world.directory.listed(shown.payer_account)
    named = world.directory.named(shown.payer_name)
    known = (listed & named) or _relatives(world, listed, named) or listed or named
    if listed:
        return known
    return _by_learning(world, intent, shown, known) or known or _named_in_text(world, intent)


def _relatives(world: World, listed: set[str], named: set[str]) -> set[str]:
    """Families share accounts, so the name says which of them pays; a stranger's name says nothing against one."""
    heads = {world.kin.top(key) for key in listed}
    return {key for key in named if world.kin.top(key) in heads}


def _by_learning(world: World, intent: Intent, shown: Shown, known: set[str]) -> set[str]:
    """Of the customers of that name those that the account belongs to; without a name the family."""
    head = world.learned.head(shown.payer_account)
    if head is None:
        return set()
    if known:
        return {key for key in known if world.kin.top(key) == head}
    assert intent.debtor
    # An account that pays for others now, by a number, says nothing about them.
    return set(world.kin.below(head)) if world.kin.top(intent.debtor.customer_id) == head else set()


def _named_in_text(world: World, intent: Intent) -> set[str]:
    """Somebody pays on behalf of a customer whose name stands there."""
    if intent.debtor and intent.debtor.name in intent.body:
        return world.directory.named(intent.debtor.name)
    return set()
