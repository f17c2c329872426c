"""Claiming approved messages: case locked, everything looked at again, then approved → sending under a lease."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F, Q

from dunning.bell import ring
from dunning.local_days import business_deadline
from dunning.models import Case, Message, Review
from dunning.services.autonomy.evidence import withdraw_alone
from dunning.services.cases.looks import look_again
from dunning.services.customer_page.links import make_customer_links
from dunning.services.outbox.claim_facts import ClaimFacts, claim_facts
from dunning.services.outbox.claim_rules import Claim, Say, look_again_at
from dunning.services.outbox.draft_rows import DEADLINE_BUSINESS_DAYS
from dunning.services.outbox.outreach import supersede_rows
from dunning.services.reviews.reviews import open_review
from dunning.turns import with_turns

# Longer than a chunk takes to send; afterwards nobody knows what became of the rest of it.
LEASE = timedelta(minutes=15)


@dataclass
class Claimed:
    """One chunk: what is to be sent now, and how many were put off or taken back. `looked_at`: all message ids seen."""

    messages: list[Message] = field(default_factory=list)
    looked_at: set[int] = field(default_factory=set)
    waiting: int = 0
    superseded: int = 0


@transaction.atomic
def claim_messages(*, limit: int, as_of: datetime, skip: Iterable[int] = ()) -> Claimed:
    """Claim up to `limit` approved messages whose time has come; cases that somebody works on are left for later.

    Cases are locked before their messages, as every service does. A constant number of queries.
    """
    wanted = _candidates(limit, as_of=as_of, skip=skip)
    claimed = Claimed(looked_at={pk for pk, _ in wanted})
    messages = _locked(wanted)
    if not messages:
        return claimed
    facts = claim_facts(messages, as_of=as_of)
    claims = [look_again_at(message, facts, as_of=as_of) for message in messages]
    _one_a_day(claims, facts)
    for say, apply in ((Say.SUPERSEDE, _supersede), (Say.LATER, _put_off), (Say.ASK, _ask)):
        apply([claim for claim in claims if claim.say == say], as_of=as_of)
    claimed.messages = _to_sending([claim for claim in claims if claim.say == Say.SEND], as_of=as_of)
    make_customer_links(claimed.messages, as_of=as_of)
    claimed.superseded = sum(claim.say == Say.SUPERSEDE for claim in claims)
    claimed.waiting = len(claims) - claimed.superseded - len(claimed.messages)
    return claimed


def _candidates(limit: int, *, as_of: datetime, skip: Iterable[int]) -> list[tuple[int, int]]:
    ready = Message.objects.filter(status=Message.Status.APPROVED, send_after__lte=as_of)
    ready = ready.filter(Q(next_attempt_at__isnull=True) | Q(next_attempt_at__lte=as_of)).exclude(pk__in=list(skip))
    return list(ready.order_by("send_after", "pk").values_list("pk", "case_id")[:limit])


def _locked(wanted: Sequence[tuple[int, int]]) -> list[Message]:
    cases = Case.objects.filter(pk__in={case for _, case in wanted}).order_by("pk")
    free = list(cases.select_for_update(skip_locked=True).values_list("pk", flat=True))
    related = ("case__debtor", "case__creditor", "case__policy__persona", "contact")
    messages = Message.objects.filter(pk__in=[pk for pk, _ in wanted], case__in=free, status=Message.Status.APPROVED)
    messages = with_turns(messages).select_related(*related).prefetch_related("documents").order_by("send_after", "pk")
    return list(messages.select_for_update(of=("self",), skip_locked=True))


def _one_a_day(claims: Sequence[Claim], facts: ClaimFacts) -> None:
    """Of two chasers of one debtor in the same chunk only the first goes today."""
    taken: set[int] = set()
    for claim in claims:
        if claim.say == Say.SEND and claim.message.kind == Message.Kind.REMINDER:
            if claim.message.debtor_id in taken:
                claim.put_off("Another reminder goes to this debtor today.", until=facts.tomorrow(claim.message))
            taken.add(claim.message.debtor_id)


def _supersede(claims: Sequence[Claim], *, as_of: datetime) -> None:
    reasons: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for claim in claims:
        reasons[claim.why].append((claim.message.pk, claim.message.debtor_id))
    for why, rows in reasons.items():
        supersede_rows(rows, why=why, as_of=as_of)
    if claims:
        look_again({claim.message.debtor_id for claim in claims})
        ring("round")


def _put_off(claims: Sequence[Claim], *, as_of: datetime) -> None:
    times: dict[tuple[datetime, str], list[int]] = defaultdict(list)
    for claim in claims:
        times[claim.until or as_of + timedelta(minutes=10), claim.why].append(claim.message.pk)
    for (until, why), ids in times.items():
        Message.objects.filter(pk__in=ids).update(next_attempt_at=until, problem=why)


def _ask(claims: Sequence[Claim], *, as_of: datetime) -> None:
    """A person's own message that is no longer true, or one that may no longer go alone, goes before a person."""
    withdraw_alone([claim.message.pk for claim in claims], as_of=as_of)
    for claim in claims:
        message, case = claim.message, claim.message.case
        message.move(Message.Status.AWAITING_APPROVAL)
        message.problem, message.send_after, message.approved_at = claim.why, None, None
        message.save(update_fields=["status", "problem", "send_after", "approved_at"])
        deadline = business_deadline(DEADLINE_BUSINESS_DAYS, case=case, as_of=as_of)
        open_review(Review.Kind.APPROVAL, why=claim.why, subject=message, case=case, deadline=deadline, as_of=as_of)


def _to_sending(claims: Sequence[Claim], *, as_of: datetime) -> list[Message]:
    """One UPDATE per day for all; where another worker sends to the same debtor today, one by one."""
    try:
        with transaction.atomic():
            return _mark(claims, as_of=as_of)
    except IntegrityError:
        sending = []
        for claim in claims:
            try:
                with transaction.atomic():
                    sending += _mark([claim], as_of=as_of)
            except IntegrityError:
                Message.objects.filter(pk=claim.message.pk).update(next_attempt_at=as_of + timedelta(hours=12))
        return sending


def _mark(claims: Sequence[Claim], *, as_of: datetime) -> list[Message]:
    days: dict[date, list[int]] = defaultdict(list)
    for claim in claims:
        days[claim.today].append(claim.message.pk)
    for today, ids in days.items():
        Message.objects.filter(pk__in=ids, status=Message.Status.APPROVED).update(
            status=Message.Status.SENDING, lease_until=as_of + LEASE, attempts=F("attempts") + 1, send_on=today
        )
    changed = [claim.message for claim in claims if claim.changed]
    if changed:
        Message.objects.bulk_update(changed, ["cc", "subject", "body_text", "body_html", "text_hash"])
    for claim in claims:
        claim.message.attempts += 1
    return [claim.message for claim in claims]
