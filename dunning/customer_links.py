"""The address of the customer page: unsigned in what we keep, signed in the mail that leaves.

Texts, facts and model prompts hold only the unsigned form, which opens nothing but a clerk's preview; so nobody who
may read a message can act as its customer.
"""

from __future__ import annotations

from html import escape

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse

from customers.models import Contact
from dunning.models import Message

SIGNER = Signer(salt="dunning.customer_page", sep=".")
# No digits, which could be an invoice's, and no vowels, which could make a word.
LETTERS = "bcdfghjklm"
LONGEST_TOKEN = 80
LONGEST_NUMBER = 18


def page_of(message: Message, contact: Contact | None) -> str:
    """The unsigned address for a message to this contact; "" where its policy has no customer page.

    Expects case and policy loaded. A person's own letter carries none.
    """
    if contact is None or message.kind == Message.Kind.MANUAL or not message.case.policy.customer_page:
        return ""
    return page_address(message.pk)


def page_address(message_id: int) -> str:
    return _address(in_letters(message_id))


def signed_address(message_id: int) -> str:
    return _address(token_of(message_id))


def token_of(message_id: int) -> str:
    return SIGNER.sign(in_letters(message_id))


def message_id_from_token(token: str) -> int | None:
    """None for what was not signed here."""
    if len(token) > LONGEST_TOKEN:
        return None
    try:
        return message_id_from_letters(SIGNER.unsign(token))
    except BadSignature:
        return None


def message_id_from_letters(letters: str) -> int | None:
    """The message that an unsigned address names; None for another form."""
    if not 0 < len(letters) <= LONGEST_NUMBER or set(letters) - set(LETTERS):
        return None
    return int("".join(str(LETTERS.index(letter)) for letter in letters))


def with_signed_link(text: str, message_id: int) -> str:
    """A plain text as it leaves: the unsigned address of its message replaced by the signed one, wherever it stands."""
    return text.replace(page_address(message_id), signed_address(message_id))


def html_with_signed_link(html: str, message_id: int) -> str:
    """The same for HTML, as a link."""
    signed = escape(signed_address(message_id))
    return html.replace(escape(page_address(message_id)), f'<a href="{signed}">{signed}</a>')


def in_letters(number: int) -> str:
    """A key as it stands in an address."""
    return "".join(LETTERS[int(digit)] for digit in str(number))


def _address(token: str) -> str:
    return f"{settings.PUBLIC_URL}{reverse('customer_page:account', args=[token])}"
