"""Statements without a figure that still need a fact: fees, credit holds, money received, promises made."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from agent.answers import Violation
from agent.facts import AccountFacts
from agent.guardrails.examined import Examined
from agent.guardrails.lexicon import said
from agent.guardrails.negation_words import NEGATION
from agent.guardrails.paid_invoices import check_paid_invoice

DENIABLE = ("fee_claim", "money_received")
DAY = re.compile(r"(?<![\d.,])\d{1,2}(?![\d,]|\.\d{3})")
PART_END = re.compile(r"[,;:،、，；：]\s*")
REASONS = {
    "fee_claim": "No fee or interest is allowed.",
    "credit_hold": "A credit hold is not allowed to be announced.",
    "money_received": "The facts hold no payment.",
    "promise_claim": "The facts hold no promise.",
}


def check_unsupported(examined: Examined) -> Iterator[Violation]:
    unsupported = unsupported_topics(examined.facts)
    for start, sentence in examined.shapes:
        for topic in _stated(examined.language, sentence):
            if topic == "promise_claim" and _is_contract(examined, sentence):
                continue
            if topic == "money_received" and is_of_promise(examined, start):
                continue
            if topic in DENIABLE and _is_denied(topic, examined.language, sentence):
                # "No interest has been charged so far", "your payment of 500 has not arrived".
                continue
            if said(f"not_{topic}", examined.language, sentence):
                continue
            if topic in unsupported:
                yield examined.violation("wrong_fact", start, unsupported[topic])
            elif topic == "money_received":
                yield from check_paid_invoice(examined, start)


def _is_contract(examined: Examined, sentence: str) -> bool:
    """ "As agreed, a late fee is added", "the promised 2 %": what we said is meant, and no promise of theirs."""
    discount = examined.facts.allowed.discount_percent is not None and "%" in sentence
    return discount or said("fee", examined.language, sentence)


def is_of_promise(examined: Examined, start: int) -> bool:
    """ "Thank you for the transfer of 10 December": the day or the sum of a promise that is still to come."""
    begin, end = examined.sentence_span(start)
    text, today = examined.text[begin:end], examined.facts.today
    ahead = [p for p in examined.facts.promises if p.outcome == "open" and p.date and (not today or p.date >= today)]
    days = {int(number) for number in DAY.findall(text)}
    sums = {value for at, values in examined.amounts if begin <= at < end for value in values}
    return any(p.date and p.date.day in days or p.amount in sums for p in ahead)


def _is_denied(topic: str, language: str, sentence: str) -> bool:
    """Whether each part of the sentence that says it says no, too; a fee with a figure is no denial."""
    saying = [part for part in PART_END.split(sentence) if said(topic, language, part)] or [sentence]
    if topic == "fee_claim" and any("0" in part for part in saying):
        return False
    return all(NEGATION.search(part) for part in saying)


def unsupported_topics(facts: AccountFacts) -> dict[str, str]:
    """What the facts do not support, and the reason that is given for it."""
    return {topic: reason for topic, reason in REASONS.items() if not _is_supported(topic, facts)}


@lru_cache(maxsize=16384)
def _stated(language: str, sentence: str) -> tuple[str, ...]:
    if sentence.lstrip().startswith("["):
        # An instruction that leaked: blocked as a placeholder, it states nothing.
        return ()
    return tuple(topic for topic in REASONS if said(topic, language, sentence))


def _is_supported(topic: str, facts: AccountFacts) -> bool:
    if topic == "fee_claim":
        return facts.allowed.late_fee is not None
    if topic == "credit_hold":
        return facts.allowed.credit_hold
    if topic == "money_received":
        # A kept promise is money, too, when its booking is no longer among the newest.
        kept = any(promise.outcome == "kept" for promise in facts.promises)
        in_part = any(i.amount is not None and i.balance < i.amount for i in facts.invoices)
        return kept or in_part or bool(facts.payments)
    return bool(facts.promises or facts.quotes)
