"""Statements that do not follow on the last one: something between them was never imported."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date

from customers.services.importing.statement_spans import Span

NUMBER = re.compile(r"\d+")


def gap_before(span: Span, others: Collection[Span]) -> str:
    """What is missing before it, in a sentence; empty when it follows on another, overlaps one, or is the first."""
    if span.opening is None or span.opening_on is None or any(_reaches(other, span) for other in others):
        return ""
    last = max((other for other in others if _is_earlier(other, span)), key=_ended, default=None)
    if last is None or last.closing is None or _joins(span, others, last):
        return ""
    place = f"Account {span.account}" if span.account else "The account"
    return (
        f"{place}: {_named(span)} of {span.opening_on} opens with {span.opening:,.2f} {span.currency}, "
        f"but {_named(last)} of {last.closing_on} closed with {last.closing:,.2f}; {_missing(last, span)}."
    )


def _reaches(other: Span, span: Span) -> bool:
    """It begins where this one begins, covers its beginning, or closes there on one of its days."""
    if span.opening_on is None or other.opening_on is None or other.closing_on is None:
        return False
    if other.opening == span.opening and other.opening_on == span.opening_on:
        return True
    if other.opening_on < span.opening_on < other.closing_on:
        return True
    return other.closing == span.opening and span.opening_on <= other.closing_on <= (span.closing_on or span.opening_on)


def _is_earlier(other: Span, span: Span) -> bool:
    return other.closing_on is not None and span.opening_on is not None and other.closing_on <= span.opening_on


def _joins(span: Span, others: Collection[Span], last: Span) -> bool:
    """Of several statements that ended on the last day any may be the one before."""
    return any(other.closing == span.opening for other in others if other.closing_on == last.closing_on)


def _ended(span: Span) -> tuple[date, int]:
    assert span.closing_on is not None
    return span.closing_on, span.key


def _named(span: Span) -> str:
    return f"statement {span.number}" if span.number else "the statement"


def _missing(last: Span, span: Span) -> str:
    numbers = [NUMBER.search(each.number) for each in (last, span)]
    if numbers[0] and numbers[1]:
        first, end = int(numbers[0].group()) + 1, int(numbers[1].group()) - 1
        if first == end:
            return f"statement {first} is missing"
        if first < end:
            return f"statements {first} to {end} are missing"
    return f"what was booked between is missing: export from {last.closing_on} to {span.opening_on}"
