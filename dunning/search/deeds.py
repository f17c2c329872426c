"""Promises, disputes and notes by their words; promises by their amount too."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser, User
from django.db.models import QuerySet

from customers.access import narrow
from customers.search.sought import Sought
from customers.search.words import newest, with_words
from dunning.models import Activity, Dispute, Promise


def promises(sought: Sought, *, user: User | AnonymousUser, limit: int) -> list[Promise]:
    rows = with_words(narrow(Promise.objects.all(), user=user), sought.letters)
    return newest(rows.select_related("debtor"), limit)


def promises_of_amount(sought: Sought, *, user: User | AnonymousUser, limit: int) -> list[Promise]:
    if sought.amount is None:
        return []
    rows: QuerySet[Promise] = narrow(Promise.objects.filter(amount=sought.amount), user=user)
    return list(rows.select_related("debtor").order_by("-pk")[:limit])


def disputes(sought: Sought, *, user: User | AnonymousUser, limit: int) -> list[Dispute]:
    rows = with_words(narrow(Dispute.objects.all(), user=user), sought.letters)
    return newest(rows.select_related("debtor"), limit)


def notes(sought: Sought, *, user: User | AnonymousUser, limit: int) -> list[Activity]:
    rows = with_words(narrow(Activity.objects.all(), user=user), sought.letters)
    return newest(rows.select_related("case__debtor", "by"), limit)
