"""Who has a review open just now, so that two people do not work on the same one without knowing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from dunning.models import ReviewLease
from dunning.services.reviews.outcomes import name_of

if TYPE_CHECKING:
    from django.contrib.auth.models import User

LEASE = timedelta(seconds=45)


def take_lease(*, review_id: int, user: User, as_of: datetime) -> None:
    """Say that this person looks at it, and at nothing else in the queue. Two statements."""
    ReviewLease.objects.filter(user=user).exclude(review=review_id).delete()
    row = ReviewLease(review_id=review_id, user=user, until=as_of + LEASE)
    ReviewLease.objects.bulk_create(
        [row], update_conflicts=True, unique_fields=["review", "user"], update_fields=["until"]
    )


def drop_leases(*, user: User) -> None:
    ReviewLease.objects.filter(user=user).delete()


def lookers(review_ids: Collection[int], *, user: User, as_of: datetime) -> dict[int, list[str]]:
    """The names of the others who have these open, by review. One query."""
    rows = ReviewLease.objects.filter(review__in=list(review_ids), until__gt=as_of).exclude(user=user)
    found: dict[int, list[str]] = defaultdict(list)
    for row in rows.select_related("user").order_by("user__username"):
        found[row.review_id].append(name_of(row.user))
    return dict(found)
