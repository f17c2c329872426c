"""An installation's own sentences: kept once translators' rules and guardrails let them, and given up again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import F

from agent.facts import DraftOrder
from audit.recording import record_event
from dunning.account_facts import account_facts, addressed_to
from dunning.models import Case, Installation, Wording
from dunning.services.contacts.choice import choose_recipients
from dunning.wording_check import Place, Problem, check_wording

if TYPE_CHECKING:
    from django.contrib.auth.models import User


class WordingRefused(ValueError):
    """The sentence may not stand in letters; `problems` say why."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("; ".join(problem.why for problem in problems))
        self.problems = tuple(problems)


@transaction.atomic
def change_wording(
    place: Place, forms: Sequence[str], *, by: User, as_of: datetime, case: Case | None = None
) -> Wording:
    """Keep a sentence in place of ours: from the next batch of drafts on. `case`: a true account to try it on as well.

    Raises WordingRefused with what translators' rules or the guardrails have against it. Takes up to a few seconds.
    """
    problems = check_wording(
        place, forms, real=real_orders(case, language=place.language, path=place.path, as_of=as_of)
    )
    if problems:
        raise WordingRefused(problems)
    key: dict[str, Any] = {"language": place.language, "path": place.path, "variant": place.variant}
    before = Wording.objects.filter(**key).values_list("forms", flat=True).first()
    values = {"forms": list(forms), "changed_at": as_of, "changed_by": by}
    wording, _ = Wording.objects.update_or_create(**key, defaults=values)
    _next_version()
    data = {**key, "forms": list(forms), "before": before or list(place.ours)}
    record_event("wording.changed", subject=wording, as_of=as_of, by=by, data=data)
    return wording


@transaction.atomic
def reset_wording(place: Place, *, by: User, as_of: datetime) -> bool:
    """Back to our sentence; False where it stands already."""
    key = {"language": place.language, "path": place.path, "variant": place.variant}
    wording = Wording.objects.select_for_update().filter(**key).first()
    if wording is None:
        return False
    record_event("wording.reset", subject=wording, as_of=as_of, by=by, data={**key, "before": wording.forms})
    wording.delete()
    _next_version()
    return True


def real_orders(case: Case | None, *, language: str, path: str, as_of: datetime) -> list[tuple[str, DraftOrder]]:
    """What could be written to an account of the ledger today, in the language, one order a purpose of the path."""
    if case is None:
        return []
    from agent.drafting import PURPOSES

    parts = path.split(".")
    contact = choose_recipients([case], as_of=as_of)[case.pk].contact
    facts = addressed_to(account_facts(case, as_of=as_of), contact, language=language)
    documents = (parts[1],) if parts[0] == "documents" else ("invoice_copy",)
    return [
        (str(case.debtor), DraftOrder(purpose, facts, language, seed=str(case.pk), documents=documents))
        for purpose in ((parts[1],) if parts[0] == "purpose" else PURPOSES)
    ]


def _next_version() -> None:
    Installation.current()
    Installation.objects.filter(pk=1).update(wording_version=F("wording_version") + 1)
