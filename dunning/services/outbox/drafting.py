"""From due to approved or waiting for a person: recipient, text, check and approval, a chunk of messages at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from time import monotonic
from typing import TYPE_CHECKING

from django.db import connection, transaction
from django.db.models import F

from agent.facts import AccountFacts, DraftOrder
from customers.models import Contact
from dunning.account_facts import account_facts_by_case, addressed_to
from dunning.approval import ApprovalFacts, Verdict, may_go_alone
from dunning.collector import only_new_objects_collected
from dunning.customer_links import page_of
from dunning.facts_json import facts_digest, facts_to_json
from dunning.local_days import calendar_of, next_opening, today_of
from dunning.mail.threading import new_message_id
from dunning.model_writing import model_at_hand, model_writes
from dunning.models import PROMISE_NOTE, Message, Step
from dunning.own_wording import OwnWording, own_wording
from dunning.services.autonomy.ladder import step_down_on_blocks
from dunning.services.contacts.choice import Recipient
from dunning.services.contacts.recipients import recipients_of
from dunning.services.outbox.approval_facts import approval_facts
from dunning.services.outbox.draft_rows import DraftRow, store_drafts
from dunning.services.outbox.threads import Thread, threads_of
from dunning.services.outbox.writers_background import backgrounds_of
from dunning.turns import turn_of, with_turns
from dunning.writing import Unwritable, Written, checked_by_both, verdict_marks, violations_to_json, write

if TYPE_CHECKING:
    from agent.drafting.llm.background import Background as WritersBackground

CHUNK = 500
# A model takes seconds for a letter: a chunk of one ends within the lease and within a worker's task.
MODEL_CHUNK = 1
# Longer than any chunk takes; a worker that died gives its drafts back after this.
LEASE = timedelta(minutes=10)
TODAY_SOMEWHERE = timedelta(hours=14)

# Materialized: as a subquery the planner may run it once a row, and each run, skipping what is locked, takes the next.
TAKE = """
WITH free AS MATERIALIZED (
    SELECT id FROM dunning_message
    WHERE (status = 'due' OR (status = 'draft' AND (lease_until IS NULL OR lease_until < %(as_of)s)))
        AND send_on <= %(day)s
    ORDER BY send_on, id LIMIT %(limit)s FOR UPDATE SKIP LOCKED
)
UPDATE dunning_message AS message SET status = 'draft', lease_until = %(lease)s
FROM free WHERE message.id = free.id
RETURNING message.id
"""


@only_new_objects_collected()
def draft_due_messages(*, as_of: datetime, limit: int = 5000, budget_seconds: float = 60.0) -> int:
    """Write, check and route due messages; returns how many were taken. Safe to run in several workers at once.

    Queries per chunk are constant. Texts are made outside of any transaction, under a lease.
    """
    redraft_of_earlier_days(as_of=as_of)
    started, taken = monotonic(), 0
    while taken < limit and monotonic() - started < budget_seconds:
        ids = _take(min(_chunk(as_of=as_of), limit - taken), as_of=as_of)
        if not ids:
            break
        _draft(ids, as_of=as_of)
        taken += len(ids)
    return taken


def redraft_of_earlier_days(*, as_of: datetime) -> int:
    """Have drafts written anew whose day has passed unsent: their facts are yesterday's. A person's edit is kept.

    Only on a business day of the debtor; approved ones are looked at when they are claimed. Returns how many.
    """
    waiting = Message.objects.filter(status__in=("blocked", "awaiting_approval"), send_on__lte=as_of.date())
    waiting = waiting.exclude(kind=Message.Kind.MANUAL).exclude(purpose=PROMISE_NOTE)
    waiting = waiting.select_related("case__debtor", "case__creditor")
    waiting = waiting.defer("subject", "body_text", "body_html", "facts", "violations", "original_text", "suggestion")
    days: dict[date, list[int]] = defaultdict(list)
    for message in waiting.iterator(chunk_size=1000):
        today = today_of(message.case, as_of=as_of)
        if message.send_on < today and calendar_of(message.case.debtor).is_business_day(today):
            days[today].append(message.pk)
    for today, ids in days.items():
        stale = Message.objects.filter(pk__in=ids, status__in=("blocked", "awaiting_approval"), send_on__lt=today)
        stale.exclude(original_text="").update(suggestion=F("body_text"))
        stale.update(status=Message.Status.DRAFT, lease_until=None, send_on=today, original_text="", overruled=[])
    return sum(map(len, days.values()))


@dataclass(frozen=True)
class Background:
    """What a chunk of messages needs beside its rows."""

    recipients: Mapping[int, Recipient]
    facts: Mapping[int, AccountFacts]
    approval: Mapping[int, ApprovalFacts]
    threads: Mapping[int, Thread]
    # Cc by (cadence id, step key).
    cc: Mapping[tuple[int, str], Sequence[str]]
    wording: OwnWording
    # Empty where no model writes.
    writers: Mapping[int, WritersBackground]


def _chunk(*, as_of: datetime) -> int:
    return MODEL_CHUNK if model_at_hand(as_of=as_of) else CHUNK


def _take(limit: int, *, as_of: datetime) -> list[int]:
    with connection.cursor() as cursor:
        day = (as_of + TODAY_SOMEWHERE).date()
        cursor.execute(TAKE, {"lease": as_of + LEASE, "as_of": as_of, "day": day, "limit": limit})
        return [pk for (pk,) in cursor.fetchall()]


def _draft(ids: Sequence[int], *, as_of: datetime) -> None:
    related = (
        "case__debtor__account_manager",
        "case__creditor",
        "case__policy__persona",
        "answers__contact",
        "contact",
    )
    listed = Message.objects.filter(pk__in=ids).select_related(*related).prefetch_related("documents").order_by("pk")
    messages = list(with_turns(listed))
    background = _background(messages, as_of=as_of)
    rows = [_row(message, background, as_of=as_of) for message in messages]
    with transaction.atomic():
        store_drafts(rows, lease=as_of + LEASE, as_of=as_of)
        step_down_on_blocks([row.message.pk for row in rows if row.status == Message.Status.BLOCKED], as_of=as_of)


def _background(messages: Sequence[Message], *, as_of: datetime) -> Background:
    cases = {message.case_id: message.case for message in messages}
    accounts = account_facts_by_case(list(cases.values()), as_of=as_of)
    recipients = recipients_of(messages, as_of=as_of)
    facts = {
        message.pk: addressed_to(
            accounts[message.case_id],
            recipients[message.pk].contact,
            language=message.language,
            page=page_of(message, recipients[message.pk].contact),
        )
        for message in messages
    }
    addresses = {pk: found.contact.email if found.contact else "" for pk, found in recipients.items()}
    steps = Step.objects.filter(cadence__in={case.cadence_id for case in cases.values()}).exclude(cc=[])
    return Background(
        recipients=recipients,
        facts=facts,
        approval=approval_facts(messages, facts=facts, addresses=addresses, as_of=as_of),
        threads=threads_of(messages),
        cc={(cadence, key): cc for cadence, key, cc in steps.values_list("cadence_id", "key", "cc")},
        wording=own_wording(),
        writers=backgrounds_of(messages, languages=_languages(facts)) if _model_drafts(messages, as_of=as_of) else {},
    )


def _model_drafts(messages: Sequence[Message], *, as_of: datetime) -> bool:
    return model_writes() and len(messages) <= MODEL_CHUNK and model_at_hand(as_of=as_of)


def _languages(facts: Mapping[int, AccountFacts]) -> dict[int, str]:
    return {pk: account.language for pk, account in facts.items()}


def _row(message: Message, background: Background, *, as_of: datetime) -> DraftRow:
    """What becomes of one message; decided without a query."""
    recipient = background.recipients[message.pk]
    if recipient.contact is None:
        return DraftRow.without_recipient(message, back_on=recipient.back_on)
    verdict = may_go_alone(background.approval[message.pk])
    facts = background.facts[message.pk]
    try:
        disclosed = verdict.allowed and message.case.policy.disclose_ai
        written = _text(message, facts, background, disclose_ai=disclosed, as_of=as_of)
    except Unwritable as problem:
        return DraftRow.unwritable(message, why=str(problem))
    row = _filled(message, written, recipient.contact, facts, background)
    own = message.kind == Message.Kind.MANUAL
    row = replace(row, level=None if own else verdict.level)
    if written.violations and (own or not verdict.shadow):
        why = f"The check found: {written.violations[0].why}"
        return replace(row, status=Message.Status.BLOCKED, why=why)
    return _routed(row, verdict, as_of=as_of)


def _text(
    message: Message,
    facts: AccountFacts,
    background: Background,
    *,
    disclose_ai: bool,
    as_of: datetime,
) -> Written:
    """With a model seconds: outside of any transaction."""
    if message.kind == Message.Kind.MANUAL:
        return checked_by_both(
            subject=message.subject,
            body=message.body_text,
            language=facts.language,
            facts=facts,
            author=message.author,
            as_of=as_of,
        )
    order = draft_order(message, facts, wording=background.wording, disclose_ai=disclose_ai)
    return write(order, background=background.writers.get(message.pk), as_of=as_of)


def draft_order(message: Message, facts: AccountFacts, *, wording: OwnWording, disclose_ai: bool) -> DraftOrder:
    """The same message gets the same wording each time, so that only facts change a text; the next one another."""
    return DraftOrder(
        purpose=message.purpose,
        facts=facts,
        language=facts.language,
        seed=str(message.case_id),
        documents=tuple(dict.fromkeys(document.kind for document in message.documents.all())),
        disclose_ai=disclose_ai,
        turn=turn_of(message),
        changed=wording.changes(facts.language, message.case.policy.persona),
    )


def _filled(
    message: Message, written: Written, contact: Contact, facts: AccountFacts, background: Background
) -> DraftRow:
    thread = background.threads.get(message.pk, Thread())
    digest, guard = verdict_marks(written.subject, written.text)
    return DraftRow(
        message=message,
        status=Message.Status.CHECKED,
        language=written.language,
        contact_id=contact.pk,
        to_email=contact.email,
        to_name=contact.name,
        cc=_cc(message, background),
        subject=written.subject,
        body_text=written.text,
        body_html=written.html,
        facts=facts_to_json(facts),
        facts_digest=facts_digest(facts),
        text_hash=digest,
        guard_version=guard,
        violations=violations_to_json(written.violations),
        author=written.author,
        message_id=message.message_id or new_message_id(domain=_domain(message)),
        in_reply_to=thread.in_reply_to,
        references=thread.references,
    )


def _routed(row: DraftRow, verdict: Verdict, *, as_of: datetime) -> DraftRow:
    """To the sender, before a person, or nowhere but the records."""
    message, policy = row.message, row.message.case.policy
    if message.kind == Message.Kind.MANUAL:
        after = as_of + timedelta(minutes=policy.undo_minutes)
        return replace(row, status=Message.Status.APPROVED, send_after=after, approved_at=as_of)
    if verdict.shadow:
        return replace(row, status=Message.Status.SHADOW, why=verdict.reason)
    if not verdict.allowed:
        return replace(row, status=Message.Status.AWAITING_APPROVAL, why=verdict.reason)
    after = as_of + timedelta(minutes=policy.undo_minutes if verdict.after_window else 0)
    if message.is_unasked:
        after = next_opening(after, case=message.case, policy=policy)
    return replace(row, status=Message.Status.APPROVED, send_after=after, approved_at=as_of)


def _cc(message: Message, background: Background) -> list[str]:
    """Only from the step's list; “account_manager” stands for the debtor's."""
    manager = message.case.debtor.account_manager
    wanted = background.cc.get((message.case.cadence_id, message.step_key), ()) if message.step_key else ()
    listed = [(manager.email if manager else "") if entry == "account_manager" else entry for entry in wanted]
    return [address for address in listed if address]


def _domain(message: Message) -> str:
    creditor = message.case.creditor
    return (creditor.sender_email or creditor.reply_to).rpartition("@")[2]
