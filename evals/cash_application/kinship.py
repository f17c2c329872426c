"""Who belongs together: parents, children, siblings."""

from __future__ import annotations

from collections import defaultdict

from evals.cash_application.ledger import Customer


class Kinship:
    def __init__(self, customers: dict[str, Customer]) -> None:
        self.customers = customers
        self.children: dict[str, list[str]] = defaultdict(list)
        for customer in customers.values():
            if customer.parent_id:
                self.children[customer.parent_id].append(customer.customer_id)
        self.parents = [key for key in customers if self.children.get(key)]

    def top(self, customer_id: str) -> str:
        while parent := self.customers[customer_id].parent_id:
            customer_id = parent
        return customer_id

    def family(self, customer_id: str) -> list[str]:
        """Everybody below the same top, the customer included."""
        return self.below(self.top(customer_id))

    def below(self, customer_id: str) -> list[str]:
        """The customer, its children and theirs."""
        return [customer_id, *(key for child in self.children.get(customer_id, ()) for key in self.below(child))]

    def siblings(self, customer_id: str) -> list[str]:
        parent = self.customers[customer_id].parent_id
        return [key for key in self.children.get(parent, ()) if key != customer_id] if parent else []
