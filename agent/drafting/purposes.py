"""Why a message is written, and which parts of an account it therefore shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace


@dataclass(frozen=True)
class Layout:
    """`items`: which invoices it is about: "asked", "upcoming", "promised", "due_promise", "claimed", "disputed",
    "part_paid" or ""; they stand in the main table unless `listed` is false.

    `asks`: the message requests payment of the net total. `apart`: promised, disputed and
    upcoming items are mentioned below it. `also_asked`: what is asked for otherwise stands in a second table.
    `leads`: by tone, the wording of a sentence before the opening. `thread`: it may refer to what happened last.
    """

    items: str
    closing: str
    asks: bool = False
    apart: bool = False
    how_to_pay: bool = False
    also_asked: bool = False
    listed: bool = True
    thread: bool = False
    leads: Mapping[str, str] = field(default_factory=dict)


ASKED_FIRMLY = Layout(items="asked", closing="firm", asks=True, apart=True, how_to_pay=True)
CHASING = replace(ASKED_FIRMLY, closing="soft", thread=True, leads={"warm": "lead.warm", "strained": "lead.strained"})
CHASING_FIRMLY = replace(ASKED_FIRMLY, thread=True, leads={"warm": "lead.warm_late", "strained": "lead.strained"})

LAYOUTS: dict[str, Layout] = {
    "pre_due_courtesy": Layout(items="upcoming", closing="answer", how_to_pay=True),
    "first_reminder": replace(CHASING, leads={**CHASING.leads, "plain": "lead.plain"}),
    "follow_up": CHASING,
    "firm": CHASING_FIRMLY,
    "final": CHASING_FIRMLY,
    "claim_unseen": Layout(items="claimed", closing="thanks", also_asked=True),
    "promise_due_tomorrow": Layout(items="due_promise", closing="thanks"),
    "promise_broken": ASKED_FIRMLY,
    "ask_payment_date": Layout(items="promised", closing="thanks", also_asked=True),
    "small_balance": Layout(items="asked", closing="soft", asks=True, how_to_pay=True),
    "dispute_received": Layout(items="disputed", closing="thanks", also_asked=True, listed=False),
    "dispute_resolved": ASKED_FIRMLY,
    "document_answer": Layout(items="", closing="answer"),
    "how_to_pay_answer": Layout(items="asked", closing="answer", how_to_pay=True),
    "promise_thanks": Layout(items="", closing="thanks"),
    "payment_thanks": Layout(items="", closing="thanks"),
    "payment_rest": Layout(items="part_paid", closing="thanks", apart=True, also_asked=True),
    "right_contact": Layout(items="asked", closing="answer"),
    "inside_escalation": ASKED_FIRMLY,
}

PURPOSES: tuple[str, ...] = tuple(LAYOUTS)
