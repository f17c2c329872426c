"""What is looked at again before mail leaves, for a chunk of messages: a constant number of queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Max, Q
from django.db.models.functions import Lower

from agent.facts import AccountFacts
from dunning.account_facts import account_facts_by_case, addressed_to
from dunning.approval import level_of
from dunning.customer_links import page_of
from dunning.local_days import next_opening, today_of
from dunning.models import Evidence, IncomingMail, Message, Review
from dunning.own_wording import OwnWording, own_wording
from dunning.services.autonomy.rungs import load_ladder
from dunning.services.contacts.suppressions import suppressed_among
from dunning.services.outbox.approval_facts import rungs_of
from dunning.services.outbox.freshness import stale_sources


@dataclass(frozen=True)
class ClaimFacts:
    """By message or debtor: the account as it stands now, and what forbids sending."""

    as_of: datetime
    accounts: dict[int, AccountFacts]
    todays: dict[int, date]
    suppressed: frozenset[str]
    unread_debtors: frozenset[int]
    unread_senders: frozenset[str]
    # Debtors that got a message on their own today.
    written_today: frozenset[int]
    # By case: when the newest review was opened that blocks it.
    blocked_since: dict[int, datetime]
    # In words, by source.
    stale: dict[int, str]
    # Approved by the agent under a rung that is lower now.
    demoted: frozenset[int]
    wording: OwnWording

    def tomorrow(self, message: Message) -> datetime:
        """The next opening after the debtor's today."""
        return next_opening(self.as_of + timedelta(days=1), case=message.case, policy=message.case.policy)


def claim_facts(messages: Sequence[Message], *, as_of: datetime) -> ClaimFacts:
    """Expects case, debtor, creditor, policy and contact loaded."""
    cases = {message.case_id: message.case for message in messages}
    accounts = account_facts_by_case(list(cases.values()), as_of=as_of)
    todays = {message.pk: today_of(message.case, as_of=as_of) for message in messages}
    debtors = {message.debtor_id for message in messages}
    addresses = {email.lower() for message in messages for email in (message.to_email, *message.cc)}
    return ClaimFacts(
        as_of=as_of,
        accounts={
            message.pk: addressed_to(
                accounts[message.case_id],
                message.contact,
                language=message.language,
                page=page_of(message, message.contact),
            )
            for message in messages
        },
        todays=todays,
        suppressed=suppressed_among(addresses, today=min(todays.values())),
        unread_debtors=_unread_debtors(debtors),
        unread_senders=_unread_senders(addresses),
        written_today=_written_today(messages, todays),
        blocked_since=_blocked_since(set(cases)),
        stale={pk: stale.text for pk, stale in stale_sources(as_of=as_of).items()},
        demoted=_demoted(messages),
        wording=own_wording(),
    )


def _unread_debtors(debtors: set[int]) -> frozenset[int]:
    unread = IncomingMail.objects.filter(debtor_id__in=debtors, status__in=IncomingMail.UNREAD)
    return frozenset(pk for pk in unread.values_list("debtor_id", flat=True) if pk)


def _unread_senders(addresses: set[str]) -> frozenset[str]:
    """Addresses written to of which a mail waits that nobody has matched to a debtor yet."""
    unread = IncomingMail.objects.filter(debtor__isnull=True, status__in=IncomingMail.UNREAD)
    return frozenset(
        unread.annotate(sender=Lower("from_email")).filter(sender__in=addresses).values_list("sender", flat=True)
    )


def _demoted(messages: Sequence[Message]) -> frozenset[int]:
    alone = {message.pk: message for message in messages if message.approved_by_id is None}
    ladder = load_ladder()
    levels = Evidence.objects.filter(message_id__in=alone).values_list("message_id", "level")
    return frozenset(pk for pk, level in levels if pk and level_of(rungs_of(alone[pk], ladder)) < level)


def _written_today(messages: Sequence[Message], todays: dict[int, date]) -> frozenset[int]:
    days = {message.debtor_id: todays[message.pk] for message in messages}
    gone = Message.objects.filter(debtor_id__in=days, send_on__in=set(days.values()), status__in=Message.HANDED_OVER)
    return frozenset(debtor for debtor, day in gone.values_list("debtor_id", "send_on") if days[debtor] == day)


def _blocked_since(cases: set[int]) -> dict[int, datetime]:
    kinds = [kind for kind, blocked in Review.BLOCKS.items() if blocked == "case"]
    opened = Review.objects.filter(Q(case_id__in=cases), kind__in=kinds, closed_at__isnull=True).order_by()
    pairs = opened.values_list("case_id").annotate(since=Max("opened_at"))
    return {case: since for case, since in pairs if case}
