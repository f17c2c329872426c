"""Percentages, numbers of days, and every other number that is left once dates and amounts are taken out."""

from __future__ import annotations

import re
from bisect import insort
from collections.abc import Iterator
from decimal import Decimal
from operator import attrgetter

from agent.answers import Violation
from agent.guardrails.channel_words import WAYS_TO_PAY
from agent.guardrails.examined import Examined, Mention
from agent.guardrails.fact_words import (
    DAY_ADJECTIVES,
    DAY_WORDS,
    DEADLINE_RIGHT_AFTER,
    DEADLINE_RIGHT_BEFORE,
    DEADLINE_WORDS,
    HOUR_WORDS,
    LATE_RIGHT_AFTER,
    LATE_RIGHT_BEFORE,
    LOOSE_RIGHT_BEFORE,
    OVERDUE_RIGHT_AFTER,
    OVERDUE_RIGHT_BEFORE,
    PERCENT_WORDS,
    WEEK_WORDS,
)
from agent.guardrails.identifiers import named_by_fragment
from agent.guardrails.lexicon import said
from agent.guardrails.normal import bare
from agent.guardrails.number_words import spelled_days
from agent.guardrails.numerals import readings

# The digit first, then what must not stand before it: so an expression passes quickly over all but digits.
PERCENT_AFTER = rf"([0-9][0-9]{{0,2}}(?:[.,][0-9]{{1,2}})?) ?(?=[%٪\w])(?:{PERCENT_WORDS})"
PERCENT = re.compile(PERCENT_AFTER, re.IGNORECASE)
PERCENT_ON_EITHER_SIDE = re.compile(rf"{PERCENT_AFTER}|(?:%|yüzde) ?([0-9]{{1,3}}(?:[.,][0-9]{{1,2}})?)", re.IGNORECASE)
DAYS = re.compile(
    r"([0-9](?<![\w.,][0-9])[0-9]{0,3})[ -]?(?=[^\W\d_])"
    rf"(?:(?:{DAY_ADJECTIVES})[ -]?)?(?:{DAY_WORDS})(?![a-zà-öø-ÿа-я])",
    re.IGNORECASE,
)
WEEKS_OR_HOURS = re.compile(
    r"([0-9](?<![\w.,][0-9])[0-9]{0,2})[ -]?(?=[^\W\d_])"
    rf"(?:(?P<weeks>{WEEK_WORDS})|(?P<hours>{HOUR_WORDS}))(?![a-zà-öø-ÿа-я])",
    re.IGNORECASE,
)
DEADLINE = re.compile(rf"(?<![^\W_])(?:{DEADLINE_WORDS})(?![a-zà-öø-ÿа-я])", re.IGNORECASE)
DEADLINE_REACH = 28
# Written right after the number of days, without a space: "7日以内"; "10日までに" is a day of the month.
DEADLINE_AFTER = re.compile(
    rf" ?(?:以[内內]|之?[内內]|이내|안에|までに|迄に|까지|之前)| {DEADLINE_RIGHT_AFTER}(?!\w)", re.IGNORECASE
)
DEADLINE_BEFORE = re.compile(rf"(?<!\w){DEADLINE_RIGHT_BEFORE} $", re.IGNORECASE)
OVERDUE_BEFORE = re.compile(rf"(?<!\w){OVERDUE_RIGHT_BEFORE} $", re.IGNORECASE)
OVERDUE_AFTER = re.compile(rf" {OVERDUE_RIGHT_AFTER}(?!\w)", re.IGNORECASE)
LATE_AFTER = re.compile(rf" {LATE_RIGHT_AFTER}(?!\w)", re.IGNORECASE)
LATE_BEFORE = re.compile(rf"(?<!\w){LATE_RIGHT_BEFORE} $", re.IGNORECASE)
LOOSE_BEFORE = re.compile(rf"(?<!\w){LOOSE_RIGHT_BEFORE} $", re.IGNORECASE)
CLOCK = re.compile(r"[0-9](?:(?<![\w.,:][0-9])[0-9]?:[0-9]{2}(?![\w:])|(?<=\b2)4/7\b)")
DIGITS = re.compile(r"[0-9][0-9]*")
# Not the letters of scripts that write no space after a number: "2201と2214", "2220那张".
UNSPACED_LETTERS = r"\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
TOKEN_END = re.compile(rf"(?:[/_-]|[^\W{UNSPACED_LETTERS}]|[.,'](?=[^\W{UNSPACED_LETTERS}]))*")
IN_TOKEN = re.compile(rf"[/_.-]|[^\W{UNSPACED_LETTERS}]")
# Counts, list numbers, times of day: too small to be an invoice number, an amount or a number of days.
SMALL = 31
YEARS_AROUND = 2
LONG = 7
GROUPS = re.compile(r"(?:[ -][0-9]{2,6}(?![0-9%]|[.,][0-9]))+")
# "27-го", "26-án": a day of the month.
ORDINAL = re.compile(r"[0-9]{1,2}-[^\W\d_]{1,3}")
# "26日に", "26일(목)", "26号": a day of the month, unless a length of time follows.
MONTH_DAY = re.compile(
    r"[日일号號](?! ?(?:間|间|동안|째|경과|연체|지연|이 지|이나|이상|以上|が?経過|が?過ぎ|超過|超过|遅れ|滞納))"
)
# Tax forms that customers in the United States ask for.
FORM = re.compile(r"W-?[89](?:-?BEN(?:-?E)?)?", re.IGNORECASE)
# "De 22 300 for TF-2041": thousands in groups, without a currency.
GROUPED_NUMBER = re.compile(r"(?<![\w.,-])[0-9]{1,3}(?: [0-9]{3})+(?![\w%]|[.,-][0-9])")
CHANGED = 2
# A part of the allowed bank details that is too short to tell anything.
PART = 4


