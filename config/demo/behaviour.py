"""The example's customers at work: they get our letters, answer in their language, and pay, each by its story."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from random import Random
from zoneinfo import ZoneInfo

from config.demo.companies import Company, read_companies
from config.demo.files import Transfer, account_of
from config.demo.ledger import DemoInvoice, bank_day
from config.demo.letters import Letter, answer_to, bounce_of
from config.demo.reply_words import PAYMENT_WORD
from config.demo.stories import Bounce, Pay, Reply, deeds
from trade.calendars import calendar_for
from trade.countries import time_zone_for
from trade.dates import format_date
from trade.money import format_amount, quantize

STAND_IN = "Robin Keller"
OFFICE_OPENS, OFFICE_CLOSES = time(9, 0), time(17, 0)


@dataclass(frozen=True)
class Order:
    """A transfer that a company has ordered from its bank."""

    company: Company
    numbers: tuple[str, ...]
    pay: Pay


class Customers:
    """All sixty. Deterministic: the same letters on the same days bring the same answers and payments."""

    def __init__(self, invoices: Iterable[DemoInvoice], *, first_day: date, seed: int) -> None:
        self.seed = seed
        self.companies = {company.id: company for company in read_companies()}
        self.by_domain = {company.domain: company for company in self.companies.values()}
        self.invoices = {invoice.number: invoice for invoice in invoices if not invoice.is_credit_note}
        settled = {number for number, i in self.invoices.items() if i.status(first_day) == "paid"}
        self.owed = {n: Decimal() if n in settled else i.amount for n, i in self.invoices.items()}
        self.turns: Counter[str] = Counter()
        self.post: list[tuple[datetime, bytes]] = []
        self.orders: dict[date, list[Order]] = defaultdict(list)
        self.returns: dict[date, list[Transfer]] = defaultdict(list)

    def receive(self, letter: Letter, *, at: datetime) -> None:
        """One of our letters arrives."""
        company = self.by_domain[letter.to_email.rpartition("@")[2]]
        self.turns[company.id] += 1
        turn = self.turns[company.id]
        for deed in deeds(company.story, turn=turn):
            if isinstance(deed, Reply):
                self._answer(deed, letter, company=company, at=at, turn=turn)
            elif isinstance(deed, Pay):
                day = bank_day(at.date() + timedelta(days=deed.days))
                self.orders[day].append(Order(company, letter.numbers, deed))
            elif isinstance(deed, Bounce):
                self.post.append((at + timedelta(minutes=1), bounce_of(letter, at=at + timedelta(minutes=1))))

    def take_post(self, *, until: datetime) -> list[tuple[datetime, bytes]]:
        """Mails that have arrived at our side by then, oldest first; each once."""
        arrived = sorted((mail for mail in self.post if mail[0] <= until), key=lambda mail: mail[0])
        self.post = [mail for mail in self.post if mail[0] > until]
        return arrived

    def transfers(self, day: date) -> list[Transfer]:
        """What the bank books on a day: payments by habit, what letters led to, and what is taken back."""
        made = self._by_habit(day)
        for order in self.orders.pop(day, []):
            made += self._carry_out(order, day)
        return [*made, *self.returns.pop(day, [])]

    def _answer(self, reply: Reply, letter: Letter, *, company: Company, at: datetime, turn: int) -> None:
        random = Random(f"{self.seed}/{company.id}/{turn}")
        arrives = at + timedelta(minutes=2)
        if reply.hours:
            arrives = _in_office(at + timedelta(hours=reply.hours, minutes=random.randint(1, 50)), company)
        values = self._values(reply, letter, company=company, at=arrives, random=random)
        self.post.append((arrives, answer_to(letter, company=company, kind=reply.kind, values=values, at=arrives)))

    def _values(
        self, reply: Reply, letter: Letter, *, company: Company, at: datetime, random: Random
    ) -> dict[str, str]:
        """What an answer's wording may name."""
        day = at.date() + timedelta(days=reply.promised_in)
        if reply.promised_in > 0:
            day = calendar_for(company.country).next_business_day(day)
        named = [number for number in letter.numbers if number in self.invoices]
        total = sum((self.owed[number] for number in named), Decimal())
        language, country = company.language, company.country
        return {
            "number": named[0] if named else "",
            "numbers": ", ".join(named),
            "amount": format_amount(total, company.money, language=language, country=country),
            "date": format_date(day, language=language, country=country),
            "reference": f"TR{random.randint(100000, 999999)}",
            "stand_in": STAND_IN,
            "stand_in_email": company.email(STAND_IN),
        }

    def _by_habit(self, day: date) -> list[Transfer]:
        """One transfer for all that a payer settles that day in a currency."""
        groups: dict[tuple[str, str], list[DemoInvoice]] = defaultdict(list)
        for invoice in self.invoices.values():
            if invoice.pays_on == day and self.owed[invoice.number]:
                groups[invoice.company.id, invoice.currency].append(invoice)
        return [self._transfer(self.companies[payer], listed, day) for (payer, _), listed in groups.items()]

    def _carry_out(self, order: Order, day: date) -> list[Transfer]:
        groups: dict[str, list[DemoInvoice]] = defaultdict(list)
        for invoice in self._meant(order, day):
            groups[invoice.currency].append(invoice)
        made = [self._transfer(order.company, listed, day, share=order.pay.share) for listed in groups.values()]
        for transfer in made if order.pay.returned_after else ():
            back = bank_day(day + timedelta(days=order.pay.returned_after))
            self.returns[back].append(_taken_back(transfer, back))
        return made

    def _meant(self, order: Order, day: date) -> list[DemoInvoice]:
        named = [self.invoices[number] for number in order.numbers if self.owed.get(number)]
        if order.pay.what == "all":
            own = (i for i in self.invoices.values() if i.company.id == order.company.id and i.due <= day)
            return [invoice for invoice in own if self.owed[invoice.number]]
        if order.pay.what == "first":
            return named[:1]
        if order.pay.what == "rest":
            disputed_or_paid = order.numbers[:1]
            return [invoice for invoice in named if invoice.number not in disputed_or_paid]
        return named

    def _transfer(
        self, payer: Company, invoices: list[DemoInvoice], day: date, *, share: Decimal = Decimal(1)
    ) -> Transfer:
        currency = invoices[0].currency
        total = quantize(sum((self.owed[i.number] for i in invoices), Decimal()) * share, currency)
        for invoice in invoices:
            self.owed[invoice.number] = Decimal()
        return Transfer(
            id=f"B{day:%y%m%d}-{invoices[0].number}",
            booked_on=day,
            amount=total,
            currency=currency,
            payer_name=payer.name,
            payer_account=account_of(payer),
            reference=_reference(payer, invoices),
        )


