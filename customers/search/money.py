"""Entries of the bank by payer, reference, account and amount."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser, User
from django.db.models import Value
from django.db.models.functions import Replace, Upper

from customers.access import narrow
from customers.models import BankTransaction
from customers.search.sought import Sought
from customers.search.words import newest, with_words

_ACCOUNT = Upper(Replace("payer_account", Value(" "), Value("")))


def told_payments(sought: Sought, *, user: User | AnonymousUser, limit: int) -> list[BankTransaction]:
    """Every word begins a word of the payer's name, the reference or the id; newest first."""
    rows = with_words(narrow(BankTransaction.objects.all(), user=user), sought.letters)
    return newest(rows.select_related("debtor"), limit)


def payments_of_amount(sought: Sought, *, user: User | AnonymousUser, limit: int) -> list[BankTransaction]:
    if sought.amount is None:
        return []
    rows = narrow(BankTransaction.objects.filter(amount__in=(sought.amount, -sought.amount)), user=user)
    return list(rows.select_related("debtor").order_by("-pk")[:limit])


def payments_from_account(sought: Sought, *, user: User | AnonymousUser, limit: int) -> list[BankTransaction]:
    if not sought.account:
        return []
    rows = BankTransaction.objects.exclude(payer_account="").alias(account=_ACCOUNT)
    rows = narrow(rows.filter(account__startswith=sought.account), user=user)
    return list(rows.select_related("debtor").order_by("-pk")[:limit])
