"""ApprovalFacts of checked messages: a fixed number of queries for any number of messages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.db.models import Q
from django.db.models.functions import Lower

from agent.facts import AccountFacts
from customers.models import Customer, Rate
from dunning.approval import ApprovalFacts, RungFact
from dunning.models import Case, Message, Promise, Reading, Rung
from dunning.services.autonomy.rungs import Ladder, load_ladder, ruling_rung

MOVED = "moved"


@dataclass(frozen=True)
class Standing:
    """What approval asks about debtors, addresses and readings beyond the messages themselves."""

    ladder: Ladder
    rates: Mapping[tuple[str, str], Decimal]
    # (debtor id, address in lower case) that got mail from us before.
    written_to: frozenset[tuple[int, str]]
    broken_at: Mapping[int, Sequence[datetime]]
    changed_debtors: frozenset[int]
    confidence: Mapping[int, float]


def approval_facts(
    messages: Sequence[Message], *, facts: Mapping[int, AccountFacts], addresses: Mapping[int, str], as_of: datetime
) -> dict[int, ApprovalFacts]:
    """By message id, as are `facts` and `addresses` (the recipients'); expects cases, debtors and policies loaded."""
    standing = _standing(messages, addresses=addresses, as_of=as_of)
    return {
        message.pk: _facts_of(
            message, standing, facts=facts[message.pk], address=addresses[message.pk].lower(), as_of=as_of
        )
        for message in messages
    }


def _facts_of(
    message: Message, standing: Standing, *, facts: AccountFacts, address: str, as_of: datetime
) -> ApprovalFacts:
    debtor, policy = message.case.debtor, message.case.policy
    since = as_of - timedelta(days=policy.broken_promise_window_days)
    broken = [at for at in standing.broken_at.get(debtor.pk, ()) if at >= since]
    return ApprovalFacts(
        stage=message.stage,
        rungs=rungs_of(message, standing.ladder),
        overdue=_in_policy_currency(facts.totals_overdue(), policy.currency, standing.rates),
        new_contact=(debtor.pk, address) not in standing.written_to,
        broken_promises=len(broken),
        key_account=debtor.tier == Customer.Tier.KEY_ACCOUNT,
        tier=debtor.tier,
        natural_person=debtor.natural_person,
        debtor_changed=debtor.pk in standing.changed_debtors,
        overruled=bool(message.overruled),
        confidence=standing.confidence.get(message.answers_id) if message.answers_id else None,
        minimum_confidence=float(policy.minimum_confidence),
        needs_person=message.needs_person,
    )


def rungs_of(message: Message, ladder: Ladder) -> tuple[RungFact, ...]:
    """Of each kind of action that the message is; expects case, debtor and documents loaded."""
    debtor = message.case.debtor
    return tuple(
        ruling_rung(
            ladder, debtor.segment, kind, message.stage if kind == Rung.Kind.REMINDER else "", debtor_id=debtor.pk
        )
        for kind in _kinds(message)
    )


def _kinds(message: Message) -> tuple[str, ...]:
    """The kinds of action that a message is: documents that go along make an answer one of documents, too."""
    kinds = [str(message.kind)]
    if message.documents.all() and Rung.Kind.DOCUMENT not in kinds:
        kinds.append(Rung.Kind.DOCUMENT)
    return tuple(kinds)


def _in_policy_currency(
    totals: Mapping[str, Decimal], currency: str, rates: Mapping[tuple[str, str], Decimal]
) -> Decimal | None:
    """The sum at the latest dated rates; None where one is missing."""
    total = Decimal()
    for held, amount in totals.items():
        rate = Decimal(1) if held == currency else rates.get((held, currency))
        if rate is None:
            return None
        total += amount * rate
    return total.quantize(Decimal("0.01"))


def _standing(messages: Sequence[Message], *, addresses: Mapping[int, str], as_of: datetime) -> Standing:
    debtors = {message.debtor_id for message in messages}
    return Standing(
        ladder=load_ladder(),
        rates=Rate.objects.known_on(as_of.date()),
        written_to=_written_to(debtors, {address.lower() for address in addresses.values()}),
        broken_at=_broken_at(debtors),
        changed_debtors=_changed(debtors),
        confidence=_confidence({message.answers_id for message in messages if message.answers_id}),
    )


def _written_to(debtors: set[int], addresses: set[str]) -> frozenset[tuple[int, str]]:
    sent = Message.objects.annotate(address=Lower("to_email")).filter(
        debtor_id__in=debtors, address__in=addresses, status__in=Message.OUT
    )
    return frozenset(sent.values_list("debtor_id", "address").distinct())


def _broken_at(debtors: set[int]) -> dict[int, list[datetime]]:
    found: dict[int, list[datetime]] = {}
    broken = Promise.objects.filter(
        debtor_id__in=debtors, kind=Promise.Kind.PROMISE, status=Promise.Status.BROKEN, judged_at__isnull=False
    )
    for debtor, judged_at in broken.values_list("debtor_id", "judged_at"):
        if judged_at:
            found.setdefault(debtor, []).append(judged_at)
    return found


def _changed(debtors: set[int]) -> frozenset[int]:
    """Debtors that took over, or gave away, a case: one that was closed as moved."""
    moved = Case.objects.filter(status=Case.Status.CLOSED, closed_why__istartswith=MOVED)
    pairs = moved.filter(Q(debtor__in=debtors) | Q(debtor__debtor__in=debtors))
    return frozenset(pk for pair in pairs.values_list("debtor_id", "debtor__debtor_id") for pk in pair if pk)


def _confidence(mails: set[int]) -> dict[int, float]:
    """Of the latest reading of each mail."""
    readings = Reading.objects.filter(mail_id__in=mails).order_by("mail_id", "-pk").distinct("mail_id")
    return dict(readings.values_list("mail_id", "confidence"))
