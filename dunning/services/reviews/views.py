"""Views of the queue that people keep: filters under a name, their own or the team's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from dunning.models import DefaultQueueView, QueueView

if TYPE_CHECKING:
    from django.contrib.auth.models import User

MOST_OF_ONE = 30


def views_for(user: User) -> QuerySet[QueueView]:
    """The person's own and the team's, by name."""
    return QueueView.objects.filter(Q(owner=user) | Q(shared=True)).select_related("owner").order_by("name", "pk")


@transaction.atomic
def save_view(*, owner: User, name: str, query: Mapping[str, str], shared: bool, default: bool = False) -> QueueView:
    """Keep filters under a name; one of the person's own by that name is replaced. ValueError without a name."""
    name = name.strip()[:60]
    if not name:
        raise ValueError(_("Give the view a name."))
    if QueueView.objects.filter(owner=owner).exclude(name=name).count() >= MOST_OF_ONE:
        raise ValueError(_("You have %(count)d views already. Delete one first.") % {"count": MOST_OF_ONE})
    values = {"query": dict(query), "shared": shared}
    view, _made = QueueView.objects.update_or_create(owner=owner, name=name, defaults=values)
    if default:
        set_default_view(user=owner, view_id=view.pk)
    return view


@transaction.atomic
def delete_view(*, owner: User, view_id: int) -> bool:
    """Only one's own. Whether there was one."""
    return bool(QueueView.objects.filter(owner=owner, pk=view_id).delete()[0])


@transaction.atomic
def set_default_view(*, user: User, view_id: int | None) -> None:
    """What the person's queue opens with; None for all that waits. QueueView.DoesNotExist for one out of sight."""
    if view_id is None:
        DefaultQueueView.objects.filter(user=user).delete()
        return
    view = views_for(user).get(pk=view_id)
    DefaultQueueView.objects.update_or_create(user=user, defaults={"view": view})


def default_view(user: User) -> QueueView | None:
    found = DefaultQueueView.objects.filter(user=user).select_related("view").first()
    return found.view if found and (found.view.shared or found.view.owner_id == user.pk) else None
