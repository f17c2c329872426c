"""Payment terms in words to a due date."""

from __future__ import annotations

import re
from datetime import date, timedelta

LONGEST_TERMS_DAYS = 3650

_AT_ONCE = re.compile(
    r"(?:due|payable|payment)? ?(?:(?:up)?on|at) (?:receipt|invoice|presentation)|(?:due )?immediate(?:ly)?"
    r"|due now|cash|cod|c\.o\.d\.|cash on delivery|prepaid|prepayment|cia|pia|sofort(?: f[äa]llig)?|[àa] r[ée]ception"
    r"|comptant|al contado|contado|per direct|a vista"
)
_DAYS = r"(?:days?|d|tagen?|jours?|jrs?|j|d[íi]as?|giorni|gg|dagen|dias)?"
# "2/10 net 30", "2% 10 net 30", "2 % 10 days, net 30": what follows is due, the discount is another matter.
_DISCOUNT = re.compile(r"^[0-9]+(?:[.,][0-9]+)? ?(?:%|/) ?[0-9]+ ?" + _DAYS + r"[ ,;/]+(?=n(?:et)?\b)")
_NET_BEFORE = re.compile(r"^(?:net(?:to)?|within|innerhalb|n ?/|n|à|a)(?![a-zäöü])[ -]?")
_NET_BEHIND = re.compile(r"[ ,](?:net(?:to)?|after invoice(?: date)?|from invoice(?: date)?)$")
_FIRST_MONTH_END = r"(?:e\.?o\.?m\.?|end of (?:the )?month)"
_THEN_MONTH_END = (
    r"(?:f\.?d\.?m\.?|fin (?:de|del) mes|fin de mois|fine mese|(?:d\.?f\.?)?f\.?m\.?|einde maand|monatsende)"
)
_PLAIN = re.compile(rf"(?P<days>[0-9]+)(?:\.0+)? ?{_DAYS}")
_AFTER_MONTH_END = re.compile(
    rf"(?P<days>[0-9]+) ?{_DAYS} ?(?:from |after )?{_FIRST_MONTH_END}"
    rf"|(?:{_FIRST_MONTH_END}|{_THEN_MONTH_END}) ?\+? ?(?P<plus>[0-9]+)? ?{_DAYS}"
)
_UNTIL_MONTH_END = re.compile(rf"(?P<days>[0-9]+) ?{_DAYS} ?{_THEN_MONTH_END}")


def due_date(issued: date, terms: str | int) -> date:
    """The day on which an invoice issued on that day falls due, not moved off weekends.

    Days ("30", "net 30", "2/10 net 30", "30 Tage"), at once ("due on receipt"), "30 EOM": so many days after the end of
    the month of issue; "45 fdm", "45 jours fin de mois": the end of the month in which those days run out
    (Code de commerce L441-10). ValueError with a sentence for anything else.
    """
    if isinstance(terms, int):
        return issued + timedelta(days=_checked(terms, str(terms)))
    words = " ".join(terms.casefold().split()).strip(" .")
    if _AT_ONCE.fullmatch(words):
        return issued
    if not words:
        raise ValueError("The payment terms are empty.")
    words = _NET_BEHIND.sub("", _NET_BEFORE.sub("", _DISCOUNT.sub("", words)))
    if match := _PLAIN.fullmatch(words):
        return issued + timedelta(days=_checked(int(match["days"]), terms))
    if match := _AFTER_MONTH_END.fullmatch(words):
        return _month_end(issued) + timedelta(days=_checked(int(match["days"] or match["plus"] or 0), terms))
    if match := _UNTIL_MONTH_END.fullmatch(words):
        return _month_end(issued + timedelta(days=_checked(int(match["days"]), terms)))
    known = "days (“30”), “30 EOM”, “45 fdm” or “due on receipt”"
    raise ValueError(f"“{terms.strip()[:40]}” are not payment terms that can be counted: write {known}.")


def _checked(days: int, terms: str) -> int:
    if not 0 <= days <= LONGEST_TERMS_DAYS:
        raise ValueError(f"Payment terms of “{terms.strip()[:40]}” are not between 0 and {LONGEST_TERMS_DAYS} days.")
    return days


def _month_end(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
