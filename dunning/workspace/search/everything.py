"""One search over every kind of row that the person may see, in one bounded piece of time."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.contrib.auth.models import User
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from customers.search.bounds import bounded, searching
from customers.search.sought import Sought, take_apart
from dunning.models import Case
from dunning.workspace.search.found import Found, Group, Result
from dunning.workspace.search.ledger_results import contact_results, customer_results, invoice_results, payment_results
from dunning.workspace.search.places import place_results
from dunning.workspace.search.talk_results import (
    dispute_results,
    note_results,
    promise_results,
    received_results,
    written_results,
)

IN_BOX, ON_PAGE = 5, 20
# What is not looked at by then is said to be missing.
LONGEST_SECONDS = 0.6


@dataclass(frozen=True)
class Kind:
    title: Any
    model: str
    find: Callable[[Sought, User, int], list[Result]]

    def may_be_seen(self, user: User) -> bool:
        app, _dot, name = self.model.partition(".")
        return user.has_perm(f"{app}.view_{name}") or user.has_perm(f"{app}.change_{name}")


INVOICES = Kind(gettext_lazy("Invoices"), "customers.invoice", invoice_results)
CUSTOMERS = Kind(gettext_lazy("Customers"), "customers.customer", customer_results)
CONTACTS = Kind(gettext_lazy("Contacts"), "customers.contact", contact_results)
PAYMENTS = Kind(gettext_lazy("Money from the bank"), "customers.banktransaction", payment_results)
RECEIVED = Kind(gettext_lazy("Mails received"), "dunning.incomingmail", received_results)
WRITTEN = Kind(gettext_lazy("Messages of ours"), "dunning.message", written_results)
PROMISES = Kind(gettext_lazy("Promises"), "dunning.promise", promise_results)
DISPUTES = Kind(gettext_lazy("Disputes"), "dunning.dispute", dispute_results)
NOTES = Kind(gettext_lazy("Calls and notes"), "dunning.activity", note_results)

TALK = (RECEIVED, WRITTEN, PROMISES, DISPUTES, NOTES)
FOR_NUMBERS = (INVOICES, PAYMENTS, CUSTOMERS, CONTACTS, *TALK)
FOR_WORDS = (CUSTOMERS, CONTACTS, PAYMENTS, *TALK, INVOICES)


def search_everything(typed: str, *, request: HttpRequest, limit: int) -> Found:
    """At most three queries a kind; results of a customer with an open case lead to the case page."""
    with searching():
        sought = take_apart(typed)
        found = Found(sought.text, too_short=sought.too_short, cut=sought.cut)
        if found.too_short:
            return found
        places = place_results(sought, request)
        groups = list(_groups(sought, request.user, limit, found))  # type: ignore[arg-type]
        groups = _to_cases(groups, request.user)  # type: ignore[arg-type]
    found.groups = _ranked(groups, places)
    return found


def _groups(sought: Sought, user: User, limit: int, found: Found) -> list[Group]:
    started, groups = time.monotonic(), []
    for kind in FOR_NUMBERS if sought.has_digits else FOR_WORDS:
        if not kind.may_be_seen(user):
            continue
        late = time.monotonic() - started > LONGEST_SECONDS
        results = None if late else bounded(lambda kind=kind: kind.find(sought, user, limit))  # type: ignore[misc]
        if results is None:
            found.slow.append(str(kind.title))
        elif results:
            groups.append(Group(str(kind.title), results))
    return groups


def _to_cases(groups: list[Group], user: User) -> list[Group]:
    """One query."""
    debtors = {result.debtor_id for group in groups for result in group.results if result.debtor_id}
    if not debtors or not (user.has_perm("dunning.view_case") or user.has_perm("dunning.change_case")):
        return groups
    rows = Case.objects.filter(debtor__in=debtors).exclude(status=Case.Status.CLOSED).order_by("-pk")
    cases = dict(rows.values_list("debtor_id", "pk"))
    return [replace(group, results=[_on_case(result, cases) for result in group.results]) for group in groups]


def _on_case(result: Result, cases: dict[int, int]) -> Result:
    case_id = cases.get(result.debtor_id or 0)
    if case_id is None:
        return result
    url = reverse("admin:dunning_case_change", args=[case_id])
    return replace(result, url=f"{url}#{result.anchor}" if result.anchor else url)


def _ranked(groups: list[Group], places: list[Result]) -> list[Group]:
    """What is precisely meant first; then pages of that name; then the kinds in their order."""
    best = [result for group in groups for result in group.results if result.exact]
    rest = [replace(group, results=[row for row in group.results if not row.exact]) for group in groups]
    ordered = [Group(_("Exactly this"), best), Group(_("Pages"), places), *rest]
    return [group for group in ordered if group.results]
