"""Whom a case is written to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, Q

from customers.models import Contact, Customer, Invoice
from dunning.decisions import MAXIMUM_ABSENCE_BUSINESS_DAYS
from dunning.local_days import calendar_of, today_of
from dunning.models import Case, IncomingMail, Message
from dunning.services.contacts.suppressions import suppressed_among


@dataclass(frozen=True)
class Recipient:
    """Who is written to; without a contact, `back_on` is the day on which waiting for an absent one ends."""

    contact: Contact | None
    back_on: date | None = None


def choose_recipient(case: Case, *, as_of: datetime) -> Contact | None:
    """The contact that this case is written to today, None if there is none. Four queries at most."""
    return choose_recipients([case], as_of=as_of)[case.pk].contact


def choose_among(
    case: Case, contacts: Iterable[Contact], *, silent: Collection[str], as_of: datetime
) -> Contact | None:
    """The same where the contacts of the debtor and of whom it pays for are known, whatever their state.

    `silent`: those of their addresses that get no mail today, in lower case. Two queries at most; expects the
    contacts' customers loaded.
    """
    known = _by_debtor(contact for contact in contacts if contact.state == Contact.State.ACTIVE)
    return _chosen([case], known, silent=silent, avoid={}, as_of=as_of)[case.pk].contact


def choose_recipients(
    cases: Sequence[Case], *, as_of: datetime, avoid: Mapping[int, Iterable[str]] | None = None
) -> dict[int, Recipient]:
    """By case id, in a fixed number of queries; expects debtor and creditor loaded.

    Who wrote last in the case comes first, then payables, managers and others, oldest row first; who is away is
    replaced by the stand-in. A contact of a child counts only where all that is open is that child's own. `avoid` holds
    addresses by case that must not be used, such as one that bounced.
    """
    known = _known_contacts(cases)
    return _chosen(cases, known, silent=_silent(cases, known, as_of=as_of), avoid=avoid or {}, as_of=as_of)


def _chosen(
    cases: Sequence[Case],
    known: Mapping[int, Sequence[Contact]],
    *,
    silent: Collection[str],
    avoid: Mapping[int, Iterable[str]],
    as_of: datetime,
) -> dict[int, Recipient]:
    fitting = list(_fit(cases, known, silent=silent, avoid=avoid))
    # Who wrote last makes a difference among several alone.
    wrote_last, chosen = _wrote_last([case for case, fit in fitting if len(fit) > 1]), {}
    for case, fit in fitting:
        fit.sort(key=lambda contact: _rank(contact, last=wrote_last.get(case.pk), case=case))
        chosen[case.pk] = _present(fit, case=case, today=today_of(case, as_of=as_of))
    return chosen


def choose_superiors(
    cases: Sequence[Case], *, as_of: datetime, avoid: Mapping[int, Iterable[str]] | None = None
) -> dict[int, Contact]:
    """By case id a manager of the customer, after reminders to others that nobody has answered.

    Cases are missing where nothing went unanswered, or where every manager is away or has been written to already.
    A fixed number of queries; expects debtor and creditor loaded.
    """
    unanswered, known, chosen = _written_to_in_vain(cases), _known_contacts(cases), {}
    silent = _silent(cases, known, as_of=as_of)
    for case, fit in _fit(cases, known, silent=silent, avoid=avoid or {}):
        today, asked = today_of(case, as_of=as_of), unanswered[case.pk]
        for contact in sorted(fit, key=lambda contact: (contact.customer_id != case.debtor_id, contact.pk)):
            away = contact.absent_until and contact.absent_until > today
            if asked and contact.role == Contact.Role.MANAGER and contact.email.lower() not in asked and not away:
                chosen[case.pk] = contact
                break
    return chosen


def _fit(
    cases: Sequence[Case],
    known: Mapping[int, Sequence[Contact]],
    *,
    silent: Collection[str],
    avoid: Mapping[int, Iterable[str]],
) -> Iterator[tuple[Case, list[Contact]]]:
    """Each case with the contacts that may be written to about it, away or not."""
    of_children = {debtor for debtor, contacts in known.items() if any(c.customer_id != debtor for c in contacts)}
    sole_buyers = _sole_buyers(of_children)
    for case in cases:
        unwanted = {*silent, *(email.lower() for email in avoid.get(case.pk, ()))}
        theirs = (case.debtor_id, sole_buyers.get(case.debtor_id))
        candidates = known.get(case.debtor_id, ())
        yield case, [c for c in candidates if c.email.lower() not in unwanted and c.customer_id in theirs]


def _silent(cases: Sequence[Case], known: Mapping[int, Sequence[Contact]], *, as_of: datetime) -> frozenset[str]:
    return suppressed_among(
        (contact.email for contacts in known.values() for contact in contacts),
        today=min((today_of(case, as_of=as_of) for case in cases), default=as_of.date()),
    )


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


def _known_contacts(cases: Sequence[Case]) -> dict[int, list[Contact]]:
    """Active contacts of each debtor and of the children that it pays for."""
    debtors = {case.debtor_id for case in cases}
    # Of customers first: over a join neither index serves the “or”.
    family = Customer.objects.filter(Q(pk__in=debtors) | Q(debtor_id__in=debtors)).values("pk")
    known = Contact.objects.filter(customer__in=family, state=Contact.State.ACTIVE)
    return _by_debtor(known.select_related("customer"))


def _by_debtor(contacts: Iterable[Contact]) -> dict[int, list[Contact]]:
    """Those of customers that may be written to; expects the customers loaded."""
    found: dict[int, list[Contact]] = defaultdict(list)
    for contact in contacts:
        if not (contact.customer.do_not_contact or contact.customer.insolvent):
            found[contact.customer.debtor_or_self_id].append(contact)
    return found


def _sole_buyers(debtors: set[int]) -> dict[int, int]:
    """The one customer that bought everything open, by debtor; those with several buyers are missing."""
    if not debtors:
        return {}
    buyers: dict[int, set[int]] = defaultdict(set)
    pairs = (
        Invoice.objects.still_open().filter(debtor_id__in=debtors).order_by().values_list("debtor_id", "customer_id")
    )
    for debtor, customer in pairs.distinct():
        buyers[debtor].add(customer)
    return {debtor: next(iter(customers)) for debtor, customers in buyers.items() if len(customers) == 1}


def _written_to_in_vain(cases: Sequence[Case]) -> dict[int, set[str]]:
    """By case the addresses that reminders reached since its episode began, which is after the last answer."""
    found: dict[int, set[str]] = defaultdict(set)
    gone = Message.objects.filter(
        case__in=[case.pk for case in cases],
        kind=Message.Kind.REMINDER,
        status__in=Message.OUT,
        sent_at__gte=F("case__episode_started_at"),
    )
    for case, email in gone.values_list("case_id", "to_email"):
        found[case].add(email.lower())
    return found


def _wrote_last(cases: Sequence[Case]) -> dict[int, int]:
    """The contact that wrote last in each case, automatic mail left out."""
    if not cases:
        return {}
    mails = IncomingMail.objects.filter(case__in=[case.pk for case in cases], contact__isnull=False, automatic="")
    latest = mails.order_by("case_id", "-received_at").distinct("case_id").values_list("case_id", "contact_id")
    return dict(latest)
