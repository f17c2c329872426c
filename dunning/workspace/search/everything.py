"""One search over every kind of row that the person may see, in one bounded piece of time."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.contrib.auth.models import User
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from customers.search.bounds import bounded, searching
from customers.search.known_forms import known_forms
from customers.search.lookups import Lookup, keys_of
from customers.search.sought import Sought, take_apart
from dunning.models import Case
from dunning.workspace.search import ledger_results as ledger
from dunning.workspace.search import talk_results as talk
from dunning.workspace.search.found import Found, Group, Keys, Result
from dunning.workspace.search.places import place_results

IN_BOX, ON_PAGE = 5, 20
# What is not looked at by then is said to be missing.
LONGEST_SECONDS = 0.6


@dataclass(frozen=True)
class Kind:
    """`look`: all ways to find its rows; `again`: more of them once it is known what these found; `show`: the rows."""

    title: Any
    model: str
    look: Callable[[Sought, User, int], list[Lookup]]
    show: Callable[[Sought, int, Keys], list[Result]]
    again: Callable[[Sought, User, int, Keys], list[Lookup]] | None = None

    def may_be_seen(self, user: User) -> bool:
        app, _dot, name = self.model.partition(".")
        return user.has_perm(f"{app}.view_{name}") or user.has_perm(f"{app}.change_{name}")


INVOICES = Kind(
    gettext_lazy("Invoices"),
    "customers.invoice",
    ledger.invoice_lookups,
    ledger.invoice_results,
    ledger.slipped_invoices,
)
CUSTOMERS = Kind(
    gettext_lazy("Customers"),
    "customers.customer",
    ledger.customer_lookups,
    ledger.customer_results,
    ledger.alike_customers,
)
CONTACTS = Kind(
    gettext_lazy("Contacts"), "customers.contact", ledger.contact_lookups, ledger.contact_results, ledger.alike_contacts
)
PAYMENTS = Kind(
    gettext_lazy("Money from the bank"), "customers.banktransaction", ledger.payment_lookups, ledger.payment_results
)
RECEIVED = Kind(gettext_lazy("Mails received"), "dunning.incomingmail", talk.received_lookups, talk.received_results)
WRITTEN = Kind(gettext_lazy("Messages of ours"), "dunning.message", talk.written_lookups, talk.written_results)
PROMISES = Kind(gettext_lazy("Promises"), "dunning.promise", talk.promise_lookups, talk.promise_results)
DISPUTES = Kind(gettext_lazy("Disputes"), "dunning.dispute", talk.dispute_lookups, talk.dispute_results)
NOTES = Kind(gettext_lazy("Calls and notes"), "dunning.activity", talk.note_lookups, talk.note_results)

TALK = (RECEIVED, WRITTEN, PROMISES, DISPUTES, NOTES)
FOR_NUMBERS = (INVOICES, PAYMENTS, CUSTOMERS, CONTACTS, *TALK)
FOR_WORDS = (CUSTOMERS, CONTACTS, PAYMENTS, *TALK, INVOICES)


def search_everything(typed: str, *, request: HttpRequest, limit: int) -> Found:
    """At most two queries for the keys of all kinds, unless they take too long together, and one for each kind found.

    Results of a customer with an open case lead to the case page.
    """
    sought = take_apart(typed)
    found = Found(sought.text, too_short=sought.too_short, cut=sought.cut)
    if found.too_short:
        return found
    places = place_results(sought, request)
    if sought.has_digits:
        known_forms()  # learned with time enough, once in ten minutes
    with searching():
        groups = _groups(sought, request.user, limit, found)  # type: ignore[arg-type]
    found.groups = _ranked(_to_cases(groups, request.user), places)  # type: ignore[arg-type]
    return found


def _groups(sought: Sought, user: User, limit: int, found: Found) -> list[Group]:
    kinds = [kind for kind in (FOR_NUMBERS if sought.has_digits else FOR_WORDS) if kind.may_be_seen(user)]
    looking = Looking(LONGEST_SECONDS)
    keys = looking.look(kinds, lambda kind: kind.look(sought, user, limit))
    unsure = [kind for kind in keys if kind.again]
    for kind, more in looking.look(unsure, lambda kind: kind.again(sought, user, limit, keys[kind])).items():  # type: ignore[misc]
        keys[kind] += more
    groups = []
    for kind in kinds:
        shown = bounded(lambda kind=kind: kind.show(sought, limit, keys[kind])) if any(keys.get(kind, ())) else []  # type: ignore[misc]
        if shown is None or kind in looking.slow:
            found.slow.append(str(kind.title))
        if shown:
            groups.append(Group(str(kind.title), shown))
    return groups


class Looking:
    """Keys by kind in one statement; when that takes too long kind by kind, until the time is over."""

    def __init__(self, seconds: float) -> None:
        self.ends = time.monotonic() + seconds
        self.slow: set[Kind] = set()

    def look(self, kinds: Iterable[Kind], lookups_of: Callable[[Kind], list[Lookup]]) -> dict[Kind, Keys]:
        """What is not looked at in time is missing, and counts as slow."""
        wanted = {kind: lookups_of(kind) for kind in kinds}
        asked = {kind: lookups for kind, lookups in wanted.items() if lookups}
        together = bounded(lambda: keys_of([lookup for lookups in asked.values() for lookup in lookups]))
        if together is not None:
            rest = iter(together)
            return {kind: [next(rest) for _ in lookups] for kind, lookups in asked.items()}
        alone = {kind: self._alone(lookups) for kind, lookups in asked.items()}
        self.slow |= {kind for kind, keys in alone.items() if keys is None}
        return {kind: keys for kind, keys in alone.items() if keys is not None}

    def _alone(self, lookups: list[Lookup]) -> Keys | None:
        return bounded(lambda: keys_of(lookups)) if time.monotonic() < self.ends else None


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
