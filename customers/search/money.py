"""Entries of the bank by payer, reference, account and amount."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser, User
from django.db import connection

from customers.models import BankTransaction
from customers.search.lookups import NOTHING, Condition, Lookup, beginnings, best, newest, rows_of
from customers.search.sought import Sought

_NEWEST = '"customers_banktransaction"."id" DESC'
# As the index of accounts has it.
_FROM = """
"customers_banktransaction"."payer_account" <> ''
AND upper(replace("customers_banktransaction"."payer_account", ' ', '')) LIKE %s
"""


def told_payments(sought: Sought, *, user: User | AnonymousUser, limit: int) -> list[BankTransaction]:
    return rows_of(told(sought, user=user, limit=limit), BankTransaction.objects.all())


def told(sought: Sought, *, user: User | AnonymousUser, limit: int) -> Lookup:
    """Every word begins a word of the payer's name, the reference or the id; newest first."""
    return newest(BankTransaction, beginnings(BankTransaction, sought.letters), user=user, limit=limit)


def payments_of_amount(sought: Sought, *, user: User | AnonymousUser, limit: int) -> list[BankTransaction]:
    return rows_of(amounts(sought, user=user, limit=limit), BankTransaction.objects.all())


def amounts(sought: Sought, *, user: User | AnonymousUser, limit: int) -> Lookup:
    """Paid in or out."""
    if sought.amount is None:
        return NOTHING
    either = Condition('"customers_banktransaction"."amount" IN (%s, %s)', (sought.amount, -sought.amount))
    return best(BankTransaction, either, user=user, order=_NEWEST, limit=limit)


def payments_from_account(sought: Sought, *, user: User | AnonymousUser, limit: int) -> list[BankTransaction]:
    return rows_of(accounts(sought, user=user, limit=limit), BankTransaction.objects.all())


def accounts(sought: Sought, *, user: User | AnonymousUser, limit: int) -> Lookup:
    """From an account whose number begins like it."""
    if not sought.account:
        return NOTHING
    begins = Condition(_FROM, (f"{connection.ops.prep_for_like_query(sought.account)}%",))
    return best(BankTransaction, begins, user=user, order=_NEWEST, limit=limit)
