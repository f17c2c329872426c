"""Check digits: IBAN (ISO 13616), creditor reference (ISO 11649) and the Swiss QR reference."""

from __future__ import annotations

from random import Random

from evals.cash_application.places import BY_COUNTRY

# The table of the Swiss recursive modulo 10; a digit's carry row follows from the one before.
CARRY = (0, 9, 4, 6, 8, 2, 7, 1, 3, 5)


def mod97(text: str) -> int:
    return int("".join(str(int(character, 36)) for character in text)) % 97


def iban(country: str, account: str) -> str:
    return f"{country}{98 - mod97(account + country + '00'):02}{account}"


def creditor_reference(body: str) -> str:
    """RF, two check digits and up to 21 letters and digits."""
    if not 1 <= len(body) <= 21 or not body.isalnum():
        raise ValueError(f"{body!r} does not fit a creditor reference.")
    return f"RF{98 - mod97(body + 'RF00'):02}{body.upper()}"


def qr_reference(digits: str) -> str:
    """27 digits, the last one the check digit; shorter ones are filled with zeros in front."""
    if not digits.isdigit() or len(digits) > 26:
        raise ValueError(f"{digits!r} does not fit a QR reference.")
    body, carry = digits.rjust(26, "0"), 0
    for digit in body:
        carry = CARRY[(carry + int(digit)) % 10]
    return f"{body}{(10 - carry) % 10}"


def account_number(rng: Random, country: str) -> str:
    place = BY_COUNTRY[country]
    body = "".join(rng.choice("ABCDEFGHKLMNPRST") if sign == "A" else str(rng.randrange(10)) for sign in place.account)
    return iban(country, body) if place.iban else str(rng.randrange(1, 10)) + body[1:]


def grouped(code: str, size: int = 4) -> str:
    """RF18 5390 0754 as printed on paper."""
    return " ".join(code[start : start + size] for start in range(0, len(code), size))


def grouped_from_right(code: str, size: int = 5) -> str:
    """21 00000 00003 13947 as printed on a Swiss payment part."""
    head = len(code) % size
    return " ".join(filter(None, [code[:head], grouped(code[head:], size)]))
