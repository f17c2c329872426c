"""Whom a case is written to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from customers.models import Contact, Invoice
from dunning.decisions import MAXIMUM_ABSENCE_BUSINESS_DAYS
from dunning.local_days import calendar_of, today_of
from dunning.models import Case, IncomingMail
from dunning.services.suppressions import suppressed_among


@dataclass(frozen=True)
class Recipient:
    """Who is written to; without a contact, `back_on` is the day on which waiting for an absent one ends."""

    contact: Contact | None
    back_on: date | None = None


def choose_recipient(case: Case, *, as_of: datetime) -> Contact | None:
    """The contact that this case is written to today, None if there is none. Five queries at most."""
    return choose_recipients([case], as_of=as_of)[case.pk].contact


def choose_recipients(
    cases: Sequence[Case], *, as_of: datetime, avoid: Mapping[int, Iterable[str]] | None = None
) -> dict[int, Recipient]:
    """By case id, in a fixed number of queries; expects debtor and creditor loaded.

    Who wrote last in the case comes first, then payables, managers and others, oldest row first; who is away is
    replaced by the stand-in. A contact of a child counts only where all that is open is that child's own. `avoid` holds
    addresses by case that must not be used, such as one that bounced.
    """
    debtors = {case.debtor_id for case in cases}
    known = _known_contacts(debtors)
    sole_buyers, wrote_last = _sole_buyers(debtors), _wrote_last(cases)
    days = {case.pk: today_of(case, as_of=as_of) for case in cases}
    silent = suppressed_among(
        (contact.email for contacts in known.values() for contact in contacts),
        today=min(days.values(), default=as_of.date()),
    )
    chosen = {}
    for case in cases:
        unwanted = silent | {email.lower() for email in (avoid or {}).get(case.pk, ())}
        fit = [
            contact
            for contact in known[case.debtor_id]
            if contact.email.lower() not in unwanted
            and contact.customer_id in (case.debtor_id, sole_buyers.get(case.debtor_id))
        ]
        fit.sort(key=lambda contact: _rank(contact, last=wrote_last.get(case.pk), case=case))
        chosen[case.pk] = _present(fit, case=case, today=days[case.pk])
    return chosen


def _rank(contact: Contact, *, last: int | None, case: Case) -> tuple[bool, int, bool, int]:
    roles = [str(role) for role in (Contact.Role.PAYABLES, Contact.Role.MANAGER, Contact.Role.OTHER)]
    return (contact.pk != last, roles.index(contact.role), contact.customer_id != case.debtor_id, contact.pk)


def _present(contacts: Sequence[Contact], *, case: Case, today: date) -> Recipient:
    """The first who is there, or whose confirmed stand-in is; else when the first of them is back."""
    by_key = {contact.pk: contact for contact in contacts}
    there = {contact.pk for contact in contacts if not contact.absent_until or contact.absent_until <= today}
    for contact in contacts:
        if contact.pk in there:
            return Recipient(contact)
        if contact.stand_in_id in there:
            return Recipient(by_key[contact.stand_in_id])
    backs = [contact.absent_until for contact in contacts if contact.absent_until]
    if not backs:
        return Recipient(None)
    latest = calendar_of(case.debtor).add_business_days(today, MAXIMUM_ABSENCE_BUSINESS_DAYS)
    return Recipient(None, back_on=min(*backs, latest))


def _known_contacts(debtors: set[int]) -> dict[int, list[Contact]]:
    """Active contacts of each debtor and of the children that it pays for."""
    family = Q(customer_id__in=debtors) | Q(customer__debtor_id__in=debtors)
    found: dict[int, list[Contact]] = defaultdict(list)
    for contact in Contact.objects.filter(family, state=Contact.State.ACTIVE).select_related("customer"):
        if not (contact.customer.do_not_contact or contact.customer.insolvent):
            found[contact.customer.debtor_or_self_id].append(contact)
    return found


def _sole_buyers(debtors: set[int]) -> dict[int, int]:
    """The one customer that bought everything open, by debtor; those with several buyers are missing."""
    buyers: dict[int, set[int]] = defaultdict(set)
    pairs = (
        Invoice.objects.still_open().filter(debtor_id__in=debtors).order_by().values_list("debtor_id", "customer_id")
    )
    for debtor, customer in pairs.distinct():
        buyers[debtor].add(customer)
    return {debtor: next(iter(customers)) for debtor, customers in buyers.items() if len(customers) == 1}


def _wrote_last(cases: Sequence[Case]) -> dict[int, int]:
    """The contact that wrote last in each case, automatic mail left out."""
    mails = IncomingMail.objects.filter(case__in=[case.pk for case in cases], contact__isnull=False, automatic="")
    latest = mails.order_by("case_id", "-received_at").distinct("case_id").values_list("case_id", "contact_id")
    return dict(latest)
