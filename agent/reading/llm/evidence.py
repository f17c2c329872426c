"""Does the message really say it? Words of an answer against the words that were shown."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal, InvalidOperation

from agent.reading.amounts import find_amounts
from agent.reading.clauses import Context
from agent.reading.folding import fold
from agent.reading.references import find_mentions

_ALIKE = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "’": "'", "‘": "'", "–": "-", "—": "-"})
# A single letter stands in every message.
FEWEST_CHARACTERS = 2


def plain(text: str) -> str:
    """For comparing: width, case, quotation marks and white space make no difference."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text).translate(_ALIKE)).strip().casefold()


def is_said(words: str, said: str) -> bool:
    """Whether these words stand in the message; a model may set them in quotation marks or end them with a dot."""
    wanted = plain(words).strip(" .…\"'")
    return sum(c.isalnum() for c in wanted) >= FEWEST_CHARACTERS and wanted in plain(said)


def is_word_of(token: str, said: str) -> bool:
    """The same for a token that must stand by itself, such as a reference or an address."""
    return bool(plain(token)) and bool(re.search(rf"(?<!\w){re.escape(plain(token))}(?!\w)", plain(said)))


def amount_of(text: str) -> Decimal | None:
    """The form's plain decimal; None if it is none."""
    try:
        amount = Decimal(re.sub(r"[^\d.,-]", "", text).replace(",", "."))
    except InvalidOperation:
        return None
    return amount if amount.is_finite() and amount > 0 else None


def amount_is_said(amount: Decimal, said: str, *, context: Context) -> bool:
    """Written in the message, or pointed at: a balance of an invoice that it names."""
    balances = {invoice.balance for invoice in context.account.invoices}
    if any(found.value == amount for found in find_amounts(said, known={amount, *balances})):
        return True
    named = {mention.number for mention in find_mentions(said, context.account.invoices)}
    return any(invoice.number in named and invoice.balance == amount for invoice in context.account.invoices)


def known_numbers(numbers: list[str], *, context: Context) -> tuple[tuple[str, ...], list[str]]:
    """The account's own numbers among these, also by a clear fragment, in the account's order; and the others."""
    exact = {fold(invoice.number): invoice.number for invoice in context.account.invoices}
    found: set[str] = set()
    foreign = []
    for number in numbers:
        mentions = {m.number for m in find_mentions(number, context.account.invoices)}
        own = {exact[fold(number)]} if fold(number) in exact else mentions
        if len(own) == 1:
            found |= own
        else:
            foreign.append(number)
    return tuple(i.number for i in context.account.invoices if i.number in found), foreign
