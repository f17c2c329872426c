"""Which bank transactions wait for a person, narrowed down as the page's address says, and what they come to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Q, QuerySet, Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from customers.models import BankTransaction
from trade.numbers import parse_amount

ORDERS = {
    "newest": ("-booked_on", "-pk"),
    "oldest": ("booked_on", "pk"),
    "largest": ("-unallocated_amount", "-pk"),
    "smallest": ("unallocated_amount", "pk"),
}
ORDER_WORDS = {
    "newest": gettext_lazy("Newest first"),
    "oldest": gettext_lazy("Oldest first"),
    "largest": gettext_lazy("Largest first"),
    "smallest": gettext_lazy("Smallest first"),
}
NO_DOUBT = "none"


@dataclass(frozen=True)
class Narrowed:
    """What the clerk asked to see; empty is everything. `least` and `most` in the transaction's own currency."""

    currency: str = ""
    method: str = ""
    doubt: str = ""
    text: str = ""
    least: Decimal | None = None
    most: Decimal | None = None
    order: str = "newest"

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Narrowed:
        """From the address; what makes no sense is left out."""
        order = query.get("order", "")
        return cls(
            currency=_plain(query, "currency"),
            method=_plain(query, "method"),
            doubt=_plain(query, "doubt"),
            text=_plain(query, "text"),
            least=_amount(query.get("least", "")),
            most=_amount(query.get("most", "")),
            order=order if order in ORDERS else "newest",
        )

    @property
    def is_narrow(self) -> bool:
        return bool(self.currency or self.method or self.doubt or self.text or self.least or self.most)


@dataclass(frozen=True)
class Choices:
    """What waiting transactions have, with how many of them: currencies, methods, doubts."""

    currencies: tuple[tuple[str, int], ...]
    methods: tuple[tuple[str, int], ...]
    doubts: tuple[tuple[str, str, int], ...]


def waiting() -> QuerySet[BankTransaction]:
    return BankTransaction.objects.filter(state=BankTransaction.State.UNMATCHED).exclude(unallocated_amount=0)


def waiting_rows(wanted: Narrowed) -> QuerySet[BankTransaction]:
    rows = waiting()
    for column in ("currency", "method"):
        if value := getattr(wanted, column):
            rows = rows.filter(**{column: value})
    if wanted.doubt:
        rows = rows.filter(doubt="" if wanted.doubt == NO_DOUBT else wanted.doubt)
    if wanted.least is not None:
        rows = rows.filter(unallocated_amount__gte=wanted.least)
    if wanted.most is not None:
        rows = rows.filter(unallocated_amount__lte=wanted.most)
    if wanted.text:
        named = Q(payer_name__icontains=wanted.text) | Q(reference__icontains=wanted.text)
        number = "".join(wanted.text.split())
        rows = rows.filter(named | Q(payer_account__icontains=number) | Q(external_id__istartswith=wanted.text))
    return rows.order_by(*ORDERS[wanted.order])


def totals(rows: QuerySet[BankTransaction]) -> list[tuple[str, int, Decimal]]:
    """Currency, how many and their sum, the commonest first. One query."""
    found = rows.order_by().values_list("currency").annotate(count=Count("pk"), sum=Sum("unallocated_amount"))
    return list(found.order_by("-count", "currency"))


def choices() -> Choices:
    """One query, whatever is chosen."""
    currencies: Counter[str] = Counter()
    methods: Counter[str] = Counter()
    doubts: Counter[str] = Counter()
    rows = waiting().order_by().values_list("currency", "method", "doubt").annotate(count=Count("pk"))
    for currency, method, doubt, count in rows:
        currencies[currency] += count
        methods[method] += count
        doubts[doubt] += count
    return Choices(
        tuple(currencies.most_common()),
        tuple((method, count) for method, count in methods.most_common() if method),
        tuple((doubt or NO_DOUBT, doubt_words(doubt), count) for doubt, count in doubts.most_common()),
    )


def doubt_words(doubt: str) -> str:
    return doubt.replace("_", " ") if doubt else _("no doubt noted")


def _plain(query: Mapping[str, str], name: str) -> str:
    return query.get(name, "").replace("\x00", "").strip()[:100]


def _amount(text: str) -> Decimal | None:
    try:
        return parse_amount(text) if text.strip() else None
    except ValueError:
        return None
