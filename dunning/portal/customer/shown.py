"""An account in the words, amounts and dates of its reader, ready for the page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from agent.facts import CreditFact, PromiseFact
from dunning.portal.customer.account import AccountLine, CustomerAccount
from dunning.portal.customer.words import Words
from trade.dates import format_date
from trade.money import format_amount

# So many numbers stand in a line before it is cut.
MOST_NUMBERS = 5
# Standings that set an invoice aside: a badge says so in place of its age.
CALM = {"disputed": "info", "promised": "good", "claimed": "good", "arranged": "good"}


@dataclass(frozen=True)
class ShownLine:
    pk: int
    number: str
    issued: str
    due: str
    amount: str
    status: str
    tone: str
    overdue: bool
    document: int | None = None
    document_label: str = ""


@dataclass(frozen=True)
class Shown:
    """How one reader sees an account."""

    account: CustomerAccount
    words: Words

    def amount(self, amount: Decimal, currency: str) -> str:
        return format_amount(amount, currency, language=self.words.language, country=self.account.country)

    def day(self, day: date) -> str:
        return format_date(day, language=self.words.language, country=self.account.country)

    def context(self) -> dict[str, object]:
        account, say = self.account, self.words.say
        return {
            "company": account.company,
            "customer": account.customer,
            "as_of": say("as_of", day=self.day(account.today)),
            "due_now": self._amounts(account.due_now),
            "totals": self._amounts(account.totals),
            "lines": self.lines(),
            "credits": [self._credit(credit) for credit in account.credits],
            "promises": [self._promise(promise) for promise in account.promises],
            "more": say("more", count=account.more) if account.more else "",
            "bank_details": account.bank_details,
            "payment_link": account.payment_link,
            "reference": self.numbers([line.number for line in account.lines if line.days_overdue]),
            "is_empty": not (account.lines or account.credits),
        }

    def lines(self) -> list[ShownLine]:
        return [self._line(line) for line in self.account.lines]

    def numbers(self, numbers: Sequence[str]) -> str:
        shown = ", ".join(numbers[:MOST_NUMBERS])
        return f"{shown} …" if len(numbers) > MOST_NUMBERS else shown

    def _line(self, line: AccountLine) -> ShownLine:
        say = self.words.say
        status = say(line.standing) if line.standing else say("days_overdue", count=line.days_overdue)
        late = bool(line.days_overdue and not line.standing)
        if not line.standing and not line.days_overdue:
            status = say("not_due")
        return ShownLine(
            pk=line.pk,
            number=line.number,
            issued=self.day(line.issued_on),
            due=self.day(line.due_on),
            amount=self.amount(line.open_amount, line.currency),
            status=status,
            tone="late" if late else CALM.get(line.standing, "plain"),
            overdue=late,
            document=line.documents[0] if line.documents else None,
            document_label=say("document_of", number=line.number),
        )

    def _credit(self, credit: CreditFact) -> Mapping[str, str]:
        label = self.words.say("credit_note" if credit.number else "on_account")
        return {"label": label, "number": credit.number, "amount": self.amount(-credit.amount, credit.currency)}

    def _promise(self, promise: PromiseFact) -> Mapping[str, str]:
        """The day, and how much or which invoices; a sum has the currency of its invoices, else of the account."""
        found = (line.currency for line in self.account.lines if line.number in promise.invoices)
        currency = next(found, self.account.facts.currency)
        return {
            "label": self.words.say("claimed" if promise.kind == "claim" else "promised"),
            "day": self.day(promise.date) if promise.date else "",
            "amount": self.amount(promise.amount, currency) if promise.amount is not None else "",
            "numbers": self.numbers(promise.invoices),
        }

    def _amounts(self, amounts: Mapping[str, Decimal]) -> list[str]:
        return [self.amount(amount, currency) for currency, amount in sorted(amounts.items())]
