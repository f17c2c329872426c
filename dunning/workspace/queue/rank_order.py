"""What stands before and after a review in the order of RANK, asked so that the index of that order is entered."""

from __future__ import annotations

from django.db.models import Q

from dunning.models import Review


def behind(row: Review) -> Q:
    """After it, among those that are the manager's as it is, or are not."""
    further = Q(points__lt=row.points) | Q(deadline__gt=row.deadline) | Q(deadline=row.deadline, pk__gt=row.pk)
    return Q(to_manager=row.to_manager, points__lte=row.points) & further


def ahead_of(row: Review) -> Q:
    """Before it, among those that are the manager's as it is, or are not."""
    nearer = Q(points__gt=row.points) | Q(deadline__lt=row.deadline) | Q(deadline=row.deadline, pk__lt=row.pk)
    return Q(to_manager=row.to_manager, points__gte=row.points) & nearer
