"""People whom the mails of an account show beside those that are written to: they wait for a person as suggestions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime

from django.db.models import Q
from django.db.models.functions import Lower

from customers.models import Contact
from dunning.mail.bounce_words import NOBODYS
from dunning.mail.free_mail import is_free_mail
from dunning.mail.incoming import addresses
from dunning.models import Case, IncomingMail
from dunning.services.contacts.suggestions import suggest_contact
from dunning.services.readings.booking import Booking

# After so many reminders without an answer somebody else is looked for.
SILENT_AFTER = 3
MAX_SUGGESTED = 2
# Of an account's mails the latest say who works there now.
MAILS_LOOKED_AT = 30
_ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+", re.ASCII)


def suggest_from_signature(booking: Booking) -> None:
    """Addresses of the sender's own domain below a known contact's words, such as that of accounts payable."""
    mail = booking.mail
    if mail.contact is None or mail.contact.state != Contact.State.ACTIVE:
        return
    named = [address.lower() for address in _ADDRESS.findall(_signature(mail))]
    for email in _new_colleagues(booking.case, [mail.from_email], named):
        why = f"{email} stands in the signature of {mail.from_name or mail.from_email}."
        contact = suggest_contact(case=booking.case, email=email, why=why, as_of=booking.as_of)
        if contact:
            booking.made(contact)


def suggest_after_silence(case_ids: Iterable[int], *, as_of: datetime) -> int:
    """For cases whose reminders nobody answers: who else of the customer has been in its mails. Returns how many."""
    silent = Case.objects.filter(pk__in=list(case_ids), attempts=SILENT_AFTER).select_related("debtor", "policy")
    found = 0
    for case in silent:
        family = Q(customer_id=case.debtor_id) | Q(customer__debtor_id=case.debtor_id)
        known = [email.lower() for email in Contact.objects.filter(family).values_list("email", flat=True)]
        for email in _new_colleagues(case, known, _seen_in_mails(case)):
            why = f"{SILENT_AFTER} reminders went unanswered; {email} has been in mails of this account."
            found += suggest_contact(case=case, email=email, why=why, as_of=as_of) is not None
    return found


def _new_colleagues(case: Case, of: Iterable[str], named: Iterable[str]) -> list[str]:
    """Those named who share a company's mail domain with one in `of` and are no contact in any state."""
    domains = {email.rpartition("@")[2].lower() for email in of}
    domains = {domain for domain in domains if domain and not is_free_mail(domain)}
    fit = [
        email
        for email in dict.fromkeys(named)
        if email.rpartition("@")[2] in domains and "+" not in email and not NOBODYS.match(email)
    ]
    known = set(
        Contact.objects.annotate(address=Lower("email")).filter(address__in=fit).values_list("address", flat=True)
    )
    return [email for email in fit if email not in known and email not in set(of)][:MAX_SUGGESTED]


def _seen_in_mails(case: Case) -> Iterator[str]:
    """Who wrote, or was in copy, latest mail first."""
    mails = IncomingMail.objects.filter(debtor_id=case.debtor_id, automatic="").order_by("-received_at")
    for from_email, headers in mails.values_list("from_email", "headers")[:MAILS_LOOKED_AT]:
        yield from_email.lower()
        for name in ("Cc", "Reply-To"):
            yield from (email for _, email in addresses(str(headers.get(name, ""))))


def _signature(mail: IncomingMail) -> str:
    from agent.reading.cleaning import plain_text
    from agent.reading.trimming import trim

    return trim(plain_text(mail.body_text), sender=mail.from_name, ours=mail.to_email).rest
