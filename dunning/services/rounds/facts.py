"""CaseFacts of a chunk of debtors in a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from zoneinfo import ZoneInfo

from customers.history import PaymentHabit, payment_habits, payment_slides
from customers.models import Customer
from dunning.case_facts import ONE, ZERO, CaseFacts, CaseState, Habit, ItemFacts, PolicyRules
from dunning.local_days import time_zone_from
from dunning.models import Case
from dunning.services.rounds import items, standing
from dunning.services.rounds.chances import CurrencyChance, late_chances
from dunning.services.rounds.looking import Candidate
from dunning.services.rounds.rules import RoundRules
from dunning.step_choice import HABIT_MINIMUM_SETTLED
from trade.calendars import calendar_for

DEBTOR_COLUMNS = [
    "id",
    "country",
    "time_zone",
    "segment",
    "tier",
    "credit_limit",
    "do_not_contact",
    "insolvent",
    "exit",
    "source_id",
    "source__creditor_id",
]


@dataclass(frozen=True, slots=True)
class Debtor:
    """The columns of a customer that decisions need; order as DEBTOR_COLUMNS."""

    id: int
    country: str
    time_zone: str
    segment: str
    tier: str
    credit_limit: Decimal | None
    do_not_contact: bool
    insolvent: bool
    exit: str
    source_id: int
    creditor_id: int

    def stopped(self) -> str:
        return ("do_not_contact" if self.do_not_contact else "") or ("insolvent" if self.insolvent else "") or self.exit


@lru_cache(maxsize=2000)
def zone_of(own: str, country: str, creditor_zone: str) -> ZoneInfo:
    return ZoneInfo(time_zone_from(own, country, creditor_zone))


@dataclass
class Loaded:
    """Everything read for a chunk, by debtor id."""

    debtors: dict[int, Debtor]
    zones: dict[int, ZoneInfo]
    cases: dict[int, Case]
    open_items: dict[int, list[items.OpenItem]]
    expected: dict[int, Decimal]
    money: dict[int, dict[str, Decimal]]
    quiet: dict[int, items.Quiet]
    messages: dict[int, standing.Messages]
    unread: dict[int, datetime]
    reviews: tuple[dict, dict]
    anchors: dict[int, list]
    broken: dict[int, int]
    escalations: dict[int, list]
    reachable: dict[int, standing.Reachable]
    habits: dict[int, PaymentHabit]
    slides: dict[int, int]
    chances: dict[int, list[CurrencyChance]]


def load_facts(chunk: Sequence[Candidate], *, shared: RoundRules) -> list[CaseFacts]:
    """Facts in the order of the chunk. 19 queries whatever its size, 21 where a rule asks for risk."""
    loaded = _load([candidate.debtor_id for candidate in chunk], shared)
    return [_facts(candidate.debtor_id, loaded, shared) for candidate in chunk if candidate.debtor_id in loaded.debtors]


def _load(ids: list[int], shared: RoundRules) -> Loaded:
    as_of, today = shared.as_of, shared.as_of.date()
    debtors = {row[0]: Debtor(*row) for row in Customer.objects.filter(pk__any_of=ids).values_list(*DEBTOR_COLUMNS)}
    zones = {
        debtor.id: zone_of(debtor.time_zone, debtor.country, shared.creditors[debtor.creditor_id].time_zone)
        for debtor in debtors.values()
    }
    cases = standing.open_cases(ids, as_of=as_of)
    watched = {debtor.id: shared.watched_stages(debtor.segment, debtor_id=debtor.id) for debtor in debtors.values()}
    window = max((policy.broken_promise_window_days for policy in shared.policies.values()), default=180)
    return Loaded(
        debtors=debtors,
        zones=zones,
        cases=cases,
        open_items=items.open_items(ids, as_of=as_of, then=shared.looks_back),
        expected=items.expected_money(ids, as_of=as_of),
        money=items.unallocated_money(ids, as_of=as_of),
        quiet=items.quiet_parts(ids, today=today),
        messages=standing.messages_of(ids, cases=cases, zones=zones, watched=watched, as_of=as_of),
        unread=standing.unread_mail(ids),
        reviews=standing.reviews_of(cases),
        anchors=standing.anchors_of(ids, as_of=as_of, zones=zones),
        broken=standing.broken_promises(ids, as_of=as_of, window_days=window),
        escalations=standing.escalations_of(ids),
        reachable=standing.reachable(ids, today=today),
        slides=payment_slides(ids, on=today) if shared.any_rule_asks("sliding_days_over") else {},
        chances=late_chances(ids) if shared.any_rule_asks("late_chance_over") else {},
        habits=payment_habits(ids, on=today, minimum_settled=HABIT_MINIMUM_SETTLED),
    )


def _facts(debtor_id: int, loaded: Loaded, shared: RoundRules) -> CaseFacts:
    debtor, zone = loaded.debtors[debtor_id], loaded.zones[debtor_id]
    rules = shared.for_segment(debtor.segment)
    case = loaded.cases.get(debtor_id)
    messages = loaded.messages.get(debtor_id) or standing.Messages()
    opened, answered = loaded.reviews
    outcomes = answered.get(debtor_id, {})
    reach = loaded.reachable.get(debtor_id)
    habit = loaded.habits.get(debtor_id)
    invoices, credits, quiet = _items(
        debtor, loaded, shared, rules, chase_old=outcomes.get("opening_balance") == "chase"
    )
    if case and not carrying_is_settled(case.carrying_invoice_id, invoices):
        rules = shared.for_case(case, rules)
    return CaseFacts(
        as_of=shared.as_of,
        today=shared.as_of.astimezone(zone).date(),
        zone=zone,
        calendar=calendar_for(debtor.country),
        creditor_id=debtor.creditor_id,
        debtor_id=debtor_id,
        rules=rules,
        items=invoices,
        credits=credits,
        tier=debtor.tier,
        credit_limit=debtor.credit_limit,
        global_stop=shared.global_stop,
        stopped=debtor.stopped(),
        stale=_stale(debtor, loaded.open_items[debtor_id], shared),
        case=_case_state(case, zone) if case else None,
        unread_since=loaded.unread.get(debtor_id),
        delivery_uncertain=messages.uncertain,
        unfinished_message=messages.unfinished,
        reviews=tuple(opened.get(debtor_id, ())),
        answered_reviews=frozenset(outcomes),
        sent=tuple(messages.sent),
        courtesies=frozenset(messages.courtesies),
        anchors=tuple(loaded.anchors.get(debtor_id, ())),
        ends=tuple(quiet.ends),
        contact_usable=bool(reach and reach.usable),
        contact_back_on=reach.back_on if reach else None,
        ever_written=messages.ever_written or bool(case and case.last_outreach_at),
        habit=Habit(habit.settled, round(habit.median_days), round(habit.spread_days)) if habit else None,
        escalations=tuple(loaded.escalations.get(debtor_id, ())),
        broken_promises=loaded.broken.get(debtor_id, 0),
        sliding_days=loaded.slides.get(debtor_id),
        late_chance=_chance(loaded.chances.get(debtor_id, ()), shared, rules),
        delivered=messages.delivered,
        country=debtor.country,
    )


def _chance(chances: Sequence[CurrencyChance], shared: RoundRules, rules: PolicyRules) -> float | None:
    """Over all currencies, weighed by what is open in each; one without a rate counts as it stands."""
    weights = [(one, float(shared.rate(one.currency, rules.currency) or ONE)) for one in chances]
    total = sum(one.open * rate for one, rate in weights)
    return sum(one.open * one.chance * rate for one, rate in weights) / total if total else None


def carrying_is_settled(invoice_id: int | None, items: Sequence[ItemFacts]) -> bool:
    """Whether the invoice that carried a case is no longer open: its episode has ended."""
    return invoice_id is not None and all(item.invoice_id != invoice_id for item in items)


def _items(
    debtor: Debtor, loaded: Loaded, shared: RoundRules, rules: PolicyRules, *, chase_old: bool
) -> tuple[tuple[ItemFacts, ...], dict[str, Decimal], items.Quiet]:
    """Invoices with what is quiet about each; unapplied credit notes join the unallocated money."""
    quiet = loaded.quiet.get(debtor.id) or items.Quiet()
    credits: dict[str, Decimal] = defaultdict(Decimal, loaded.money.get(debtor.id, {}))
    invoices = []
    for row in loaded.open_items[debtor.id]:
        if row.open < 0:
            credits[row.currency] -= row.open
            continue
        invoices.append(
            ItemFacts(
                row.invoice_id,
                row.number,
                row.issued_on,
                row.due_on,
                items.effective_due(debtor.country, row.due_on),
                row.currency,
                row.open,
                quiet.promised.get(row.invoice_id, ZERO),
                quiet.claimed.get(row.invoice_id, ZERO),
                loaded.expected.get(row.invoice_id, ZERO),
                _set_aside(row, quiet, rules, chase_old=chase_old),
                ONE if row.currency == rules.currency else shared.rate(row.currency, rules.currency),
            )
        )
    if quiet.loose:
        invoices = spread_loose(invoices, quiet.loose)
    return tuple(invoices), dict(credits), quiet


def _set_aside(row: items.OpenItem, quiet: items.Quiet, rules: PolicyRules, *, chase_old: bool) -> str:
    if row.child_stopped:
        return "child_stopped"
    if row.collected:
        return "collected"
    if row.invoice_id in quiet.disputed:
        return "disputed"
    if row.invoice_id in quiet.arranged:
        return "arranged"
    # Old already when Dunwell learned of it.
    if not chase_old and (row.known_on - row.due_on).days > rules.go_live_age_days:
        return "opening_balance"
    return ""


def spread_loose(invoices: list[ItemFacts], loose: list[tuple[str, str, Decimal]]) -> list[ItemFacts]:
    """A promised or claimed sum without invoices takes the oldest of its currency first."""
    spread = list(invoices)
    for kind, currency, amount in loose:
        left = amount
        for index, item in enumerate(spread):
            free = item.open - item.quiet()
            if item.currency != currency or item.set_aside or free <= 0 or left <= 0:
                continue
            part = min(free, left)
            left -= part
            if kind == "claim":
                spread[index] = item._replace(claimed=item.claimed + part)
            else:
                spread[index] = item._replace(promised=item.promised + part)
    return spread


def _stale(debtor: Debtor, rows: list[items.OpenItem], shared: RoundRules) -> str:
    if not shared.stale:
        return ""
    sources = {debtor.source_id, *(row.source_id for row in rows)}
    return next((shared.stale[source_id].text for source_id in sources if source_id in shared.stale), "")


def _case_state(case: Case, zone: ZoneInfo) -> CaseState:
    def day(instant: datetime | None) -> date | None:
        return instant.astimezone(zone).date() if instant else None

    return CaseState(
        case_id=case.pk,
        version=case.version,
        status=case.status,
        policy_id=case.policy_id,
        action=case.action,
        reason=case.reason,
        carrying_invoice_id=case.carrying_invoice_id,
        attempts=case.attempts,
        extra_attempts=case.extra_attempts,
        last_outreach_on=day(case.last_outreach_at),
        last_reply_on=day(case.last_reply_at),
        episode_started_on=day(case.episode_started_at),
        hold_until=case.hold_until,
        hold_reason=case.hold_reason,
    )
