"""What of the queue somebody wants to see: from the address, and back into one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet

from dunning.models import Review
from dunning.search.reviews import reviews_about

# Past the deadline; due today; due until Sunday.
DUE = ("overdue", "today", "week")
# Words instead of a person's key.
OWNERS = ("mine", "none", "manager")


@dataclass(frozen=True)
class Wanted:
    """Empty is everything that waits now. `owner`: one of OWNERS or a person's key."""

    kind: str = ""
    owner: str = ""
    segment: str = ""
    currency: str = ""
    due: str = ""
    snoozed: str = ""
    text: str = ""

    @classmethod
    def of(cls, query: Mapping[str, Any]) -> Wanted:
        """What makes no sense is left out."""
        plain = {part.name: _plain(query.get(part.name)) for part in fields(cls)}
        known = {
            "kind": plain["kind"] in Review.Kind.values,
            "owner": plain["owner"] in OWNERS or _is_key(plain["owner"]),
            "due": plain["due"] in DUE,
            "snoozed": plain["snoozed"] == "1",
        }
        return cls(**{name: value for name, value in plain.items() if known.get(name, True)})

    def query(self) -> dict[str, str]:
        return {name: value for name, value in asdict(self).items() if value}

    def address(self, **changed: str) -> str:
        """Never empty: without any filter the person's default view would rule."""
        return "?" + urlencode(replace(self, **changed).query() or {"all": "1"})

    @property
    def is_narrow(self) -> bool:
        return bool(self.query())

    def rows(self, reviews: QuerySet[Review], *, user_id: int, today: date) -> QuerySet[Review]:
        """`reviews` narrowed down to what is wanted."""
        reviews = reviews.filter(snoozed_until__gt=today) if self.snoozed else reviews.filter(awake(today))
        plain = {name: value for name in ("kind", "segment", "currency") if (value := getattr(self, name))}
        reviews = reviews.filter(**plain)
        if self.owner:
            reviews = reviews.filter(owned(self.owner, user_id))
        if self.due:
            reviews = reviews.filter(due(self.due, today))
        return reviews.filter(pk__in=self._about) if self.text else reviews

    @cached_property
    def _about(self) -> list[int]:
        """Of whom, or what, the words speak; once for all that a page counts and lists."""
        return reviews_about(self.text, among=Review.objects.filter(closed_at__isnull=True))


def awake(today: date) -> Q:
    return Q(snoozed_until__isnull=True) | Q(snoozed_until__lte=today)


def owned(owner: str, user_id: int) -> Q:
    if owner == "manager":
        return Q(to_manager=True)
    if owner == "none":
        return Q(owner__isnull=True)
    return Q(owner=user_id if owner == "mine" else int(owner))


def due(what: str, today: date) -> Q:
    if what == "overdue":
        return Q(deadline__lt=today)
    if what == "today":
        return Q(deadline=today)
    return Q(deadline__gte=today, deadline__lte=week_end(today))


def week_end(today: date) -> date:
    return today + timedelta(days=6 - today.weekday())


def _plain(value: Any) -> str:
    return value.replace("\x00", "").strip()[:100] if isinstance(value, str) else ""


def _is_key(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 10