def check_figures(examined: Examined) -> Iterator[Violation]:
    yield from _percentages(examined)
    yield from _days(examined)
    yield from _leftovers(examined)


def _percentages(examined: Examined) -> Iterator[Violation]:
    allowed = examined.facts.allowed.discount_percent
    rest = examined.rest
    before = "%" in rest or "yüzde" in rest.casefold()
    for match in (PERCENT_ON_EITHER_SIDE if before else PERCENT).finditer(rest):
        percent = next(iter(readings(match[1] or match[2])), None)
        position = match.start()
        examined.take(*match.span())
        if percent in (allowed, Decimal(100)):
            continue
        interest = said("fee", examined.language, examined.sentence(position))
        code = (
            "wrong_fact"
            if interest and not said("discount", examined.language, examined.sentence(position))
            else "unauthorised_offer"
        )
        yield examined.violation(code, position, f"{percent} % is not in the facts.")


def _days(examined: Examined) -> Iterator[Violation]:
    """A number of days must be a fact, unless it is the length of a deadline: "within 7 days" is a demand."""
    for match in DAYS.finditer(examined.rest):
        days, position = int(match[1]), match.start()
        deadline = _is_deadline(examined.text, *match.span()) or _is_month_day(examined, days, match.end())
        examined.take(*match.span())
        if days not in examined.support.days and not deadline or _is_wrongly_late(examined, days, *match.span()):
            yield examined.violation("wrong_fact", position, f"{days} days: the facts hold no such number of days.")
    for position, end, value in spelled_days(examined.text):
        unknown = value not in examined.support.days and not _is_deadline(examined.text, position, end)
        if unknown or _is_wrongly_late(examined, value, position, end):
            yield examined.violation("wrong_fact", position, f"{value} days: the facts hold no such number of days.")
    for match in WEEKS_OR_HOURS.finditer(examined.rest):
        count, position = int(match[1]), match.start()
        deadline = _is_deadline(examined.text, *match.span())
        examined.take(*match.span())
        if match["weeks"] and count not in examined.support.weeks and not deadline:
            yield examined.violation("wrong_fact", position, f"{count} weeks: the facts hold no such time.")


def _is_wrongly_late(examined: Examined, days: int, start: int, end: int) -> bool:
    """ "30 days overdue" of what is 26 days late, though its terms are thirty; a broken promise has days of its own."""
    before = examined.text[max(start - DEADLINE_REACH, 0) : start]
    if LOOSE_BEFORE.search(before) or not (LATE_AFTER.match(examined.text, end) or LATE_BEFORE.search(before)):
        return False
    facts = examined.facts
    named = set(examined.mentioned_in(*examined.sentence_span(start)))
    invoices = [one for one in facts.invoices if one.number in named] or facts.invoices
    late = {one.days_overdue for one in invoices}
    if facts.today:
        days_due = [one.due for one in invoices] + [one.date for one in facts.promises if one.date]
        late |= {(facts.today - day).days for day in days_due}
    return days not in late


