"""The statutory rates of the day by country, as a table on the policy's page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from trade.interest import interest_rate
from trade.interest_table import countries_with_law, half_year_of, law_on
from trade.money import format_amount

UNKNOWN = "unknown"


def rates_table(*, on: date) -> SafeString:
    """Country, interest a year for a delay that begins on the day, fixed sum and source; what is not known says so."""
    rows = format_html_join("", "<tr><th>{}</th><td>{}</td><td>{}</td><td>{}</td></tr>", list(_rows(on)))
    first = date_format(half_year_of(on), "SHORT_DATE_FORMAT")
    said = _("For delays that begin in the half-year from %(day)s. Unknown is never named to a customer.") % {
        "day": first
    }
    return format_html(
        '<p>{}</p><table class="late-rates"><thead><tr><th>{}</th><th>{}</th><th>{}</th><th>{}</th></tr></thead>'
        "<tbody>{}</tbody></table>",
        said,
        _("Country"),
        _("Interest a year"),
        _("Fixed sum a late invoice"),
        _("Source"),
        rows,
    )


def _rows(on: date) -> Iterator[tuple[str, str, str, str]]:
    for country in countries_with_law():
        law = law_on(country, on)
        if law:
            sums = [format_amount(flat, law.flat_currency, language="en") for _, flat in law.flat]
            yield country, _percent(interest_rate(country, on=on)), " / ".join(sums) or UNKNOWN, law.source


def _percent(rate: Decimal | None) -> str:
    return UNKNOWN if rate is None else f"{rate:.2f} %"
