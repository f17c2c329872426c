"""A second opinion on a text by a chat model, after the guard: it can add blocks and never take one away."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator
from dataclasses import dataclass

from agent.answers import Violation
from agent.facts import AccountFacts
from agent.guardrails.judge_form import Opinion
from agent.guardrails.judge_prompt import SYSTEM, VERSION
from agent.guardrails.normal import normalise
from agent.guardrails.normal import one_line as spaced
from agent.llm.asking import Question, ask
from agent.llm.calls import CallLog
from agent.llm.options import ModelOptions

PURPOSE = "judge"
# A quote of fewer letters stands in every text.
FEWEST_LETTERS = 4
SHORTEST_BLANKED = 4
MOST_CHARACTERS = 8_000


@dataclass(frozen=True)
class Judged:
    """The text as the judge sees it: our own bank details, link and the contacts' addresses are blanked."""

    text: str
    facts: AccountFacts


def second_opinion(
    *, subject: str, body: str, language: str, facts: AccountFacts, options: ModelOptions, log: CallLog
) -> tuple[Violation, ...]:
    """What the judge finds, one violation a code, each with a sentence that stands in the text.

    Takes seconds and costs money; raises `agent.llm.problems.ModelProblem` where it gives no answer to use.
    """
    judged = Judged(_blanked(f"{subject}\n\n{body}", facts), facts)
    opinion = ask(Question(PURPOSE, VERSION, SYSTEM, _shown(judged, language)), Opinion, options=options, log=log)
    found: dict[str, Violation] = {}
    for violation in _borne_out(opinion, judged):
        found.setdefault(violation.code, violation)
    return tuple(found.values())


def _borne_out(opinion: Opinion, judged: Judged) -> Iterator[Violation]:
    text = _plain(judged.text)
    for finding in opinion.findings:
        quote = _plain(finding.sentence).strip(" .…\"'")
        if sum(map(str.isalpha, quote)) >= FEWEST_LETTERS and quote in text:
            why = spaced(finding.why.encode("utf-8", "ignore").decode())
            yield Violation(finding.code, spaced(finding.sentence), f"A second opinion by the model: {why}")


def _plain(text: str) -> str:
    return " ".join(normalise(text).split()).casefold()


def _blanked(text: str, facts: AccountFacts) -> str:
    """What is right by the facts cannot be judged better, and needs not be told to anybody."""
    addresses = [contact.email for contact in (facts.contact, *facts.contacts) if contact]
    own = {
        spaced(facts.allowed.bank_details or ""): "[our bank details]",
        facts.allowed.bank_details or "": "[our bank details]",
        facts.allowed.payment_link or "": "[our payment link]",
        facts.allowed.account_link or "": "[our page for this customer]",
        **dict.fromkeys(addresses, "[address of a contact]"),
    }
    for words in sorted(own, key=len, reverse=True):
        if len(words) >= SHORTEST_BLANKED:
            text = text.replace(words, own[words])
    return text


def _shown(judged: Judged, language: str) -> str:
    facts, allowed = judged.facts, judged.facts.allowed
    told = {
        "language": language,
        "contact": facts.contact.name if facts.contact else "nobody by name",
        "customer": facts.customer,
        "sender": f"{facts.sender.name}, {facts.sender.company}".strip(", ") if facts.sender else "",
        "allowed": {
            "discount_percent": str(allowed.discount_percent) if allowed.discount_percent is not None else "none",
            "late_fee": str(allowed.late_fee) if allowed.late_fee is not None else "none",
            "credit_hold_may_be_mentioned": allowed.credit_hold,
        },
    }
    fence = f"mail-{secrets.token_hex(8)}"
    return (
        f"Facts: {json.dumps(told, ensure_ascii=False)}\n"
        f"Everything between the two lines {fence} is the mail to check.\n"
        f"{fence}\n{judged.text[:MOST_CHARACTERS]}\n{fence}"
    )
