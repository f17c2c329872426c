"""A year of invoices and how they were paid, made up from one seed. Pure; days count from the first simulated day."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from config.demo.companies import Company, read_companies
from trade.calendars import calendar_for

HISTORY_DAYS = 365
# From so many days before the first simulated day on, what a company with a story owes is up to its story.
STORY_FROM = -26
# Due days of a story's invoices, where the usual two would not do.
STORY_DUE_DAYS: dict[str, tuple[int, ...]] = {
    "disputes_quantity": (-6, -3, 1),
    "disputes_price": (-5, 2),
    "silent": (-33, -12, 4),
    "breaks_twice": (-24, -10, -3),
    "old_item": (-210, -8),
    "parent_pays": (-5,),
    "two_currencies": (-6, -2),
    "credit_larger": (-9,),
    "bounces": (-4,),
}
USUAL_DUE_DAYS = (-4, 3)
PAID_BY_PARENT_DUE_DAYS = (-7, 6)


@dataclass(frozen=True)
class DemoInvoice:
    """`pays_on` None: its company's story, or nobody, settles it. A credit note's amount is negative."""

    number: str
    company: Company
    issued: date
    due: date
    amount: Decimal
    currency: str
    purchase_order: str = ""
    pays_on: date | None = None
    is_credit_note: bool = False

    def status(self, today: date) -> str:
        if self.is_credit_note:
            return "credit_note"
        return "paid" if self.pays_on and self.pays_on < today else "open"


def make_invoices(*, first_day: date, days: int, seed: int) -> list[DemoInvoice]:
    """Every invoice of the year before and of the simulated days, oldest first, numbered in that order."""
    made = []
    for company in read_companies():
        random = Random(f"{seed}/{company.id}")
        made += _regular(company, first_day=first_day, days=days, random=random)
        made += _of_story(company, first_day=first_day, random=random)
    made.sort(key=lambda invoice: (invoice.issued, invoice.company.id, invoice.amount))
    return [replace(invoice, number=f"{_prefix(invoice)}{20417 + place}") for place, invoice in enumerate(made)]


def _prefix(invoice: DemoInvoice) -> str:
    return "CN-" if invoice.is_credit_note else "LI-"


def _regular(company: Company, *, first_day: date, days: int, random: Random) -> list[DemoInvoice]:
    """One invoice every eight to thirty-two days, paid by habit."""
    made = []
    issued = first_day - timedelta(days=HISTORY_DAYS - random.randint(0, 20))
    while issued < first_day + timedelta(days=days):
        invoice = _invoice(company, issued, random)
        if not _is_up_to_story(company, invoice, first_day):
            share = (issued - first_day).days / HISTORY_DAYS + 1
            made.append(replace(invoice, pays_on=_pays_on(invoice, share, random)))
            made += _credit_now_and_then(invoice, first_day, random)
        issued = bank_day(issued + timedelta(days=random.randint(8, 32)))
    return made


def _is_up_to_story(company: Company, invoice: DemoInvoice, first_day: date) -> bool:
    told = invoice.issued < first_day and invoice.due >= first_day + timedelta(days=STORY_FROM)
    return _has_story(company) and told


def _has_story(company: Company) -> bool:
    return bool(company.story) or company.paid_by_parent


def _invoice(company: Company, issued: date, random: Random, *, due: date | None = None) -> DemoInvoice:
    amount = Decimal(round(company.size * random.lognormvariate(0, 0.35) * 100)) / 100
    return DemoInvoice(
        number="",
        company=company,
        issued=issued,
        due=due or issued + timedelta(days=company.terms),
        amount=amount,
        currency=company.money,
        purchase_order=f"PO-{random.randint(40000, 79999)}" if random.random() < 0.4 else "",
    )


def _pays_on(invoice: DemoInvoice, share: float, random: Random) -> date:
    """By habit; `share` is how far the year has gone, 0 to 1."""
    company = invoice.company
    delay = {
        "punctual": random.randint(-3, 1),
        "late": company.days + random.randint(-1, 1),
        "sliding": round(2 + 20 * share) + random.randint(-2, 2),
        "erratic": random.randint(-2, 30),
    }[company.habit]
    return bank_day(max(invoice.due + timedelta(days=delay), invoice.issued + timedelta(days=1)))


def _credit_now_and_then(invoice: DemoInvoice, first_day: date, random: Random) -> list[DemoInvoice]:
    """A credit note of a tenth for some invoices of the last weeks; older ones were used up long ago."""
    day = bank_day(invoice.issued + timedelta(days=7))
    if random.random() > 0.08 or not first_day - timedelta(days=25) <= day < first_day:
        return []
    amount = -(invoice.amount / 10).quantize(Decimal("0.01"))
    return [replace(invoice, issued=day, due=day, amount=amount, is_credit_note=True, pays_on=None, purchase_order="")]


def _of_story(company: Company, *, first_day: date, random: Random) -> list[DemoInvoice]:
    if not _has_story(company):
        return []
    made = [_due_on(company, first_day + timedelta(days=day), random) for day in _due_days(company)]
    if company.story == "two_currencies":
        made[1] = replace(made[1], currency="EUR")
    if company.story == "credit_larger":
        day = bank_day(first_day - timedelta(days=12))
        credit = -(made[0].amount * 2).quantize(Decimal("0.01"))
        made.append(replace(made[0], issued=day, due=day, amount=credit, is_credit_note=True, purchase_order=""))
    return made


def _due_days(company: Company) -> tuple[int, ...]:
    """The usual stories begin one after the other over two weeks."""
    if company.paid_by_parent:
        return PAID_BY_PARENT_DUE_DAYS
    later = int(company.id) * 7 % 15
    return STORY_DUE_DAYS.get(company.story) or tuple(day + later for day in USUAL_DUE_DAYS)


def _due_on(company: Company, due: date, random: Random) -> DemoInvoice:
    return _invoice(company, due - timedelta(days=company.terms), random, due=due)


def bank_day(day: date) -> date:
    """The day itself if banks work, else the next on which they do."""
    return calendar_for("DE").next_business_day(day)
