"""The message taken apart: sentences cut where one speaks of two invoices, each with its amounts and invoices."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from agent.facts import AccountFacts
from agent.reading.amounts import FoundAmount, find_amounts
from agent.reading.calendar_rules import Moment
from agent.reading.clause_words import CUT, GLUE
from agent.reading.dates import MONTH_FIRST, FoundDate, find_dates
from agent.reading.references import (
    Mention,
    default_invoices,
    find_mentions,
    in_account_order,
    mentions_by_amount,
    says_all,
    says_both,
)
from agent.reading.sentences import MAX_SENTENCES, Sentence, split_sentences
from agent.reading.trimming import Trimmed


@dataclass(frozen=True)
class Clause:
    """A piece of text about one thing. `named` are the invoices in its own words, `invoices` those it is about."""

    text: str
    paragraph: int
    answered: str
    named: tuple[str, ...]
    amounts: tuple[FoundAmount, ...]
    invoices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Context:
    """What every finder needs to know about the mail and the account."""

    account: AccountFacts
    received_on: date
    languages: tuple[str, ...]

    def dates(self, text: str, *, past: bool = False) -> list[FoundDate]:
        now = Moment(self.received_on, past=past, month_first=self.account.country.upper() in MONTH_FIRST)
        return find_dates(text, languages=self.languages, now=now)


def clauses_of(trimmed: Trimmed, *, subject: str, context: Context) -> list[Clause]:
    """All clauses in order, each with the invoices it is about."""
    clauses: list[Clause] = []
    paragraph = 0
    for part in trimmed.parts:
        for sentence in split_sentences(
            part.text, language=context.languages[0], answered=part.answered, first_paragraph=paragraph
        ):
            clauses += _clauses(sentence, context)
        paragraph = clauses[-1].paragraph + 1 if clauses else 0
    return _with_invoices(clauses[:MAX_SENTENCES], subject=subject, context=context)


def find_in(text: str, context: Context) -> tuple[list[Mention], list[FoundAmount]]:
    """Mentions of invoices (amounts that point at one included) and amounts in a text."""
    invoices = context.account.invoices
    mentions = find_mentions(text, invoices)
    taken = [(m.start, m.end) for m in mentions] + [(d.start, d.end) for d in context.dates(text)]
    balances = {i.balance for i in invoices}
    amounts = find_amounts(text, known=balances, taken=taken)
    return sorted(mentions + mentions_by_amount(amounts, invoices), key=lambda m: m.start), amounts


def _clauses(sentence: Sentence, context: Context) -> list[Clause]:
    mentions, _ = find_in(sentence.text, context)
    pieces = _cut(sentence.text, mentions)
    found = []
    for piece in pieces:
        own, amounts = find_in(piece, context)
        named = in_account_order((m.number for m in own), context.account)
        found.append(Clause(piece, sentence.paragraph, sentence.answered, named, tuple(amounts)))
    return found


def _cut(text: str, mentions: Sequence[Mention]) -> list[str]:
    """Cut between mentions of two invoices with something said in between; a mere list stays together."""
    starts = [0]
    for earlier, later in zip(mentions, mentions[1:], strict=False):
        between = text[earlier.end : later.start]
        if earlier.number == later.number or later.start <= earlier.end or GLUE.fullmatch(between):
            continue
        cuts = list(CUT.finditer(between))
        starts.append(earlier.end + cuts[-1].end() if cuts else later.start)
    pieces = [text[a:b].strip(" ,;") for a, b in zip(starts, [*starts[1:], len(text)], strict=True)]
    return [piece for piece in pieces if re.search(r"\w", piece)]


def _with_invoices(clauses: list[Clause], *, subject: str, context: Context) -> list[Clause]:
    account = context.account
    everywhere = in_account_order((n for c in clauses for n in c.named), account)
    in_subject = in_account_order((m.number for m in find_in(subject, context)[0]), account)
    settled: list[Clause] = []
    for index, clause in enumerate(clauses):
        about = _about(clause, clauses, index, everywhere, in_subject, context)
        settled.append(replace(clause, invoices=about or default_invoices(account, context.received_on)))
    return settled


def _about(
    clause: Clause,
    clauses: list[Clause],
    index: int,
    everywhere: tuple[str, ...],
    in_subject: tuple[str, ...],
    context: Context,
) -> tuple[str, ...]:
    """The clause's own invoices, else the nearest before it, the quoted ones, the message's, the subject's."""
    if clause.named:
        return clause.named
    if says_all(clause.text):
        return ()
    if says_both(clause.text):
        return next((numbers for numbers in (everywhere, in_subject) if len(numbers) == 2), ())
    before = [c for c in clauses[:index] if c.paragraph == clause.paragraph and c.named]
    if before:
        return before[-1].named
    quoted = in_account_order((m.number for m in find_in(clause.answered, context)[0]), context.account)
    if quoted:
        return quoted
    if len(everywhere) == 1:
        return everywhere
    earlier = [c for c in clauses[:index] if c.named]
    return (earlier[-1].named if earlier else ()) or in_subject
