"""One message being written: its order, its wording, and the values that fill the wording."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from agent.drafting.account import latest_payment, latest_promise, sums
from agent.drafting.catalogue import Catalogue
from agent.drafting.formats import NationalFormat, one_line, presentable_name
from agent.drafting.purposes import LAYOUTS, Layout
from agent.facts import DraftOrder, InvoiceFact, PaymentFact, PromiseFact

NUMBERS_IN_SUBJECT = 2
NUMBERS_IN_TEXT = 4
# Which promise a purpose speaks of.
PROMISE_OUTCOMES = {
    "promise_broken": frozenset({"broken", "partly_kept"}),
    "promise_thanks": frozenset({"open"}),
}


@dataclass
class Writing:
    order: DraftOrder
    catalogue: Catalogue
    items: tuple[InvoiceFact, ...]

    def say(self, path: str, *, count: int = 1, **values: str) -> str:
        return self.catalogue.say(path, seed=self.order.seed, count=count, **values)

    def say_purpose(self, part: str, *, short: bool = False) -> str:
        """The subject, opening or ask of the order's purpose; `short` names two invoices at most."""
        return self.say(
            f"purpose.{self.order.purpose}.{part}", count=max(len(self.items), 1), **self.values(short=short)
        )

    def values(self, *, short: bool) -> dict[str, str]:
        limit = NUMBERS_IN_SUBJECT if short else NUMBERS_IN_TEXT
        return {
            "numbers": self.numbers(self.items, limit=limit),
            "invoices": self.invoices(self.items, limit=limit),
            "total": self.together(self.formats.totals(self.total)),
            **self._purpose_values,
        }

    @cached_property
    def _purpose_values(self) -> dict[str, str]:
        purpose = self.order.purpose
        if purpose in {"promise_broken", "promise_thanks"}:
            return {
                "promise": self.promise(
                    latest_promise(self.order.facts, kind="promise", outcomes=PROMISE_OUTCOMES[purpose])
                )
            }
        if purpose == "claim_unseen":
            return {"payment": self.claim(latest_promise(self.order.facts, kind="claim"))}
        if purpose in {"payment_thanks", "payment_rest"}:
            return {"payment": self.payment(latest_payment(self.order.facts))}
        if purpose == "document_answer":
            return {
                "documents": self.together(
                    [self.say(f"documents.{kind}") for kind in self.order.documents or ("other",)]
                )
            }
        return {}

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
        return presentable_name(contact.name) if contact else ""

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
        return self.say("joining.and", first=", ".join(parts[:-1]), last=parts[-1])

    def numbers(self, invoices: Sequence[InvoiceFact], *, limit: int = NUMBERS_IN_TEXT) -> str:
        names = [one_line(invoice.number) for invoice in invoices]
        if len(names) <= limit:
            return self.together(names)
        return self.say("joining.more", count=len(names) - limit, numbers=", ".join(names[:limit]))

    def invoices(self, invoices: Sequence[InvoiceFact], *, limit: int = NUMBERS_IN_TEXT) -> str:
        numbers = self.numbers(invoices, limit=limit)
        return self.say("phrase.invoices", count=max(len(invoices), 1), numbers=numbers).strip()

    def promise(self, promise: PromiseFact | None) -> str:
        return self._noun(
            "promise", promise.date if promise else None, promise.amount if promise else None, self._currency(promise)
        )

    def claim(self, claim: PromiseFact | None) -> str:
        return self._noun(
            "payment", claim.date if claim else None, claim.amount if claim else None, self._currency(claim)
        )

    def payment(self, payment: PaymentFact | None) -> str:
        if payment is None:
            return self.say("phrase.payment_bare")
        return self._noun("payment", payment.booked_on, payment.amount, payment.currency)

    def _currency(self, promise: PromiseFact | None) -> str:
        """A promise has no currency of its own: that of its invoices, else the account's."""
        named = promise.invoices if promise else ()
        currencies = (i.currency for i in self.order.facts.invoices if i.number in named)
        return next(currencies, self.order.facts.currency)

    def _noun(self, kind: str, day: object, amount: Decimal | None, currency: str) -> str:
        key = "_".join([kind, *(["amount"] if amount is not None else []), *(["date"] if day else [])])
        values: dict[str, str] = {}
        if amount is not None:
            values["amount"] = self.formats.amount(amount, currency)
        if day:
            values["date"] = self.formats.day(day)  # type: ignore[arg-type]
        return self.say(f"phrase.{key}" if values else f"phrase.{kind}_bare", count=1, **values)