def _is_deadline(text: str, start: int, end: int) -> bool:
    first = max(start - DEADLINE_REACH, 0)
    before = text[first:start]
    if OVERDUE_BEFORE.search(before) or OVERDUE_AFTER.match(text, end):
        return False
    right_beside = DEADLINE_AFTER.match(text, end) or DEADLINE_BEFORE.search(before)
    return bool(right_beside or DEADLINE.search(text[first : end + DEADLINE_REACH // 2]))


def _is_month_day(examined: Examined, number: int, end: int) -> bool:
    """Where one sign stands for days and for the day of the month: one that the facts hold."""
    return MONTH_DAY.match(examined.text, end - 1) is not None and any(
        number == day.day for day in examined.support.dates
    )


def _leftovers(examined: Examined) -> Iterator[Violation]:
    for match in CLOCK.finditer(examined.rest):
        examined.take(*match.span())
    for match in GROUPED_NUMBER.finditer(examined.rest):
        if any(examined.support.knows_amount(readings(match.group()), [one]) for one in examined.support.amounts):
            examined.take(*match.span())
    seen = 0
    for match in DIGITS.finditer(examined.rest):
        if match.start() < seen:
            continue
        start, seen = _token(examined.rest, match.start())
        token = examined.rest[start:seen].strip("-/_.,'")
        _note_short_form(examined, start, token)
        if not _is_supported(examined, token):
            seen = _grouped_end(examined.rest, seen)
            yield _unsupported(examined, start, examined.rest[start:seen].strip("-/_.,' "))


def _note_short_form(examined: Examined, position: int, token: str) -> None:
    """ "0329" for FV-2026/0329 names the invoice as well as its whole number does."""
    named = named_by_fragment(examined, token) if len(token) < LONG and not _is_year(examined, token) else None
    if named and any(named == invoice.number for invoice in examined.facts.invoices):
        insort(examined.mentions, Mention(position, position + len(token), named), key=attrgetter("start"))


def _grouped_end(text: str, position: int) -> int:
    """The end of a long number that is written in groups: "4400 4302 1188 0077"."""
    match = GROUPS.match(text, position)
    return match.end() if match else position


def _unsupported(examined: Examined, position: int, token: str) -> Violation:
    """A long number in a sentence about accounts, cards or paying is where the money would go."""
    digits = sum(character.isdigit() for character in token)
    sentence = examined.sentence(position)
    channel = WAYS_TO_PAY.search(sentence) or said("payment_diversion", examined.language, sentence)
    if digits >= LONG and (channel or _is_nearly_the_account(examined, token)):
        return examined.violation("payment_diversion", position, f"{token} is not in the allowed bank details.")
    if not said("not_unauthorised_offer", examined.language, sentence):
        offered = said("unauthorised_offer", examined.language, sentence)
        if offered and "." in token:
            return examined.violation("unauthorised_offer", position, f"The number {token} is not in the facts.")
    return examined.violation("wrong_fact", position, f"The number {token} is not in the facts.")


def _is_nearly_the_account(examined: Examined, token: str) -> bool:
    """A number of the allowed bank details with one or two digits changed."""
    wrong = "".join(character for character in token if character.isdigit())
    right = "".join(character for character in examined.facts.allowed.bank_details or "" if character.isdigit())
    windows = (right[start : start + len(wrong)] for start in range(len(right) - len(wrong) + 1))
    return any(sum(a != b for a, b in zip(wrong, window, strict=True)) <= CHANGED for window in windows)


def _token(text: str, position: int) -> tuple[int, int]:
    """The whole of a number that may have letters and separators: "KS-22004", "2026/4402"."""
    start = position
    while start and IN_TOKEN.match(text[start - 1]):
        start -= 1
    match = TOKEN_END.match(text, position)
    return start, match.end() if match else position


def _is_supported(examined: Examined, token: str) -> bool:
    if token.isdigit():
        value = int(token)
        if value <= SMALL or value in examined.support.days or _is_year(examined, token):
            return True
    elif (
        FORM.fullmatch(token)
        or ORDINAL.fullmatch(token)
        or token.isalnum()
        and sum(character.isdigit() for character in token) <= 2
    ):
        # "B2B", "4th", "Q3".
        return True
    if len(bare(token)) >= PART and bare(token) in examined.channels:
        return True
    if any(token == invoice.number for invoice in examined.facts.invoices):
        return True
    values = readings(token)
    if values and any(examined.support.knows_amount(values, [currency]) for currency in examined.support.amounts):
        return True
    return named_by_fragment(examined, token) is not None


def _is_year(examined: Examined, token: str) -> bool:
    if len(token) != 4 or not token.isdigit():
        return False
    years = {day.year for day in examined.support.dates}
    return any(abs(int(token) - year) <= YEARS_AROUND for year in years)
