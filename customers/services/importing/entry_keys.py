"""By what an entry is known again in another file: the bank's own reference, else what it says.

A transaction's external id is both: “REFERENCE digest”, or the digest alone, with “-b” for the second of equals, “-c”
for the third. The digest is in letters, so that no number of an invoice is ever found in it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from hashlib import blake2b

from customers.parsers.bank.statement import BankEntry
from customers.parsers.errors import storable

CENT = Decimal("0.01")
LONGEST_REFERENCE = 90
# Between a batch's reference and that of its part.
BETWEEN = "/"
DIGEST_BYTES = 10
TO_LETTERS = str.maketrans("0123456789abcdef", "abcdefghijklmnop")
# Readers number a reference that stands several times in one statement; another file may count otherwise.
REPETITION = re.compile(r"#\d+$")
NO_WORD = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class EntryKey:
    """`reference`: the bank's own, may be empty; that of a part of a batch begins with the batch's. `digest`: of
    account, day, amount, currency, payer and text. `batch`: the batch's reference, not known of stored entries.
    """

    booked_on: date
    amount: Decimal
    currency: str
    reference: str
    digest: str
    batch: str = ""

    @property
    def place(self) -> tuple[date, Decimal, str]:
        return self.booked_on, self.amount, self.currency

    @property
    def base(self) -> str:
        return f"{self.reference} {self.digest}".strip()


def key_of(entry: BankEntry, *, account: str) -> EntryKey:
    amount = cents(entry.amount)
    said = (entry.payer_name or entry.payer_account, entry.reference)
    parts = (account, entry.booked_on.isoformat(), str(amount), entry.currency, *map(_plain, said))
    reference, batch = _reference(entry.bank_reference), _reference(entry.batch_reference)
    if batch and reference and reference != batch and not reference.startswith(f"{batch}{BETWEEN}"):
        reference = f"{batch}{BETWEEN}{reference}"
    digest = letters("\x1f".join(parts))
    return EntryKey(entry.booked_on, amount, entry.currency, reference[:LONGEST_REFERENCE].strip(), digest, batch)


def key_from(external_id: str, *, booked_on: date, amount: Decimal, currency: str) -> EntryKey:
    """The key that an external id was made of."""
    reference, _, digest = external_id.rpartition(" ")
    return EntryKey(booked_on, amount, currency, reference, digest.partition("-")[0])


def external_id(key: EntryKey, *, times: int) -> str:
    """`times`: 1 for the first of equals."""
    return key.base if times == 1 else f"{key.base}-{format(times - 1, 'x').translate(TO_LETTERS)}"


def cents(amount: Decimal) -> Decimal:
    """As the ledger keeps it: halves away from zero."""
    return amount.quantize(CENT, rounding=ROUND_HALF_UP)


def letters(text: str) -> str:
    """A digest of twenty letters."""
    digest = blake2b(text.encode("utf-8", "backslashreplace"), digest_size=DIGEST_BYTES)
    return digest.hexdigest().translate(TO_LETTERS)


def _reference(text: str) -> str:
    return " ".join(REPETITION.sub("", storable(text)).split())


def _plain(text: str) -> str:
    """Banks wrap and space the same text differently from one report to the next."""
    return NO_WORD.sub("", text).casefold()
