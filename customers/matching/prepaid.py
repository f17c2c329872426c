"""An explanation by words: money ahead of any invoice, from a payer who is known."""

from __future__ import annotations

import re
from collections.abc import Iterator

from customers.matching.explanation import Explanation
from customers.matching.scene import Scene
from customers.matching.weights import KNOWN_PAYER, PREPAID

AHEAD_OF_INVOICE = re.compile(
    r"\b(?:PRE-?PAYMENT|PREPAID|ADVANCE|DEPOSIT|RETAINER|ON ACCOUNT|DOWN ?PAYMENT|VORAUSZAHLUNG|VORKASSE|ANZAHLUNG"
    r"|AKONTO|A KONTO|A CONTO|ABSCHLAGS?ZAHLUNG|ACOMPTE|AVANCE|ANTICIPO|ACCONTO|A CUENTA|ADIANTAMENTO|AANBETALING"
    r"|VOORUITBETALING"
    r"|VOORSCHOT|FORSKOTT|FORSKUD|FORSKUDD|ENNAKKO[A-Z]*|ZALICZKA|ZALOHA|ELOLEG|AVANS|EN COMPTE)\b"
)


def prepaid(scene: Scene) -> Iterator[Explanation]:
    """All of it on the account of the one debtor that pays; none where the text names anything."""
    if scene.mentions or scene.closed or not AHEAD_OF_INVOICE.search(scene.text.plain):
        return
    best = scene.best_payer
    debtors = {
        scene.directory.parties[pk].debtor_id
        for pk, each in scene.payers.items()
        if each.bits >= max(best - 2, KNOWN_PAYER)
    }
    if len(debtors) != 1:
        return
    payer = max(scene.payers.values(), key=lambda each: each.bits)
    why = "It is paid ahead of an invoice, by its words."
    reasons = (why, f"{payer.why[:1].upper()}{payer.why[1:]}.")
    yield Explanation((), PREPAID + best, "prepaid", reasons, scene.payment.amount, debtors.pop())
