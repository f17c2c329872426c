"""What a careful person could tell from the files alone: the rows that a payment gets, or none.

The intent is known here, so this is not a search but a cross-examination: could what is written mean something else?
"The files alone" includes the bank file up to the payment: an account that an earlier payment showed beyond doubt (see
learning.py) may identify its payer.
"""

from __future__ import annotations

from evals.cash_application.cited_rulings import rule_cited
from evals.cash_application.intents import Intent
from evals.cash_application.known_payers import known_payers
from evals.cash_application.rulings import CLEAR, GREY, Ruling
from evals.cash_application.showing import Shown
from evals.cash_application.silent_rulings import rule_silent
from evals.cash_application.world import World


def rule(world: World, intent: Intent, shown: Shown) -> Ruling:
    if intent.arithmetic == "given":
        return CLEAR
    known = known_payers(world, intent, shown)
    if intent.arithmetic == "none":
        return _nothing_helps(world, intent, known)
    if intent.style == "cites_paid_equal_open":
        return CLEAR
    if intent.arithmetic in ("unique", "balance", "month"):
        return rule_silent(world, intent, known)
    return rule_cited(world, intent, shown, known)


def _nothing_helps(world: World, intent: Intent, known: set[str]) -> Ruling:
    """Made to be undecidable; a payer that could be somebody else too would have the wrong reason."""
    if intent.style == "unknown_payer" and known:
        return GREY
    return CLEAR
