"""MT940 and MT942 → statements."""

from __future__ import annotations

import re
from collections import Counter

from customers.parsers.bank.details import IBAN, PaymentDetails, joined_reference, stated, unwrapped
from customers.parsers.bank.mt_coded import is_coded, read_coded
from customers.parsers.bank.mt_fields import MtEntry, MtMessage, read_messages
from customers.parsers.bank.mt_lines import MtLine, is_expected, read_balance, read_line
from customers.parsers.bank.mt_methods import RETURN_KINDS, mt_method
from customers.parsers.bank.mt_non_swift import read_non_swift
from customers.parsers.bank.mt_plain import read_plain
from customers.parsers.bank.mt_structured import LINE_WIDTH, is_structured, read_structured
from customers.parsers.bank.statement import BankEntry, BankStatement
from customers.parsers.bank.text_files import bank_text
from customers.parsers.errors import UnreadableFile

CURRENCY = re.compile(r"[A-Z]{3}")
NARROWEST_LINE = 60
BANK_CODE = re.compile(r"[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?")


def read_mt940(data: bytes) -> tuple[BankStatement, ...]:
    """One statement for each message; MT942 ones have no balances. Expected movements (EC, ED) are left out.

    Raises UnreadableFile for another format, a field that cannot be read, and a statement that ends without its
    closing balance.
    """
    text = bank_text(data, format_name="MT940")
    messages = [message for message in read_messages(text) if _says_something(message)]
    if not messages:
        raise UnreadableFile("The file is no MT940 or MT942: it has no statement fields such as :25: and :60F:.")
    width = _line_width(messages)
    return tuple(_statement(message, width=width) for message in messages)


def _line_width(messages: list[MtMessage]) -> int:
    """65, or the 60 to 64 characters at which this bank wraps most lines."""
    lengths = Counter(
        len(line)
        for message in messages
        for entry in message.entries
        for text in entry.details
        for line in text.split("\n")[:-1]
    )
    return max(range(NARROWEST_LINE, LINE_WIDTH + 1), key=lambda length: (lengths[length], length))


def _says_something(message: MtMessage) -> bool:
    return bool(message.entries or message.closing or message.fields)


def _statement(message: MtMessage, *, width: int) -> BankStatement:
    opening_text = message.first("60F", "60M", "60")
    currency = _currency(message, opening_text)
    opening = read_balance(opening_text, currency=currency) if opening_text else None
    closing = read_balance(message.closing, currency=currency) if message.closing else None
    number = "".join(message.first("28C", "28").split())
    if opening and not closing and message.first("25", "25P", "25A"):
        raise UnreadableFile(
            f"MT940 statement {number} ends without its closing balance (:62F:): the file is only a part;"
            " ask the bank for the whole one."
        )
    return BankStatement(
        account=_account(message.first("25", "25P", "25A"), currency),
        currency=currency,
        number=number,
        opening=opening,
        closing=closing,
        entries=tuple(_entries(message.entries, currency, width=width)),
    )


def _currency(message: MtMessage, opening: str) -> str:
    """Of the balances, else of MT942's limits and sums, else behind the account."""
    places = (
        opening[7:10],
        message.closing[7:10],
        message.first("34F")[:3],
        *(re.sub(r"^[0-9]+", "", message.first(tag))[:3] for tag in ("90C", "90D")),
        re.sub(r".*[0-9]/?", "", message.first("25").split("\n")[0].strip()),
    )
    return next((place.upper() for place in places if CURRENCY.fullmatch(place.upper())), "")


def _account(text: str, currency: str) -> str:
    """Without the bank's code before it (BIC) and the currency behind it."""
    account = "".join(text.split("\n")[0].split()).strip("/")
    first, _, rest = account.partition("/")
    if rest and BANK_CODE.fullmatch(first):
        account = rest
    if currency and account.endswith(currency) and account[-4:-3] in tuple("0123456789/"):
        account = account.removesuffix(currency).removesuffix("/")
    return account


def _entries(entries: list[MtEntry], currency: str, *, width: int) -> list[BankEntry]:
    """Lines of zero are messages of the bank, no movements."""
    lines = ((read_line(entry.line), entry) for entry in entries if not is_expected(entry.line))
    return [_entry(line, _details(entry, width), currency) for line, entry in lines if line.amount]


def _entry(line: MtLine, details: PaymentDetails, currency: str) -> BankEntry:
    further = line.further.replace("\n", " ")
    name, account = details.payer_name, details.payer_account
    iban = next((text for text in (line.customer_reference, further) if IBAN.fullmatch(text)), "")
    if not account and iban:
        account = iban
        name = name or (further if further != iban else "")
    reference = joined_reference(*details.lines, *_own_references(line, iban, bool(details.lines)))
    return BankEntry(
        booked_on=line.booked_on,
        amount=line.amount,
        currency=currency,
        bank_reference=stated(line.bank_reference),
        payer_name=name,
        payer_account=account,
        reference=reference,
        structured_reference=details.structured_reference,
        end_to_end_id=details.end_to_end_id,
        method=mt_method(line.kind, details.code),
        is_return=line.is_reversal or details.returned or line.kind in RETURN_KINDS,
    )


def _own_references(line: MtLine, iban: str, has_text: bool) -> list[str]:
    """What the statement line itself says: a reference with digits; the rest where there is no other text."""
    found = []
    reference = stated(line.customer_reference)
    if reference and reference != iban and any(character.isdigit() for character in reference):
        found.append(reference)
    if line.further and line.further != iban and not has_text:
        found.append(line.further)
    return found


def _details(entry: MtEntry, width: int) -> PaymentDetails:
    text = "\n".join(entry.details).strip("\n")
    if not text.strip():
        return read_non_swift(entry.non_swift)
    if is_structured(text):
        return read_structured(text)
    # 999 announces text without structure.
    text = unwrapped(re.sub(r"^999(?=[^0-9])", "", text), width=width)
    return read_coded(text) if is_coded(text) else read_plain(text)
