"""What a customer writes is data: signs that a text speaks to the machine, of our bank details, or against itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from agent.answers import DisputeAnswer, PaymentAnswer, PromiseAnswer
from agent.facts import ReceivedMail
from agent.reading.cleaning import plain_text
from agent.reading.intents import Judged
from agent.reading.labels import HUMAN_INTENTS, INJECTION, OUR_BANK_CHANGE
from agent.reading.safety_bank import names_an_account, speaks_of_our_bank_change, speaks_of_own_bank
from agent.reading.safety_contradictions import contradictions
from agent.reading.safety_injection import hints_at_machine, is_injection
from agent.reading.safety_markup import comments_in_plain_text, hidden_text
from agent.reading.safety_own_words import without_disclosure
from agent.reading.sentences import MAX_SENTENCES
from agent.reading.trimming import Trimmed

INSTRUCTS_READER = "The text tries to instruct the reader."
OUR_BANK_DETAILS = "The message speaks of a change of our bank details."
# What people must decide is called for before it is likely: a floor errs on the safe side.
_MAY_SAY = 0.3
# The trained heads alone call every second benign text about rules and systems an injection, so they only confirm.
_CONFIRMS_INJECTION = 0.5
# Set on replies held out, of which only seven speak of a change, and on a few dozen sentences: with 0.95 alone and 0.9
# beside a named account four of fifteen changes told in passing were missed, and a miss costs more than a look.
# What only the rules see must not be out of the question for the head.
_SURE_OF_BANK_CHANGE = 0.7
_RULES_OUT_BANK_CHANGE = 0.1
_CONFIRMS_BANK_CHANGE = 0.4
# Set by mail servers and programs, whatever the sender writes; seen by nobody and read by nothing here.
_TECHNICAL = re.compile(
    r"received|x-ms-|x-google|x-gm-|arc-|dkim|authentication|message-id|in-reply-to|references|content-|mime|list-"
    r"|return-path|auto-submitted|x-auto|precedence|date|x-mailer|user-agent|feedback-id|x-spam|x-originating",
    re.I,
)
_MOST_HEADERS = 30
_MOST_IN_HEADER = 1_000


def human_reasons(
    judged: Sequence[Judged],
    trimmed: Trimmed,
    *,
    intents: Sequence[str],
    promises: Sequence[PromiseAnswer],
    payments: Sequence[PaymentAnswer],
    disputes: Sequence[DisputeAnswer] = (),
    mail: ReceivedMail | None = None,
) -> tuple[str, ...]:
    """Why a person must look, each in words; empty if the agent may act.

    `mail` as received: without it subject, names, headers, quoted history and hidden markup go unchecked.
    """
    reasons = [f"The message says: {intent.replace('_', ' ')}." for intent in intents if intent in HUMAN_INTENTS]
    # What was settled away as an echo still calls a person: a floor errs on the safe side.
    faint = {i for one in judged for i in HUMAN_INTENTS if one.chances[i] >= _MAY_SAY or one.does(i)} - set(intents)
    reasons += [f"The message may say: {intent.replace('_', ' ')}." for intent in sorted(faint)]
    if _instructs_reader(judged, trimmed, mail):
        reasons.append(INSTRUCTS_READER)
    if _bank_change(judged, trimmed, mail):
        reasons.append(OUR_BANK_DETAILS)
    return (
        *reasons,
        *contradictions(intents=intents, promises=promises, payments=payments, disputes=disputes),
    )


def speaks_to_machine(text: str) -> bool:
    """Words addressed to a program, or characters and comments that no mail program shows."""
    text = without_disclosure(text)
    if is_injection(text) or comments_in_plain_text(text):
        return True
    hidden = hidden_text(text)
    return bool(hidden) and (hints_at_machine(hidden) or is_injection(hidden))


def _instructs_reader(judged: Sequence[Judged], trimmed: Trimmed, mail: ReceivedMail | None) -> bool:
    if speaks_to_machine(mail.body if mail else f"{trimmed.text}\n{trimmed.rest}"):
        return True
    if mail and any(is_injection(text) for text in _around(mail)):
        return True
    return any(one.chances[INJECTION] >= _CONFIRMS_INJECTION and hints_at_machine(one.clause.text) for one in judged)


def _around(mail: ReceivedMail) -> Iterator[str]:
    """What came along with the body: subject, names, spoken headers, and quoted lines without their marks."""
    yield mail.subject[:_MOST_IN_HEADER]
    yield mail.from_name[:_MOST_IN_HEADER]
    for name, value in list(mail.headers.items())[:_MOST_HEADERS]:
        if not _TECHNICAL.match(name) and re.search(r"\w\s+\w", value):
            yield value[:_MOST_IN_HEADER]
    unmarked = re.sub(r"^[ \t>|]+", "", without_disclosure(plain_text(mail.body)), flags=re.M)
    if unmarked != mail.body:
        yield unmarked


def _bank_change(judged: Sequence[Judged], trimmed: Trimmed, mail: ReceivedMail | None) -> bool:
    """By the rules unless the head rules it out, or by the head where it is sure or an account is named at all."""
    if mail and speaks_of_our_bank_change(mail.subject[:_MOST_IN_HEADER]):
        return True
    # The head sees the first sentences only.
    all_seen = 0 < len(judged) < MAX_SENTENCES
    ruled_out = all_seen and max(one.chances[OUR_BANK_CHANGE] for one in judged) < _RULES_OUT_BANK_CHANGE
    if not ruled_out and speaks_of_our_bank_change(trimmed.text):
        return True
    return any(
        one.chances[OUR_BANK_CHANGE] >= _least_chance(one.clause.text) and not speaks_of_own_bank(one.clause.text)
        for one in judged
    )


def _least_chance(text: str) -> float:
    return _CONFIRMS_BANK_CHANGE if names_an_account(text) else _SURE_OF_BANK_CHANGE
