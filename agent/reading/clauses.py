"""The message taken apart: sentences cut where one speaks of two invoices, each with its amounts and invoices."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from agent.facts import AccountFacts
from agent.reading.amounts import FoundAmount, find_amounts
from agent.reading.calendar_rules import Moment
from agent.reading.cuts import cut
from agent.reading.dates import MONTH_FIRST, FoundDate, find_dates
from agent.reading.detail_words import same_days
from agent.reading.invoice_dates import dated_invoices
from agent.reading.parts import complements, part_cuts, sums_of
from agent.reading.pointers import Pointer, find_pointers, placed_invoice
from agent.reading.references import Mention, find_mentions, in_account_order, mentions_by_amount
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
    mentions: tuple[Mention, ...] = ()
    pointers: tuple[Pointer, ...] = ()


@dataclass(frozen=True)
class Context:
    """What every finder needs to know about the mail and the account."""

    account: AccountFacts
    received_on: date
    languages: tuple[str, ...]

    def dates(self, text: str, *, past: bool = False) -> list[FoundDate]:
        month_first = self.account.country.upper() in MONTH_FIRST
        return list(_dates(text, self.languages, self.received_on, past, month_first))


@lru_cache(maxsize=1024)
def _dates(
    text: str, languages: tuple[str, ...], received_on: date, past: bool, month_first: bool
) -> tuple[FoundDate, ...]:
    """A clause is asked for its dates by several finders."""
    return tuple(find_dates(text, languages=languages, now=Moment(received_on, past=past, month_first=month_first)))


def clauses_of(trimmed: Trimmed, *, subject: str, context: Context) -> list[Clause]:
    """All clauses in order, each with the invoices it is about."""
    from agent.reading.clause_invoices import with_invoices

    clauses: list[Clause] = []
    paragraph = 0
    for part in trimmed.parts:
        for sentence in split_sentences(
            part.text, language=context.languages[0], answered=part.answered, first_paragraph=paragraph
        ):
            clauses += _clauses(sentence, context)
        paragraph = clauses[-1].paragraph + 1 if clauses else 0
    return with_invoices(clauses[:MAX_SENTENCES], subject=subject, context=context)


def _parts(text: str, context: Context) -> list[str]:
    if sum(character.isdigit() for character in text) < 2:
        return [text]
    _, amounts, _ = _found_in(text, context)
    balances = sums_of(context.account.invoices)
    cuts = part_cuts(text, amounts=amounts, dates=context.dates(text), wholes=balances, languages=context.languages)
    starts = [0, *cuts]
    pieces = [text[a:b].strip(" ,;、،，") for a, b in zip(starts, [*starts[1:], len(text)], strict=True)]
    return [piece for piece in pieces if re.search(r"\w", piece)]


def find_in(text: str, context: Context) -> tuple[list[Mention], list[FoundAmount]]:
    """Mentions of invoices (by number, date, place in the order or amount) and amounts in a text."""
    mentions, amounts, _ = _found_in(text, context)
    return mentions, amounts


def _found_in(text: str, context: Context) -> tuple[list[Mention], list[FoundAmount], list[Pointer]]:
    invoices = context.account.invoices
    mentions = find_mentions(text, invoices)
    dates = context.dates(text, past=True)
    taken = [(m.start, m.end) for m in mentions]
    known = {i.balance for i in invoices} | complements(text, invoices)
    amounts = find_amounts(text, known=known, taken=taken + [(d.start, d.end) for d in dates])
    mentions += mentions_by_amount(amounts, invoices)
    pointers = find_pointers(text, context.languages) if len(invoices) > 1 else []
    if len(invoices) > 1 and not mentions:
        dated = dated_invoices(text, dates, invoices, languages=context.languages)
        mentions += [Mention(*place) for place in dated]
        placed = [(p, placed_invoice(p.kind, invoices)) for p in pointers]
        mentions += [Mention(p.start, p.end, n) for p, n in placed if n and not mentions]
    return sorted(mentions, key=lambda m: (m.start, m.end)), amounts, pointers


def _clauses(sentence: Sentence, context: Context) -> list[Clause]:
    mentions, amounts, pointers = _found_in(sentence.text, context)
    dates = context.dates(sentence.text)
    dates += [FoundDate(start, end, None) for start, end in same_days(sentence.text)] if dates else []
    by_invoice = cut(sentence.text, mentions=mentions, amounts=amounts, pointers=pointers, dates=dates)
    pieces = [part for piece in by_invoice for part in _parts(piece, context)]
    found = []
    for piece in pieces:
        own = (mentions, amounts, pointers) if len(pieces) == 1 else _found_in(piece, context)
        if len(pieces) == 1 and piece != sentence.text:
            own = _found_in(piece, context)
        named = in_account_order((m.number for m in own[0]), context.account)
        found.append(
            Clause(
                text=piece,
                paragraph=sentence.paragraph,
                answered=sentence.answered,
                named=named,
                amounts=tuple(own[1]),
                mentions=tuple(own[0]),
                pointers=tuple(own[2]),
            )
        )
    return found
