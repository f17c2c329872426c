"""What a customer typed, taken apart: hostile until it fits. Problems name a field and a sentence of the wording."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import validate_email
from django.http import HttpRequest

from dunning.mail.file_types import sniffed_type
from dunning.models import Dispute
from dunning.portal.customer.account import AccountLine
from dunning.services.customer_page.letters import SentFile
from trade.dates import parse_date
from trade.money import format_amount, minor_units, quantize
from trade.numbers import parse_amount

MOST_WORDS = 4_000
MOST_NAME = 200
# Megabytes; a photograph of a telephone or a scan of some pages.
LARGEST_FILE = 5
MEGABYTE = 1_000_000
# By what the bytes say; nothing that runs, holds other files or is a page of its own.
ENDINGS = {
    "application/pdf": ".pdf",
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "image/webp": ".webp",
    "image/heic": ".heic",
}
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]")
_NOT_IN_NAME = re.compile(r"[^\w .()-]+")


@dataclass
class Typed:
    """The values of one form as they came, and what is wrong with them by field: (key of the wording, its values)."""

    request: HttpRequest
    problems: dict[str, tuple[str, dict[str, object]]] = field(default_factory=dict)

    def text(self, name: str, *, longest: int) -> str:
        value = _CONTROL.sub("", self.request.POST.get(name, "")[: 2 * longest].replace("\r\n", "\n")).strip()
        return value[:longest]

    def wrong(self, name: str, sentence: str, **values: object) -> None:
        self.problems.setdefault(name, (sentence, values))

    def invoices(self, lines: Sequence[AccountLine]) -> tuple[AccountLine, ...]:
        """Those ticked among the ones that were shown; others do not exist for this visitor."""
        ticked = set(self.request.POST.getlist("invoice")[: len(lines)])
        chosen = tuple(line for line in lines if str(line.pk) in ticked)
        if not chosen:
            self.wrong("invoice", "wrong_invoices")
        return chosen

    def day(self, *, today: date) -> date:
        try:
            day = parse_date(self.text("date", longest=30), order="ymd")
        except ValueError:
            day = None
        if day is None or day < today:
            self.wrong("date", "wrong_date")
            return today
        return day

    def amount(self, chosen: Sequence[AccountLine], *, language: str, country: str) -> Decimal | None:
        """A part of the chosen invoices in their one currency; None for all of it."""
        text = self.text("amount", longest=40)
        currencies = {line.currency for line in chosen}
        if not text or not chosen:
            return None
        if len(currencies) > 1:
            self.wrong("amount", "wrong_currency")
            return None
        currency, whole = currencies.pop(), sum((line.open_amount for line in chosen), Decimal())
        most = format_amount(whole, currency, language=language, country=country)
        try:
            amount = parse_amount(text, decimal_mark=_decimal_mark(currency, language=language, country=country))
        except ValueError:
            amount = Decimal()
        if not 0 < amount <= whole or amount != quantize(amount, currency):
            self.wrong("amount", "wrong_amount", amount=most)
            return None
        return None if amount == whole else amount

    def reason(self) -> str:
        value = self.request.POST.get("reason", "")
        if value not in Dispute.Reason.values:
            self.wrong("reason", "wrong_reason")
            return ""
        return value

    def words(self, *, required: bool) -> str:
        if len(self.request.POST.get("words", "")) > MOST_WORDS + 500:
            self.wrong("words", "wrong_words", count=MOST_WORDS)
        value = self.text("words", longest=MOST_WORDS)
        if required and not value:
            self.wrong("words", "wrong_words", count=MOST_WORDS)
        return value

    def email(self) -> str:
        value = self.text("email", longest=254)
        try:
            validate_email(value)
        except ValidationError:
            self.wrong("email", "wrong_email")
        return value

    def file(self) -> SentFile | None:
        """At most one, small, and of a kind that is only looked at."""
        upload = self.request.FILES.get("file")
        if not isinstance(upload, UploadedFile):
            return None
        content = upload.read(LARGEST_FILE * MEGABYTE + 1)
        kind = sniffed_type(content, declared="") if content else ""
        if len(content) > LARGEST_FILE * MEGABYTE or kind not in ENDINGS:
            self.wrong("file", "wrong_file")
            return None
        return SentFile(_file_name(upload.name or "", ENDINGS[kind]), kind, content)

    def shown(self, say: Callable[..., str]) -> Mapping[str, str]:
        return {name: say(sentence, **values) for name, (sentence, values) in self.problems.items()}


def _file_name(name: str, ending: str) -> str:
    """A harmless name with the ending that its bytes deserve: "invoice.pdf.exe" with a PDF in it is a PDF."""
    stem = name.replace("\\", "/").rpartition("/")[2].partition(".")[0]
    return (_NOT_IN_NAME.sub("_", _CONTROL.sub("", stem)).strip(" ._")[:80] or "file") + ending


def _decimal_mark(currency: str, *, language: str, country: str) -> str | None:
    """As readers of the language write it; None where the currency has no decimals to tell by."""
    if not minor_units(currency):
        return None
    return "," if "," in format_amount(Decimal("1.5"), currency, language=language, country=country) else "."
