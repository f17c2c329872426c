"""Where money is asked to go: links, addresses, IBANs and account numbers must be the allowed ones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import urlsplit

from agent.answers import Violation
from agent.guardrails.channel_words import ACCOUNT, LINK, SERVICES
from agent.guardrails.examined import Examined
from agent.guardrails.normal import bare, normalise, one_line

EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
MAY_HAVE_LINK = re.compile(r"://|www\.|[a-z]\.[a-z]{2}", re.IGNORECASE)
IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{1,4}(?![a-z])){2,8}\b")
IBAN_LENGTH = range(15, 35)
LONG_NUMBER = re.compile(r"\d(?:[ /A-Z-]{0,6}\d){4}")
BIC = re.compile(
    r"\b(?:BIC|SWIFT)(?:[ -]?(?:code|kod|kode|code))?[ :/]*([A-Z]{4}[A-Z]{2}[A-Z0-9]{2}(?:[A-Z0-9]{3})?)\b"
)


@lru_cache(maxsize=8192)
def is_channel(identifier: str) -> bool:
    """Whether what a ledger calls a number holds an e-mail address, or an IBAN with right check digits."""
    found = (bare(match.group()) for match in IBAN.finditer(identifier.upper()))
    return EMAIL.search(identifier) is not None or any(len(n) in IBAN_LENGTH and _is_iban(n) for n in found)


def check_payment_channels(examined: Examined) -> Iterator[Violation]:
    _take_bank_details(examined)
    yield from _links(examined)
    yield from _emails(examined)
    yield from _accounts(examined)
    yield from _services(examined)


def _services(examined: Examined) -> Iterator[Violation]:
    allowed = f"{examined.facts.allowed.bank_details or ''} {examined.facts.allowed.payment_link or ''}".casefold()
    for match in SERVICES.finditer(examined.text):
        if match.group().casefold() not in allowed:
            yield examined.violation(
                "payment_diversion", match.start(), f"{match.group()} is not an allowed way to pay."
            )


def _take_bank_details(examined: Examined) -> None:
    """Bank details that stand in the text as they stand in the facts need no further look."""
    details = examined.facts.allowed.bank_details
    needle = one_line(details) if details else ""
    position = examined.rest.find(needle) if needle else -1
    while position >= 0:
        examined.take(position, position + len(needle))
        position = examined.rest.find(needle)


def _links(examined: Examined) -> Iterator[Violation]:
    if not MAY_HAVE_LINK.search(examined.text):
        return
    allowed, page = examined.facts.allowed.payment_link, examined.facts.allowed.account_link
    emails = [match.span() for match in EMAIL.finditer(examined.rest)]
    for match in LINK.finditer(examined.text):
        if any(start <= match.start() < end for start, end in emails) or match.group().count("\ue000"):
            continue
        found = match.group().rstrip(".,;:!?")
        examined.take(match.start(), match.start() + len(found))
        if not _same_link(found, allowed) and not _is_page(found, page):
            yield examined.violation(
                "payment_diversion", match.start(), f"The link {found} is not the allowed payment link."
            )


def _is_page(found: str, page: str | None) -> bool:
    """The customer's own page letter by letter: another scheme, host or customer is another page."""
    return bool(page) and found == normalise(page or "").rstrip(".,;:!?")


def _same_link(found: str, allowed: str | None) -> bool:
    """The allowed link itself, with or without its scheme, or the bare home page of its host."""
    if not allowed:
        return False
    strip = re.compile(r"^(?:https?://)?(?:www\.)?", re.IGNORECASE)
    wanted, given = strip.sub("", normalise(allowed)).rstrip("/"), strip.sub("", found).rstrip("/")
    if wanted == given:
        return True
    host = (urlsplit(allowed).hostname or "").removeprefix("www.")
    return (
        "/" not in given
        and "?" not in given
        and given.count(".") >= 1
        and (host == given.lower() or host.endswith("." + given.lower()))
    )


def _emails(examined: Examined) -> Iterator[Violation]:
    if "@" not in examined.rest:
        return
    facts = examined.facts
    people = [contact for contact in (facts.contact, *facts.contacts) if contact]
    known = {contact.email.casefold() for contact in people if contact.email}
    known |= {address.casefold() for address in EMAIL.findall(facts.allowed.bank_details or "")}
    for match in EMAIL.finditer(examined.rest):
        examined.take(*match.span())
        if match.group().casefold() not in known:
            yield examined.violation("wrong_fact", match.start(), f"The address {match.group()} is not in the facts.")


def _accounts(examined: Examined) -> Iterator[Violation]:
    allowed = bare(examined.facts.allowed.bank_details or "")
    for start, end in _account_spans(examined):
        number = bare(examined.rest[start:end])
        examined.take(start, end)
        if number not in allowed:
            yield examined.violation("payment_diversion", start, f"{number} is not in the allowed bank details.")


def _account_spans(examined: Examined) -> Iterator[tuple[int, int]]:
    for first, last in examined.lines_with_digits():
        if not LONG_NUMBER.search(examined.rest, first, last):
            continue
        for match in IBAN.finditer(examined.rest, first, last):
            end = _trimmed(examined.rest, *match.span())
            number = bare(examined.rest[match.start() : end])
            if len(number) in IBAN_LENGTH and (" " in match.group() or _is_iban(number)):
                yield match.start(), end
        for match in ACCOUNT.finditer(examined.rest, first, last):
            end = _trimmed(examined.rest, *match.span(1))
            if sum(character.isdigit() for character in examined.rest[match.start(1) : end]) >= 5:
                yield match.start(1), end
    for match in BIC.finditer(examined.rest):
        yield match.span(1)


def _trimmed(text: str, start: int, end: int) -> int:
    """The end of a grouped number without the words that follow it."""
    groups = text[start:end].split(" ")
    while len(groups) > 1 and not any(character.isdigit() for character in groups[-1]):
        end -= len(groups.pop()) + 1
    for position, group in enumerate(groups):
        if position and group.isalpha() and not group.isupper():
            return start + len(" ".join(groups[:position]))
    return end


def _is_iban(number: str) -> bool:
    """The check digits of ISO 13616."""
    rearranged = number[4:] + number[:4]
    return rearranged.isalnum() and rearranged.isascii() and int("".join(str(int(c, 36)) for c in rearranged)) % 97 == 1
