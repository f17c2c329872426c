"""Whom numbers may judge.

A natural person is never scored or profiled by itself (GDPR, art. 22): no habit, no relation, no risk is worked out
for it, and what concerns it is a person's to decide. Set-based readers say the same in SQL, see `customers.history`.
"""

from __future__ import annotations

from customers.models import Customer


def may_be_scored(customer: Customer) -> bool:
    return not customer.natural_person
