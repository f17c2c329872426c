"""Customers in some twenty countries: families, names that resemble each other, aliases and bank accounts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random

from evals.cash_application.codes import account_number, grouped
from evals.cash_application.company_words import CITIES, HEADS, PEOPLE, TAILS, TRADES
from evals.cash_application.ledger import Customer
from evals.cash_application.places import BY_COUNTRY, PLACES, Place
from evals.cash_application.profiles import Profile

ID_FORMS = ("C{:05}", "{}", "K-{}", "CUST{:06}", "D{}")
TERMS = (30, 30, 30, 14, 14, 45, 60, 7, 10, 90)


@dataclass
class CustomerMaker:
    rng: Random
    profile: Profile

    def __post_init__(self) -> None:
        self.form = self.rng.choice(ID_FORMS)
        self.next_id = self.rng.randrange(10_000, 20_000)
        self.names: set[str] = set()
        self.made: list[Customer] = []

    def make(self, count: int) -> dict[str, Customer]:
        """Families and name twins first, the rest alone, in a shuffled order of ids."""
        while len(self.made) < count * 0.28:
            self._family()
        while len(self.made) < count * 0.36:
            self._twins()
        while len(self.made) < count:
            self._customer(self._place(), self._root())
        return {customer.customer_id: customer for customer in self.made[:count]}

    def _family(self) -> None:
        place, root = self._place(), self._root()
        head = self._customer(place, root, trade="Holdings" if place.language == "en" else "Holding")
        tops = [head]
        if self.rng.random() < 0.15:
            tops = [self._customer(self._place(), root, parent=head) for _ in range(2)]
        for top in tops:
            for _ in range(self.rng.choice((1, 1, 2, 2, 3, 3, 4, 5, 6, 8))):
                self._child(top, root)

    def _child(self, top: Customer, root: str) -> None:
        same = self.rng.random() < 0.6
        place = BY_COUNTRY[top.country] if same else self._place()
        shared = top.pays_from[:1] if self.rng.random() < 0.25 else ()
        self._customer(place, root if self.rng.random() < 0.75 else self._root(), parent=top, shared=shared)

    def _twins(self) -> None:
        """Contoso Ltd, Contoso Logistics Ltd and Contoso GmbH, who have nothing to do with each other."""
        place, root = self._place(), self._root()
        self._customer(place, root, trade="")
        self._customer(place, root)
        if self.rng.random() < 0.5:
            self._customer(self._place(), root, trade="")

    def _place(self) -> Place:
        return self.rng.choices(PLACES, [place.share for place in PLACES])[0]

    def _root(self) -> str:
        return self.rng.choice(HEADS) + self.rng.choice(TAILS)

    def _name(self, place: Place, root: str, trade: str | None) -> str:
        """A new one; more words until nobody else has it."""
        words = [root]
        if trade is None:
            trade = self.rng.choice(TRADES[place.language]) if self.rng.random() < 0.75 else ""
        if trade is not None and self.rng.random() < 0.08:
            words = [self.rng.choice(PEOPLE).split()[-1], "&", root]
        words += [trade] if trade else []
        form = self.rng.choice(place.forms)
        while " ".join([*words, form]) in self.names:
            words.append(self.rng.choice([*TRADES[place.language], *CITIES[place.language], "International", "Group"]))
        self.names.add(name := " ".join([*words, form]))
        return name

    def _customer(
        self,
        place: Place,
        root: str,
        *,
        trade: str | None = None,
        parent: Customer | None = None,
        shared: tuple[str, ...] = (),
    ) -> Customer:
        rng = self.rng
        name = self._name(place, root, trade)
        own = tuple(account_number(rng, place.country) for _ in range(rng.choice((1, 1, 1, 2))))
        pays_from = shared or own
        self.next_id += rng.choice((1, 1, 1, 2, 3, 7))
        person = rng.choice(PEOPLE)
        currency = place.currency if rng.random() < 0.93 else rng.choice(("EUR", "USD", "GBP"))
        customer = Customer(
            customer_id=self.form.format(self.next_id),
            name=name,
            parent_id=parent.customer_id if parent else "",
            country=place.country,
            language=place.language if rng.random() < 0.93 else "en",
            currency=currency,
            payment_terms_days=rng.choice(TERMS),
            email=f"ap{self.next_id}@customer.example",
            contact_name=person,
            account_manager_email=f"manager{rng.randrange(12)}@seller.example" if rng.random() < 0.7 else "",
            aliases=self._aliases(place, root, name),
            bank_accounts=self._listed(pays_from),
            pays_from=pays_from,
        )
        self.made.append(customer)
        return customer

    def _aliases(self, place: Place, root: str, name: str) -> tuple[str, ...]:
        """A former name or a trading name, for one in five."""
        if self.rng.random() > 0.2:
            return ()
        trading = f"{self._root()} {self.rng.choice(TRADES[place.language])}"
        former = f"{self._root()} {self.rng.choice(place.forms)}"
        chosen = self.rng.choice(((trading,), (former,), (trading, former)))
        fresh = tuple(alias for alias in chosen if alias not in self.names)
        self.names.update(fresh)
        return fresh

    def _listed(self, accounts: tuple[str, ...]) -> tuple[str, ...]:
        if self.rng.random() > self.profile.listed_accounts:
            return ()
        kept = accounts if self.rng.random() < 0.85 else accounts[:1]
        return tuple(grouped(account) if self.rng.random() < 0.04 else account for account in kept)


def make_customers(rng: Random, profile: Profile, count: int) -> dict[str, Customer]:
    made = CustomerMaker(rng, profile).make(count)
    return {
        key: customer if customer.parent_id in made or not customer.parent_id else replace(customer, parent_id="")
        for key, customer in made.items()
    }
