"""Open items, history and credit notes of all customers, numbered in the order of their days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from evals.cash_application.ledger import Customer, Document, cents
from evals.cash_application.numbering import Series, pick_series
from evals.cash_application.profiles import FIRST_DAY, LAST_DAY, Profile

ROUND = ("100", "250", "500", "1000", "1200", "1500", "2500", "5000")
PRICES = ("19.00", "29.90", "49.00", "99.00", "149.00", "249.00", "450.00", "890.00", "1190.00", "1950.00")


@dataclass(frozen=True)
class Order:
    """A document before it has a number."""

    customer: Customer
    issued: date
    amount: Decimal
    purchase_order: str
    status: str
    paid_on: date | None
    subscription: bool


class DocumentMaker:
    def __init__(self, rng: Random, profile: Profile, payments: int) -> None:
        self.rng, self.profile, self.payments = rng, profile, payments
        self.series, self.credit_series = pick_series(rng)
        self.orders: list[Order] = []
        self.next_order = rng.randrange(45_000, 60_000)
        self.order_form = rng.choice(("PO{}", "PO-{}", "45000{}", "B{}", "{}/26"))

    def make(self, customers: dict[str, Customer]) -> dict[str, Document]:
        wanted = max(30, int(self.payments * self.profile.open_documents))
        everybody = list(customers.values())
        for customer, count in self._shares(everybody, wanted):
            self._customer(customer, count)
        return self._numbered(everybody)

    def _shares(self, customers: list[Customer], wanted: int) -> list[tuple[Customer, int]]:
        """Many with a few open items, some with hundreds."""
        weights = [self.rng.lognormvariate(0, 1.15) for _ in customers]
        total = sum(weights)
        return [
            (customer, max(1, round(wanted * weight / total)))
            for customer, weight in zip(customers, weights, strict=True)
        ]

    def _customer(self, customer: Customer, count: int) -> None:
        rng = self.rng
        if rng.random() < 0.12:
            self._subscription(customer)
        left = count
        while left > 0:
            left -= self._batch(customer, min(left, rng.choice((1, 1, 1, 1, 2, 2, 3, 4, 6))))
        for _ in range(round(count * rng.uniform(0.3, 1.2))):
            self._paid(customer)
        for _ in range(rng.choice((0, 0, 0, 1, 1, 2)) + count // 25):
            amount = -self._amount() / rng.choice((1, 2, 4, 8))
            self._add(customer, self._day(5, 120), amount, status="credit_note")
        if rng.random() < 0.1:
            self._add(customer, self._day(30, 300), self._amount(), status="void")

    def _batch(self, customer: Customer, size: int) -> int:
        """Several of one day: they get consecutive numbers, often one purchase order, sometimes one amount."""
        rng = self.rng
        day = self._open_day()
        order = self._purchase_order() if rng.random() < 0.5 else ""
        amount = self._amount()
        # Call-offs: equal deliveries under one order.
        equal, apart = (1.0, 0.0) if order and rng.random() < 0.06 else (0.05, 0.75)
        for _ in range(size):
            own = self._purchase_order() if order and rng.random() < apart else order
            self._add(customer, day, amount if rng.random() < equal else self._amount(), purchase_order=own)
        return size

    def _subscription(self, customer: Customer) -> None:
        price = Decimal(self.rng.choice(PRICES))
        first_of_month = self.rng.randrange(1, 4)
        unpaid = self.rng.randrange(2, 6)
        for back in range(14):
            month = (2026 * 12 + 2) - back
            day = date(month // 12, month % 12 + 1, first_of_month)
            if back < unpaid:
                self._add(customer, day, price, subscription=True)
            else:
                self._add(customer, day, price, status="paid", paid_on=day + timedelta(days=21), subscription=True)

    def _paid(self, customer: Customer) -> None:
        issued = self._day(50, 400)
        late = max(1, round(self.rng.gauss(customer.payment_terms_days + 5, 8)))
        paid_on = min(issued + timedelta(days=late), FIRST_DAY - timedelta(days=self.rng.randrange(3, 20)))
        self._add(customer, issued, self._amount(), status="paid", paid_on=paid_on)

    def _amount(self) -> Decimal:
        rng = self.rng
        if rng.random() < 0.06:
            return Decimal(rng.choice(ROUND)).quantize(Decimal("0.01"))
        return max(Decimal("12.00"), cents(Decimal(str(round(rng.lognormvariate(6.9, 1.2), 2)))))

    def _open_day(self) -> date:
        """One in five was issued while payments already came in, so that it can be paid early."""
        if self.rng.random() < 0.2:
            return LAST_DAY - timedelta(days=self.rng.randrange(2, 50))
        return self._day(5, 150)

    def _day(self, least: int, most: int) -> date:
        return FIRST_DAY - timedelta(days=self.rng.randrange(least, most))

    def _purchase_order(self) -> str:
        self.next_order += self.rng.choice((1, 1, 2, 5))
        return self.order_form.format(self.next_order)

    def _add(
        self,
        customer: Customer,
        issued: date,
        amount: Decimal,
        *,
        purchase_order: str = "",
        status: str = "open",
        paid_on: date | None = None,
        subscription: bool = False,
    ) -> None:
        self.orders.append(Order(customer, issued, cents(amount), purchase_order, status, paid_on, subscription))

    def _numbered(self, customers: list[Customer]) -> dict[str, Document]:
        # Few bills are numbered like a date, or a month's counter would need a third digit.
        weights = [0.2 if "{m" in series.form else 3.0 for series in self.series]
        own: dict[str, Series] = {c.customer_id: self.rng.choices(self.series, weights)[0] for c in customers}
        credits = {c.customer_id: self.rng.choice(self.credit_series) for c in customers}
        documents: dict[str, Document] = {}
        for order in sorted(self.orders, key=lambda order: (order.issued, order.customer.customer_id)):
            series = (credits if order.status == "credit_note" else own)[order.customer.customer_id]
            number = series.next(order.issued)
            while number in documents:
                number = series.next(order.issued)
            documents[number] = self._document(number, order)
        return documents

    def _document(self, number: str, order: Order) -> Document:
        terms = timedelta(days=order.customer.payment_terms_days)
        return Document(
            number=number,
            customer_id=order.customer.customer_id,
            issued=order.issued,
            due=order.issued + terms,
            amount=order.amount,
            currency=order.customer.currency,
            purchase_order=order.purchase_order,
            status=order.status,
            paid_on=order.paid_on,
            subscription=order.subscription,
        )


def make_documents(rng: Random, profile: Profile, customers: dict[str, Customer], payments: int) -> dict[str, Document]:
    return DocumentMaker(rng, profile, payments).make(customers)
