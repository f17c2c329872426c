"""One message being written: its order, its wording, and the values that fill the wording."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, partial, reduce

from agent.drafting.account import due_promise, latest_payment, latest_promise, sums
from agent.drafting.catalogue import Catalogue
from agent.drafting.formats import NationalFormat, one_line, presentable_person
from agent.drafting.purposes import LAYOUTS, Layout
from agent.facts import AccountFacts, DraftOrder, InvoiceFact, PaymentFact, PromiseFact

NUMBERS_IN_SUBJECT = 2
NUMBERS_IN_TEXT = 4
# Which promise or claim a purpose speaks of.
PROMISES: dict[str, Callable[[AccountFacts], PromiseFact | None]] = {
    "promise_broken": partial(latest_promise, kind="promise", outcomes=frozenset({"broken", "partly_kept"})),
    "promise_thanks": partial(latest_promise, kind="promise", outcomes=frozenset({"open"})),
    "promise_due_tomorrow": due_promise,
    "claim_unseen": partial(latest_promise, kind="claim"),
}


@dataclass
class Writing:
    order: DraftOrder
    catalogue: Catalogue
    items: tuple[InvoiceFact, ...]

    def say(self, path: str, *, turn: int = 0, count: int = 1, **values: str) -> str:
        return self.catalogue.say(path, seed=self.order.seed, turn=turn, count=count, **values)

    def say_purpose(self, part: str, *, short: bool = False) -> str:
        """The subject, opening or ask of the purpose, another one each turn; `short` names two invoices at most."""
        path = f"purpose.{self.order.purpose}.{part}"
        if path not in self.catalogue.wordings:
            path = f"{path}.{said_case(self.promised)}"
        return self.say(path, turn=self.order.turn, count=max(len(self.items), 1), **self.values(short=short))

    def values(self, *, short: bool) -> dict[str, str]:
        """What may be filled in; what the facts lack is left out, so that no wording that needs it is picked."""
        limit = NUMBERS_IN_SUBJECT if short else NUMBERS_IN_TEXT
        values = {
            "numbers": self.numbers(self.items, limit=limit),
            "total": self.together(self.formats.totals(self.total)),
            **self._purpose_values,
        }
        return {name: value for name, value in values.items() if value}

    @cached_property
    def _purpose_values(self) -> dict[str, str]:
        purpose, facts = self.order.purpose, self.order.facts
        if purpose in PROMISES:
            return self.said(self.promised)
        payment = latest_payment(facts) if purpose in {"payment_thanks", "payment_rest"} else None
        if payment:
            return self.paid(payment)
        if purpose == "document_answer":
            kinds = self.order.documents or ("other",)
            return {"documents": self.together([self.say(f"documents.{kind}") for kind in kinds])}
        return {}

    @cached_property
    def promised(self) -> PromiseFact | None:
        """The promise or claim that the purpose speaks of."""
        find = PROMISES.get(self.order.purpose)
        return find(self.order.facts) if find else None

    @property
    def earlier(self) -> int:
        """How many reminders went before: what several purposes share is worded in turn too."""
        relation = self.order.facts.relation
        return relation.reminders_sent if relation else self.order.turn

    @property
    def layout(self) -> Layout:
        return LAYOUTS[self.order.purpose]

    @cached_property
    def formats(self) -> NationalFormat:
        return NationalFormat(language=self.catalogue.language, country=self.order.facts.country)

    @cached_property
    def net_asked(self) -> dict[str, Decimal]:
        return self.order.facts.net_asked()

    @cached_property
    def total(self) -> dict[str, Decimal]:
        """What the message speaks of by currency: the net asked, or the balances of its own table."""
        return self.net_asked if self.layout.items in {"", "asked"} else sums(self.items)

    @cached_property
    def contact_name(self) -> str:
        contact = self.order.facts.contact
        return presentable_person(contact.name) if contact else ""

    @staticmethod
    def one_line(text: str) -> str:
        return one_line(text)

    def asked_beside(self) -> tuple[InvoiceFact, ...]:
        """Asked invoices that the main table does not show, where the layout mentions them."""
        if not self.layout.also_asked or not any(self.net_asked.values()):
            return ()
        shown = {invoice.number for invoice in self.items}
        return tuple(invoice for invoice in self.order.facts.asked() if invoice.number not in shown)

    def together(self, parts: Sequence[str]) -> str:
        """ "A", "A and B", "A, B and C" in the language's own words."""
        if len(parts) < 2:
            return "".join(parts)
        return self.say("joining.and", first=self._listed(parts[:-1]), last=parts[-1])

    def _listed(self, parts: Sequence[str]) -> str:
        return reduce(lambda first, following: self.say("joining.list", first=first, next=following), parts)

    def sentences(self, parts: Sequence[str]) -> str:
        """One paragraph. What follows a greeting may begin with a small letter: all but the first are capitalised."""
        following = [part[0].upper() + part[1:] for part in parts[1:]]
        return reduce(lambda first, then: self.say("joining.sentences", first=first, next=then), following, parts[0])

    def numbers(self, invoices: Sequence[InvoiceFact], *, limit: int = NUMBERS_IN_TEXT) -> str:
        names = [one_line(invoice.number) for invoice in invoices]
        if len(names) <= limit:
            return self.together(names)
        return self.say("joining.more", count=len(names) - limit, numbers=self._listed(names[:limit]))

    def said(self, promise: PromiseFact | None) -> dict[str, str]:
        """Amount and day of a promise or claim, as far as a wording for `said_case` needs them."""
        if promise is None or promise.date is None:
            return {}
        values = {"date": self.formats.day(promise.date)}
        if promise.amount is not None:
            values["amount"] = self.formats.amount(promise.amount, self._currency(promise))
        return values

    def paid(self, payment: PaymentFact) -> dict[str, str]:
        amount = self.formats.amount(payment.amount, payment.currency)
        return {"amount": amount, "date": self.formats.day(payment.booked_on)}

    def _currency(self, promise: PromiseFact) -> str:
        """A promise has no currency of its own: that of its invoices, else the account's."""
        currencies = (i.currency for i in self.order.facts.invoices if i.number in promise.invoices)
        return next(currencies, self.order.facts.currency)


def said_case(promise: PromiseFact | None) -> str:
    """Which wording tells of a promise or claim: with "amount_date", with the "date" alone, or "bare"."""
    if promise is None or promise.date is None:
        return "bare"
    return "date" if promise.amount is None else "amount_date"
