"""Promises, disputes and notes by their words; promises by their amount too."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser, User

from customers.search.lookups import NOTHING, Condition, Lookup, beginnings, best, newest, rows_of
from customers.search.sought import Sought
from dunning.models import Activity, Dispute, Promise


def promises(sought: Sought, *, user: User | AnonymousUser, limit: int) -> list[Promise]:
    return rows_of(promised(sought, user=user, limit=limit), Promise.objects.select_related("debtor"))


def promised(sought: Sought, *, user: User | AnonymousUser, limit: int) -> Lookup:
    return newest(Promise, beginnings(Promise, sought.letters), user=user, limit=limit)


def promises_of_amount(sought: Sought, *, user: User | AnonymousUser, limit: int) -> list[Promise]:
    return rows_of(promised_amounts(sought, user=user, limit=limit), Promise.objects.select_related("debtor"))


def promised_amounts(sought: Sought, *, user: User | AnonymousUser, limit: int) -> Lookup:
    if sought.amount is None:
        return NOTHING
    of_amount = Condition('"dunning_promise"."amount" = %s', (sought.amount,))
    return best(Promise, of_amount, user=user, order='"dunning_promise"."id" DESC', limit=limit)


def disputes(sought: Sought, *, user: User | AnonymousUser, limit: int) -> list[Dispute]:
    return rows_of(contested(sought, user=user, limit=limit), Dispute.objects.select_related("debtor"))


def contested(sought: Sought, *, user: User | AnonymousUser, limit: int) -> Lookup:
    return newest(Dispute, beginnings(Dispute, sought.letters), user=user, limit=limit)


def notes(sought: Sought, *, user: User | AnonymousUser, limit: int) -> list[Activity]:
    return rows_of(noted(sought, user=user, limit=limit), Activity.objects.select_related("case__debtor", "by"))


def noted(sought: Sought, *, user: User | AnonymousUser, limit: int) -> Lookup:
    return newest(Activity, beginnings(Activity, sought.letters), user=user, limit=limit)