def _reference(payer: Company, invoices: list[DemoInvoice]) -> str:
    """The way this payer always writes it: our numbers, numbers without prefix, or its customer number too."""
    numbers = [invoice.number for invoice in invoices]
    style = int(payer.id) % 3
    if style == 0:
        return " ".join(numbers)
    if style == 1:
        return f"{PAYMENT_WORD[payer.language]} {', '.join(number.removeprefix('LI-') for number in numbers)}"
    return f"{payer.id} {' / '.join(number.replace('-', '') for number in numbers)}"


def _taken_back(transfer: Transfer, day: date) -> Transfer:
    return Transfer(
        id=f"{transfer.id}-R",
        booked_on=day,
        amount=-transfer.amount,
        currency=transfer.currency,
        payer_name=transfer.payer_name,
        payer_account=transfer.payer_account,
        reference=f"RETURN {transfer.id} {transfer.reference}",
    )


def _in_office(at: datetime, company: Company) -> datetime:
    """The same instant when the company works, else soon after it opens next."""
    local = at.astimezone(ZoneInfo(time_zone_for(company.country)))
    calendar = calendar_for(company.country)
    day = local.date() if local.time() < OFFICE_CLOSES else local.date() + timedelta(days=1)
    working = calendar.next_business_day(day)
    if working == local.date() and local.time() >= OFFICE_OPENS:
        return local
    return datetime.combine(working, OFFICE_OPENS, tzinfo=local.tzinfo) + timedelta(minutes=local.minute)
