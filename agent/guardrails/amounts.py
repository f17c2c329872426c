"""Amounts of money in a text against those of the facts: value, currency, and which invoice they stand beside."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from agent.answers import Violation
from agent.guardrails.clock_words import TIME
from agent.guardrails.currency_words import mark_after, mark_before
from agent.guardrails.examined import Examined
from agent.guardrails.lexicon import said
from agent.guardrails.numerals import NUMBER_REST, readings

NUMERAL = re.compile(rf"[0-9](?:(?<![\w][0-9])(?<![0-9][.,][0-9])|(?<=[A-Za-z][0-9])){NUMBER_REST}")
# Without a currency mark, as in a column of a table: two decimals make it money.
UNMARKED = re.compile(
    r"[0-9](?<![\w/-][0-9])(?<![0-9][.,][0-9])(?:[0-9]{0,2}(?:[ '.,][0-9]{2,3})+|[0-9]*)[.,][0-9]{2}(?![\w/]|[.,][0-9])"
)
# "12.8万円", "1.18 lakh".
MULTIPLIERS = {
    **dict.fromkeys(("万", "萬", "만"), 10_000),
    **dict.fromkeys(("億", "亿", "억"), 100_000_000),
    **dict.fromkeys(("千", "천"), 1_000),
    **dict.fromkeys(("百万", "백만"), 1_000_000),
    **dict.fromkeys(("千万", "천만"), 10_000_000),
    **dict.fromkeys(("lakh", "lakhs", "लाख"), 100_000),
    **dict.fromkeys(("crore", "करोड़"), 10_000_000),
}
# The hundredths behind an amount in words: "osiem złotych 80/100".
HUNDREDTHS = re.compile(r"[0-9](?<![\w.,/][0-9])[0-9]?/100(?![\w/])")
MULTIPLIER = re.compile(rf" ?({'|'.join(sorted(MULTIPLIERS, key=len, reverse=True))})(?![a-z])", re.IGNORECASE)


@dataclass(frozen=True)
class FoundAmount:
    start: int
    end: int
    values: tuple[Decimal, ...]
    currencies: frozenset[str]


def check_amounts(examined: Examined) -> Iterator[Violation]:
    found = _find(examined)
    examined.amounts = [(amount.start, amount.values) for amount in found]
    for amount in found:
        if not _is_supported(examined, amount):
            text = examined.text[amount.start : amount.end]
            # An amount to take off is an offer, not a figure gone wrong.
            code = "unauthorised_offer" if _is_offer(examined, examined.sentence(amount.start)) else "wrong_fact"
            yield examined.violation(code, amount.start, f"The amount {text} is not in the facts, nor a sum of theirs.")
    yield from _swapped(examined, found)


def _is_offer(examined: Examined, sentence: str) -> bool:
    if said("discount", examined.language, sentence):
        return True
    topic = "unauthorised_offer"
    return said(topic, examined.language, sentence) and not said(f"not_{topic}", examined.language, sentence)


def take_times(examined: Examined) -> None:
    """Times of day are written like amounts: "kl. 16.30", "17.00 uur"; hundredths are amounts said a second time."""
    examined.take_all([match.span() for match in HUNDREDTHS.finditer(examined.rest)])
    examined.take_all(
        [match.span() for match in TIME.finditer(examined.rest) if not mark_after(examined.rest, match.end())]
    )


def _find(examined: Examined) -> list[FoundAmount]:
    marked: list[FoundAmount] = []
    for match in NUMERAL.finditer(examined.rest):
        amount = _marked(examined, match, after=marked[-1].end if marked else 0)
        if amount:
            marked.append(amount)
    examined.take_all([(amount.start, amount.end) for amount in marked])
    currencies = frozenset(examined.support.amounts)
    unmarked = [
        FoundAmount(*match.span(), readings(match.group()), currencies) for match in UNMARKED.finditer(examined.rest)
    ]
    examined.take_all([(amount.start, amount.end) for amount in unmarked])
    return marked + unmarked


def _marked(examined: Examined, number: re.Match[str], *, after: int) -> FoundAmount | None:
    """A number with a currency mark on either side; two marks must agree, as in "$48,720.00 MXN".

    No mark belongs to two numbers: one that ends before `after` is another number's.
    """
    start, end = number.span()
    values = readings(number.group())
    times = MULTIPLIER.match(examined.rest, end)
    if times:
        end, values = times.end(), tuple(value * MULTIPLIERS[times[1].casefold()] for value in values)
    before, behind = mark_before(examined.rest, start, first=after), mark_after(examined.rest, end)
    if not before and not behind:
        return None
    marks = [mark for _, mark in filter(None, (before, behind))]
    currencies = frozenset.intersection(*marks) or marks[0]
    return FoundAmount(before[0] if before else start, behind[0] if behind else end, values, currencies)


def _is_supported(examined: Examined, amount: FoundAmount) -> bool:
    return examined.support.knows_amount(amount.values, amount.currencies) or _is_subtotal(examined, amount)


def _is_subtotal(examined: Examined, amount: FoundAmount) -> bool:
    """The sum of the invoices named in the same sentence, up to here, or in the whole text."""
    start, end = examined.sentence_span(amount.start)
    for first, last in ((start, end), (examined.body_start, amount.start), (0, len(examined.text))):
        named = set(examined.mentioned_in(first, last))
        for currency in amount.currencies:
            total = sum(
                (i.balance for i in examined.facts.invoices if i.number in named and i.currency == currency), Decimal()
            )
            if total and total in amount.values:
                return True
    return False


def _swapped(examined: Examined, found: list[FoundAmount]) -> Iterator[Violation]:
    """A line that names as many invoices as amounts, an amount being the balance of another invoice."""
    balances = {invoice.number: invoice for invoice in examined.facts.invoices}
    for start, end in examined.sentences:
        named = examined.mentioned_in(start, end)
        amounts = [amount for amount in found if start <= amount.start < end] if named else []
        if len(named) != len(amounts) or len(set(named)) != len(named) or not named:
            continue
        for number, amount in zip(named, amounts, strict=True):
            if balances[number].balance in amount.values or balances[number].amount in amount.values:
                continue
            others = {invoice.balance for invoice in balances.values() if invoice.number != number}
            if not others & set(amount.values) or _is_rest(examined, number, amount):
                continue
            if not _is_total(examined, amount):
                text = examined.text[amount.start : amount.end]
                yield examined.violation(
                    "wrong_fact", amount.start, f"{text} is the balance of another invoice than {number}."
                )


def _is_rest(examined: Examined, number: str, amount: FoundAmount) -> bool:
    """ "Without FV-2, which is being checked, 845.00 is due": what is overdue besides disputed or promised items."""
    promised = frozenset(one for promise in examined.facts.promises for one in promise.invoices)
    aside = said("set_aside", examined.language, examined.sentence(amount.start))
    disputed = examined.disputed if aside else frozenset()
    if number not in promised | disputed:
        return False
    overdue = [invoice for invoice in examined.facts.invoices if invoice.days_overdue > 0]
    rests = (
        sum((invoice.balance for invoice in overdue if invoice.number not in left_out), Decimal())
        for left_out in (promised, disputed, promised | disputed)
    )
    return any(rest in amount.values for rest in rests)


def _is_total(examined: Examined, amount: FoundAmount) -> bool:
    """Whether the value is also a total, a promise or a payment, which may stand beside any invoice."""
    facts = examined.facts
    totals = [*facts.totals_overdue().values(), *facts.net_asked().values(), facts.total_overdue]
    stated = (
        [promise.amount for promise in facts.promises]
        + [payment.amount for payment in facts.payments]
        + [c.amount for c in facts.credits]
    )
    return any(value in amount.values for value in [*totals, *stated] if value is not None)
