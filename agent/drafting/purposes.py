"""Why a message is written, and which parts of an account it therefore shows."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Layout:
    """`items`: which invoices stand in the main table: "asked", "upcoming", "promised", "claimed", "part_paid" or "".

    `asks`: the message requests payment of the net total. `apart`: promised, disputed and
    upcoming items are mentioned below it. `also_asked`: what is asked for otherwise stands in a second table.
    """

    items: str
    closing: str
    asks: bool = False
    apart: bool = False
    how_to_pay: bool = False
    also_asked: bool = False


CHASING = Layout(items="asked", closing="soft", asks=True, apart=True, how_to_pay=True)
CHASING_FIRMLY = Layout(items="asked", closing="firm", asks=True, apart=True, how_to_pay=True)

LAYOUTS: dict[str, Layout] = {
    "pre_due_courtesy": Layout(items="upcoming", closing="answer", how_to_pay=True),
    "first_reminder": CHASING,
    "follow_up": CHASING,
    "firm": CHASING_FIRMLY,
    "final": CHASING_FIRMLY,
    "claim_unseen": Layout(items="claimed", closing="thanks", also_asked=True),
    "promise_broken": CHASING_FIRMLY,
    "ask_payment_date": Layout(items="promised", closing="thanks", also_asked=True),
    "small_balance": Layout(items="asked", closing="soft", asks=True, how_to_pay=True),
    "dispute_resolved": Layout(items="asked", closing="firm", asks=True, apart=True, how_to_pay=True),
    "document_answer": Layout(items="", closing="answer"),
    "how_to_pay_answer": Layout(items="asked", closing="answer", how_to_pay=True),
    "promise_thanks": Layout(items="", closing="thanks"),
    "payment_thanks": Layout(items="", closing="thanks"),
    "payment_rest": Layout(items="part_paid", closing="thanks", apart=True, also_asked=True),
    "right_contact": Layout(items="asked", closing="answer"),
}

PURPOSES: tuple[str, ...] = tuple(LAYOUTS)
