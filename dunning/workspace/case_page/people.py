"""Who is behind an account: contacts and their state, the account manager, the family, and what marks the customer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from customers.models import Contact, Customer
from dunning.models import Case, Suppression
from dunning.services.contacts.choice import choose_among
from dunning.workspace.case_page.shown_words import day_in_words

SHOWN_CONTACTS, SHOWN_CHILDREN = 12, 8
_CONTACT = ("name", "email", "role", "state", "absent_until", "stand_in")
# Of the customer that a contact is at: its name, and what tells whether it may be written to.
_AT = ("customer__name", "customer__debtor", "customer__do_not_contact", "customer__insolvent")


@dataclass(frozen=True)
class KnownContact:
    """`state` as (words, tone); `chosen`: who is written to today."""

    contact: Contact
    state: tuple[str, str]
    chosen: bool


@dataclass(frozen=True)
class People:
    contacts: tuple[KnownContact, ...]
    chosen: Contact | None
    children: tuple[Customer, ...]
    tags: tuple[tuple[str, str], ...]


def people_of(case: Case, *, today: date, as_of: datetime) -> People:
    """Five queries at most; expects the debtor with its parent and account manager."""
    debtor = case.debtor
    family = Customer.objects.filter(Q(pk=debtor.pk) | Q(debtor_id=debtor.pk)).values("pk")
    rows = Contact.objects.filter(customer__in=family).select_related("customer").only(*_CONTACT, *_AT)
    contacts = list(rows.order_by("pk"))
    silent = _suppressions(contacts, today=today)
    chosen = choose_among(case, contacts, silent=silent.keys(), as_of=as_of)
    known = [
        KnownContact(contact, _state(contact, silent, today=today), contact == chosen)
        for contact in contacts[:SHOWN_CONTACTS]
    ]
    children = Customer.objects.filter(Q(parent_id=debtor.pk) | Q(debtor_id=debtor.pk)).exclude(pk=debtor.pk)
    return People(
        contacts=tuple(sorted(known, key=lambda one: not one.chosen)),
        chosen=chosen,
        children=tuple(children.only("name").order_by("name")[:SHOWN_CHILDREN]),
        tags=tuple(_tags(debtor)),
    )


def _suppressions(contacts: Sequence[Contact], *, today: date) -> Mapping[str, Suppression]:
    rows = Suppression.objects.annotate(address=Lower("email")).filter(
        address__in=[contact.email.lower() for contact in contacts], lifted_at__isnull=True
    )
    return {row.email.lower(): row for row in rows.filter(Q(until__isnull=True) | Q(until__gte=today))}


def _state(contact: Contact, silent: Mapping[str, Suppression], *, today: date) -> tuple[str, str]:
    words = {
        "bad_address": _("bounced"),
        "blocked": _("blocked by its server"),
        "complaint": _("complained"),
        "opt_out": _("opted out"),
        "by_hand": _("stopped by hand"),
    }
    if suppressed := silent.get(contact.email.lower()):
        return words.get(suppressed.why, suppressed.get_why_display()), "bad"
    if contact.state == Contact.State.SUGGESTED:
        return _("not confirmed"), "warn"
    if contact.state == Contact.State.LEFT:
        return _("has left"), ""
    if contact.absent_until and contact.absent_until > today:
        return _("away until %(day)s") % {"day": day_in_words(contact.absent_until)}, "warn"
    return "", ""


def _tags(debtor: Customer) -> list[tuple[str, str]]:
    found = [
        (_("Do not contact"), "bad", debtor.do_not_contact),
        (_("Insolvent"), "bad", debtor.insolvent),
        (
            {
                "handed_over": _("Handed over"),
                "legal": _("Legal matter"),
                "written_off": _("Written off"),
            }.get(debtor.exit, debtor.exit),
            "bad",
            bool(debtor.exit),
        ),
        (_("Key account"), "info", debtor.tier == Customer.Tier.KEY_ACCOUNT),
        (_("High value"), "info", debtor.tier == Customer.Tier.HIGH_VALUE),
        (_("Natural person"), "warn", debtor.natural_person),
        (_("Direct debit"), "", debtor.payment_method == "direct_debit"),
        (_("Card"), "", debtor.payment_method == "card"),
    ]
    return [(words, tone) for words, tone, holds in found if holds]
