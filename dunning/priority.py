"""What comes first in the queue, and why: pure, from what is known of a review and its account."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

# The part of an account's overdue money that stands still while somebody is waited for, by what the review blocks.
WEIGHTS = {"case": Decimal("1"), "step": Decimal("0.6"), "": Decimal("0.3")}


@dataclass(frozen=True, slots=True)
class Points:
    """A rule: so many percent of the cash at risk, once what it counts reaches the threshold."""

    percent: int
    threshold: int


# Later: money that is promised, contested or on its way needs no person yet. Sooner: where waiting costs most.
DEFAULTS: Mapping[str, Points] = {
    "promise_near": Points(-50, 7),
    "dispute_open": Points(-30, 1),
    "payment_claimed": Points(-40, 1),
    "broken_promises": Points(30, 1),
    "silence": Points(20, 3),
    "over_limit": Points(25, 1),
}
# Days to a promised payment count downwards: the fewer, the nearer.
DOWNWARDS = frozenset({"promise_near"})


@dataclass(frozen=True)
class PriorityFacts:
    """`blocks`: case, step or ""; `exposure`: overdue in all, in policy currency.

    `chance` of it being paid more than 30 days late, None without a score. `signs`: what each rule counts, by kind.
    """

    kind: str
    blocks: str
    exposure: Decimal
    to_manager: bool = False
    chance: float | None = None
    signs: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Priority:
    """More `points` come first; `at_risk` in the currency of the exposure; `reasons` in words, the strongest first."""

    points: float
    at_risk: Decimal
    reasons: tuple[str, ...]


def priority_of(facts: PriorityFacts, rules: Mapping[str, Points] = DEFAULTS) -> Priority:
    """Expected cash at risk, raised and lowered by the rules; never below zero."""
    at_risk = cash_at_risk(facts)
    held = held_rules(facts.signs, rules)
    factor = max(0, 100 + sum(rules[kind].percent for kind in held))
    return Priority(
        float(at_risk * factor / 100), at_risk, (*_reasons(facts), *_rule_words(facts, held, rules, at_risk))
    )


def cash_at_risk(facts: PriorityFacts) -> Decimal:
    """What is overdue, by how much of it stands still meanwhile and how likely it is to come late."""
    weight = WEIGHTS.get(facts.blocks, WEIGHTS[""])
    chance = Decimal(1) if facts.chance is None else Decimal(str(facts.chance))
    return (facts.exposure * weight * chance).quantize(Decimal("0.01"))


def held_rules(signs: Mapping[str, int], rules: Mapping[str, Points]) -> list[str]:
    """The kinds of the rules that hold and move something, the strongest first."""
    held = [
        kind for kind, rule in rules.items() if rule.percent and kind in signs and _reached(kind, signs[kind], rule)
    ]
    return sorted(held, key=lambda kind: (-abs(rules[kind].percent), kind))


def _reached(kind: str, count: int, rule: Points) -> bool:
    return count <= rule.threshold if kind in DOWNWARDS else count >= rule.threshold


def _reasons(facts: PriorityFacts) -> tuple[str, ...]:
    late = (_("past its deadline"),) if facts.to_manager else ()
    if not facts.exposure:
        return (*late, _("nothing overdue is known to hang on it"))
    words = {
        "case": _("the whole account waits for it"),
        "step": _("the next message waits for it"),
        "": _("the account goes on meanwhile"),
    }
    likely: tuple[str, ...] = ()
    if facts.chance is not None:
        percent = round(100 * facts.chance)
        likely = (_("%(percent)s %% likely to come more than 30 days late") % {"percent": percent},)
    return (*late, words.get(facts.blocks, words[""]), *likely)


def _rule_words(
    facts: PriorityFacts, held: list[str], rules: Mapping[str, Points], at_risk: Decimal
) -> tuple[str, ...]:
    """Each rule that holds, with the points that it gives or takes; none where no money is at risk."""
    if not at_risk:
        return ()
    told = []
    for kind in held:
        points = round(at_risk * rules[kind].percent / 100)
        shown = number_format(abs(points), use_l10n=True, force_grouping=True)
        sign = "+" if rules[kind].percent > 0 else "−"
        told.append(f"{sign}{shown}: {sign_words(kind, facts.signs[kind])}")
    return tuple(told)


def sign_words(kind: str, count: int) -> str:
    """What a rule counted, in words."""
    if kind == "promise_near":
        if not count:
            return _("a payment is promised for today")
        words = ngettext("a payment is promised in %(n)s day", "a payment is promised in %(n)s days", count)
    elif kind == "dispute_open":
        words = ngettext("%(n)s dispute is open", "%(n)s disputes are open", count)
    elif kind == "payment_claimed":
        words = ngettext("%(n)s payment is announced", "%(n)s payments are announced", count)
    elif kind == "broken_promises":
        words = ngettext("%(n)s promise was broken", "%(n)s promises were broken", count)
    elif kind == "silence":
        words = ngettext("no answer to %(n)s message", "no answer to %(n)s messages", count)
    else:
        words = ngettext("%(n)s %% over the credit limit", "%(n)s %% over the credit limit", count)
    return words % {"n": count}
