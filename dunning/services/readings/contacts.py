"""Booking whom a reading names: suggestions for a person, absences of known contacts."""

from __future__ import annotations

from datetime import date

from customers.models import Contact
from dunning.services.contacts.suggestions import mark_absent, suggest_contact
from dunning.services.readings.booking import Booking
from dunning.services.readings.effects import changed

MAX_SUGGESTIONS = 3


def book_contacts(booking: Booking) -> list[str]:
    answer, left, suggested = booking.answer, [], []
    for named in answer.contacts[:MAX_SUGGESTIONS]:
        contact = _suggest(booking, email=named.email or "", name=named.name or "", quote=named.quote)
        if contact:
            suggested.append(contact)
        elif not named.email:
            left.append(f"To write to instead: {named.name}, without an address.")
    if answer.absence:
        _book_absence(booking, answer.absence.until, suggested[0] if suggested else None)
    if "contact_change" in answer.intent_names() and not answer.contacts:
        left.append("Somebody else is responsible, but no address is named.")
    return left


def _suggest(booking: Booking, *, email: str, name: str, quote: str) -> Contact | None:
    sender = booking.mail.from_email
    why = f"{sender} named {name or email}" + (f": “{quote}”" if quote else ".")
    contact = suggest_contact(case=booking.case, email=email, name=name, why=why, as_of=booking.as_of)
    if contact:
        booking.made(contact)
    return contact


def _book_absence(booking: Booking, until: date | None, stand_in: Contact | None) -> None:
    contact = booking.mail.contact
    if contact is None or contact.state != Contact.State.ACTIVE:
        return
    old = mark_absent(contact=contact, until=until, stand_in=stand_in, today=booking.said_on, as_of=booking.as_of)
    if old:
        changed(booking.row, contact, old, as_of=booking.as_of)
