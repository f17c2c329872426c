"""Invoice numbers: several series at once, each counting on, so that neighbours differ by one digit."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from random import Random

# y year, m month, n counter.
INVOICE_FORMS = (
    ("INV-{y}-{n:05}", 1), ("{y}/{n:05}", 1), ("RE{n:05}", 10_001), ("{n}", 4_500_001), ("F-{y}-{n:04}", 1),
    ("{y}{m:02}{n:02}", 1), ("{yy}B{n:05}", 40), ("SI-{n:06}", 1_200), ("M{n:05}-K", 30_001), ("{n}", 90_001),
    ("AR{yy}{n:05}", 1), ("{n:08}", 71_000), ("R-{yy}/{n:04}", 1),
)  # fmt: skip
CREDIT_FORMS = (("CN-{y}-{n:04}", 1), ("GS{n:05}", 20_001), ("CR{n:06}", 4_001), ("G-{yy}/{n:04}", 1))


@dataclass
class Series:
    form: str
    first: int
    counts: Counter[str] = field(default_factory=Counter)

    def next(self, day: date) -> str:
        """Counters start again each year or month where the form names it."""
        period = f"{day:%Y%m}" if "{m" in self.form else f"{day:%Y}" if "{y" in self.form else ""
        number = self.first + self.counts[period]
        self.counts[period] += 1
        return self.form.format(y=day.year, yy=f"{day:%y}", m=day.month, n=number)


def pick_series(rng: Random) -> tuple[list[Series], list[Series]]:
    """Seven series of invoices and two of credit notes; always one that looks like dates and one of plain numbers."""
    fixed = [form for form in INVOICE_FORMS if form[0] in ("{y}{m:02}{n:02}", "INV-{y}-{n:05}")]
    plain = [rng.choice([form for form in INVOICE_FORMS if form[0] == "{n}"])]
    rest = [form for form in INVOICE_FORMS if form not in fixed and form[0] != "{n}"]
    chosen = fixed + plain + rng.sample(rest, 4)
    return [Series(*form) for form in chosen], [Series(*form) for form in rng.sample(CREDIT_FORMS, 2)]
