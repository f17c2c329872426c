"""Stopping all mail to one customer by hand, with the reason kept, and going on again."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from customers.models import Customer
from dunning.models import Activity, Case, InvalidState
from dunning.services.cases.cases import lock_case, record_activity, set_customer_flag

if TYPE_CHECKING:
    from django.contrib.auth.models import User

# Why a customer is not written to any more: the flag and its value.
STOPS: dict[str, tuple[str, bool | str]] = {
    "do_not_contact": ("do_not_contact", True),
    "insolvent": ("insolvent", True),
    "legal": ("exit", "legal"),
    "handed_over": ("exit", "handed_over"),
    "written_off": ("exit", "written_off"),
}


@transaction.atomic
def stop_case(*, case_id: int, why: str, note: str, by: User, as_of: datetime) -> Customer:
    """Write nothing more to the case's debtor; `why` is one of STOPS, the note is kept on the case.

    Raises InvalidState for a closed case, ValueError for another word.
    """
    if why not in STOPS:
        raise ValueError(_("“%(word)s” is no reason to stop.") % {"word": why})
    flag, value = STOPS[why]
    record_activity(case_id=case_id, kind=Activity.Kind.NOTE, text=note, by=by, as_of=as_of)
    debtor_id = Case.objects.values_list("debtor_id", flat=True).get(pk=case_id)
    return set_customer_flag(customer_id=debtor_id, flag=flag, value=value, by=by, as_of=as_of)


@transaction.atomic
def resume_case(*, case_id: int, by: User, as_of: datetime) -> Customer:
    """Take back every flag that keeps the debtor from being written to. Raises InvalidState where none stands."""
    debtor = lock_case(case_id).debtor
    stands = [
        (flag, off)
        for flag, off in (("do_not_contact", False), ("insolvent", False), ("exit", ""))
        if getattr(debtor, flag)
    ]
    if not stands:
        raise InvalidState(_("Nothing stops this customer's mail."))
    for flag, off in stands:
        debtor = set_customer_flag(customer_id=debtor.pk, flag=flag, value=off, by=by, as_of=as_of)
    return debtor


def is_stopped(debtor: Customer) -> bool:
    return bool(debtor.do_not_contact or debtor.insolvent or debtor.exit)
