from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from dunning.judging import (
    ArrangementFacts,
    Outcome,
    PlannedInstalment,
    PromisedLine,
    PromiseFacts,
    judge,
    judge_arrangement,
)

PROMISED = date(2026, 3, 6)
LAST_DAY = date(2026, 3, 11)
AFTER = date(2026, 3, 12)
DUE = date(2026, 2, 20)


def line(
    amount: str = "1000", money: str = "0", left: str = "", due_on: date = DUE, invoice_id: int = 1
) -> PromisedLine:
    return PromisedLine(invoice_id=invoice_id, amount=Decimal(amount), due_on=due_on, money=Decimal(money), left=left)


def facts(
    *lines: PromisedLine,
    kind: str = "promise",
    today: date = AFTER,
    promised_on: date | None = PROMISED,
    data_through: date | None = AFTER,
    unassigned: str = "0",
    amount: str | None = None,
    money: str = "0",
) -> PromiseFacts:
    return PromiseFacts(
        kind=kind,
        promised_on=promised_on,
        last_day=LAST_DAY,
        today=today,
        data_through=data_through,
        tolerance=Decimal(5),
        amount=None if amount is None else Decimal(amount),
        lines=lines,
        money=Decimal(money),
        unassigned=Decimal(unassigned),
    )


CASES = {
    "paid in full after its day": (facts(line(money="1000")), Outcome.KEPT),
    "short by the tolerance": (facts(line(money="995")), Outcome.KEPT),
    "short by a cent more than the tolerance": (facts(line(money="994.99")), Outcome.PARTLY_KEPT),
    "kept before its day": (facts(line(money="1000"), today=date(2026, 3, 4), data_through=None), Outcome.KEPT),
    "part of the money before its day": (facts(line(money="500"), today=PROMISED), Outcome.NOT_YET),
    "nothing on the last day of tolerance": (facts(line(), today=LAST_DAY), Outcome.NOT_YET),
    "nothing the day after": (facts(line()), Outcome.BROKEN),
    "no more than the tolerance came": (facts(line(money="5")), Outcome.BROKEN),
    "data that ends a day before tolerance does": (facts(line(), data_through=date(2026, 3, 10)), Outcome.NOT_YET),
    "data through the last day": (facts(line(), data_through=LAST_DAY), Outcome.BROKEN),
    "a source that never told its date": (facts(line(), data_through=None), Outcome.NOT_YET),
    "without a date it cannot be broken": (facts(line(), promised_on=None), Outcome.NOT_YET),
    "without a date it can be kept": (facts(line(money="1000"), promised_on=None), Outcome.KEPT),
    "money on no invoice": (facts(line(), unassigned="1000"), Outcome.UNCLEAR),
    "money on no invoice beside a part": (facts(line(money="400"), unassigned="600"), Outcome.UNCLEAR),
    "unassigned cents": (facts(line(), unassigned="5"), Outcome.BROKEN),
    "money on no invoice before its day": (facts(line(), unassigned="1000", today=PROMISED), Outcome.NOT_YET),
    "its only invoice is void": (facts(line(left="void")), Outcome.LAPSED),
    "its only invoice is credited early": (facts(line(left="credited"), today=PROMISED), Outcome.LAPSED),
    "its only invoice is disputed": (facts(line(left="disputed")), Outcome.LAPSED),
    "one invoice disputed, the other paid": (
        facts(line(left="disputed"), line(money="1000", invoice_id=2)),
        Outcome.KEPT,
    ),
    "one invoice disputed, the other not paid": (facts(line(left="disputed"), line(invoice_id=2)), Outcome.BROKEN),
    "half paid, then credited": (facts(line(money="500", left="credited")), Outcome.LAPSED),
    "paid, then disputed": (facts(line(money="1000", left="disputed")), Outcome.KEPT),
    "settled by money that does not count otherwise": (facts(line(left="paid")), Outcome.KEPT),
    "one of two paid": (facts(line(money="1000"), line(invoice_id=2)), Outcome.PARTLY_KEPT),
    "an item not due by then promises nothing": (
        facts(line(money="1000"), line(due_on=date(2026, 4, 1), invoice_id=2)),
        Outcome.KEPT,
    ),
    "a claim not seen": (facts(line(), kind="claim"), Outcome.UNSEEN),
    "a claim seen in part": (facts(line(money="400"), kind="claim"), Outcome.PARTLY_KEPT),
    "a claim with money on no invoice": (facts(line(), kind="claim", unassigned="900"), Outcome.UNCLEAR),
    "an amount on the account came": (facts(amount="700", money="700"), Outcome.KEPT),
    "an amount on the account did not come": (facts(amount="700"), Outcome.BROKEN),
    "nothing was promised": (facts(), Outcome.LAPSED),
}


@pytest.mark.parametrize("name", CASES)
def test_a_promise_comes_to_its_outcome(name: str) -> None:
    given, outcome = CASES[name]
    assert judge(given).outcome is outcome


def test_a_judgement_says_what_is_missing_and_why() -> None:
    judgement = judge(facts(line(money="400")))
    assert (judgement.paid, judgement.missing) == (Decimal(400), Decimal(600))
    assert judgement.reason == "400 came, 600 did not."


PLAN = (
    PlannedInstalment(due_on=date(2026, 3, 2), last_day=date(2026, 3, 5), amount=Decimal(300)),
    PlannedInstalment(due_on=date(2026, 4, 1), last_day=date(2026, 4, 7), amount=Decimal(300)),
)


@pytest.mark.parametrize(
    ("paid", "today", "through", "settled", "outcome"),
    [
        ("0", date(2026, 3, 5), date(2026, 3, 5), False, Outcome.NOT_YET),
        ("0", date(2026, 3, 6), date(2026, 3, 5), False, Outcome.BROKEN),
        ("0", date(2026, 3, 6), date(2026, 3, 4), False, Outcome.NOT_YET),
        ("0", date(2026, 3, 6), None, False, Outcome.NOT_YET),
        ("295", date(2026, 3, 6), date(2026, 3, 6), False, Outcome.NOT_YET),
        ("294", date(2026, 3, 6), date(2026, 3, 6), False, Outcome.BROKEN),
        ("300", date(2026, 4, 8), date(2026, 4, 8), False, Outcome.BROKEN),
        ("595", date(2026, 3, 6), None, False, Outcome.KEPT),
        ("0", date(2026, 3, 6), None, True, Outcome.KEPT),
    ],
)
def test_an_arrangement_is_missed_when_late_instalments_exceed_the_money(
    paid: str, today: date, through: date | None, settled: bool, outcome: Outcome
) -> None:
    given = ArrangementFacts(
        instalments=PLAN,
        paid=Decimal(paid),
        settled=settled,
        today=today,
        data_through=through,
        tolerance=Decimal(5),
    )
    assert judge_arrangement(given).outcome is outcome
