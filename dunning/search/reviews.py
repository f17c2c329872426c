"""What waits for a person, by whom and what it is about and why it waits."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from customers.models import BankTransaction, Customer
from customers.search.bounds import bounded, searching
from customers.search.invoices import debtors_of_numbers
from customers.search.parties import keys_named
from customers.search.sought import Sought, take_apart
from customers.search.words import newest, with_words
from dunning.models import Case, IncomingMail, Review
from dunning.models.review import RANK
from dunning.search.mails import keys_of_mails

# More than anybody reads; the first in the order of their rank are kept.
MOST = 1_000
MOST_CUSTOMERS, MOST_SUBJECTS = 500, 200


def reviews_about(typed: str, *, among: QuerySet[Review]) -> list[int]:
    """Keys of reviews about a customer, an invoice, a payer or a mail; open ones also by why they wait.

    At most twelve queries, each by an index; what takes too long is left out.
    """
    with searching():
        sought = take_apart(typed)
        if not sought.letters:
            return []
        found: dict[int, None] = {}
        for rows in (_of_customers(sought, among), _of_subjects(sought, among), _by_reason(sought, among)):
            found.update(dict.fromkeys(bounded(lambda rows=rows: _first(rows)) or ()))  # type: ignore[misc]
    return list(found)


def _first(rows: QuerySet[Review]) -> list[int]:
    return list(rows.order_by(*RANK).values_list("pk", flat=True)[:MOST])


def _of_customers(sought: Sought, among: QuerySet[Review]) -> QuerySet[Review]:
    named = bounded(lambda: keys_named(sought, limit=MOST_CUSTOMERS)) or []
    owing = bounded(lambda: list(debtors_of_numbers(sought, limit=MOST_SUBJECTS))) or []
    paid_by = Customer.objects.filter(pk__in=named, debtor__isnull=False).values_list("debtor", flat=True)
    cases = Case.objects.filter(debtor__in={*named, *owing, *paid_by})
    return among.filter(case__in=list(cases.order_by("-pk").values_list("pk", flat=True)[:MOST]))


def _of_subjects(sought: Sought, among: QuerySet[Review]) -> QuerySet[Review]:
    """Those without a customer are known by who wrote or paid."""
    told = with_words(BankTransaction.objects.only("pk"), sought.letters)
    payments = bounded(lambda: [row.pk for row in newest(told, MOST_SUBJECTS)]) or []
    mails = bounded(lambda: keys_of_mails(IncomingMail, sought, limit=MOST_SUBJECTS)) or []
    return among.filter(Q(transaction__in=payments) | Q(incoming__in=mails))


def _by_reason(sought: Sought, among: QuerySet[Review]) -> QuerySet[Review]:
    return with_words(among.filter(closed_at__isnull=True), sought.letters)
