"""Statements without a figure that still need a fact: fees, credit holds, money received, promises made."""

from __future__ import annotations

from collections.abc import Iterator

from agent.answers import Violation
from agent.guardrails.examined import Examined
from agent.guardrails.lexicon import said


def check_unsupported(examined: Examined) -> Iterator[Violation]:
    facts = examined.facts
    part_paid = any(invoice.amount is not None and invoice.balance < invoice.amount for invoice in facts.invoices)
    supported = {
        "fee_claim": facts.allowed.late_fee is not None,
        "credit_hold": facts.allowed.credit_hold,
        "money_received": bool(facts.payments) or part_paid,
        "promise_claim": bool(facts.promises or facts.quotes),
    }
    reasons = {
        "fee_claim": "No fee or interest is allowed.",
        "credit_hold": "A credit hold is not allowed to be announced.",
        "money_received": "The facts hold no payment.",
        "promise_claim": "The facts hold no promise.",
    }
    for topic, has_support in supported.items():
        match = None if has_support else said(topic, examined.language, examined.text)
        if match:
            yield examined.violation("wrong_fact", match.start(), reasons[topic])
