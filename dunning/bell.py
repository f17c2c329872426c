"""The wake-up bell: rows are the jobs, a bell only makes a worker look for them soon."""

from __future__ import annotations

from functools import partial

from django.db import transaction

TASKS = {
    "draft": "dunning.tasks.draft",
    "send": "dunning.tasks.send",
    "read": "dunning.tasks.read",
    "apply": "dunning.tasks.apply",
    "follow": "dunning.tasks.follow",
    "round": "dunning.tasks.make_round",
    "carry_out": "dunning.tasks.carry_out",
}


def ring(name: str) -> None:
    """Wake a worker once this transaction has committed; at most one waiting per name.

    After the commit, because a bell already waiting may only be relied on for rows that its job can see. A bell lost in
    a crash is made good by the sweeper. Raises KeyError for an unknown name.
    """
    transaction.on_commit(partial(_enqueue, TASKS[name]), robust=True)


def _enqueue(function: str) -> None:
    from django.utils import timezone
    from django_q.brokers.orm import ORM
    from django_q.conf import Conf
    from django_q.models import OrmQ
    from django_q.signing import SignedPackage

    # The broker's own clock: a locked row is a job under way, which may have looked past our rows already.
    waiting = OrmQ.objects.filter(key=Conf.CLUSTER_NAME, lock__lte=timezone.now())  # noqa: TID251
    if not any(row.func() == function for row in waiting):
        package = _task(function, started=timezone.now())  # noqa: TID251
        ORM(list_key=Conf.CLUSTER_NAME).enqueue(SignedPackage.dumps(package))


def _task(function: str, *, started: object) -> dict[str, object]:
    """What django-q's `async_task` queues; that function itself would run the job at once where `sync` is set."""
    from django_q.conf import Conf
    from django_q.humanhash import uuid

    name, key = uuid()
    return {
        "id": key,
        "name": name,
        "func": function,
        "args": (),
        "kwargs": {},
        "started": started,
        "ack_failure": Conf.ACK_FAILURES,
    }
