"""Who a payer may be, by what the customer file lists: account, name and alias."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict

from evals.cash_application.ledger import Customer
from evals.cash_application.likeness import look

# As banks print names: the room of MT940, of paper slips and of older files.
WIDTHS = (35, 27, 22)
UMLAUTS = str.maketrans({"Ä": "AE", "Ö": "OE", "Ü": "UE", "ß": "SS", "Ø": "O", "Ł": "L", "Æ": "AE", "Å": "A"})
FORMS = re.compile(
    # The words behind UG may be cut anywhere.
    r"\b(GMBHCOKG|GMBH|GESMBH|UG HA[FTUNGSBECHRAK]*|HAFTUNGSBESCHRAE?NKT|UG|AG|KG|EK|INC|LLC|CORP|CO|LP|LTD|LIMITED"
    r"|PLC|LLP|SARL|SAS|SA|EURL|BV|NV|VOF|BVBA|SPRL|SL|SLU|SRL|SPA|SNC|SPZOO|SPJ|AB|HB|AS|APS|ASA|OY|OYJ|SRO|LDA|DAC"
    r"|PTY)\b"
)


def plain(name: str) -> str:
    """Capitals without dots and accents; German umlauts lose theirs like the others."""
    stripped = "".join(s for s in unicodedata.normalize("NFKD", name) if not unicodedata.combining(s)).upper()
    polish = re.sub(r"SP\.? ?Z ?O\.? ?O\.?", "SPZOO", stripped.translate(UMLAUTS))
    letters = re.sub(r"(?<=\b[A-Z])\.(?=\s?[A-Z]\b)|(?<=\b[A-Z])[./]", "", polish)
    return re.sub(r"[^A-Z0-9]+", " ", letters.replace("GMBH & CO. KG", "GMBHCOKG")).strip()


def core(name: str) -> str:
    """Without the legal form."""
    return " ".join(FORMS.sub(" ", plain(name)).split())


def squeezed(name: str) -> str:
    """For comparing; AE, OE and UE are taken for A, O and U, and what a scanner mixes up for the same."""
    return look(re.sub(r"(?<=[AOU])E", "", plain(name.replace("0", "O"))))


class Directory:
    """Customers by listed account and by all that a name may be cut down to."""

    def __init__(self, customers: dict[str, Customer]) -> None:
        self.by_account: dict[str, set[str]] = defaultdict(set)
        self.by_name: dict[str, set[str]] = defaultdict(set)
        for customer in customers.values():
            for account in customer.bank_accounts:
                self.by_account[account.replace(" ", "")].add(customer.customer_id)
            for name in (customer.name, *customer.aliases):
                for spelled in self._spellings(name):
                    self.by_name[spelled].add(customer.customer_id)

    def _spellings(self, name: str) -> set[str]:
        long = name.upper().replace("Ä", "AE").replace("Ö", "OE").replace("Ü", "UE")
        cut = {text[:width] for text in (name, long, plain(name), core(name)) for width in WIDTHS}
        return {squeezed(text) for text in (name, core(name), *cut)}

    def listed(self, account: str) -> set[str]:
        return set(self.by_account.get(account.replace(" ", "").upper(), ())) if account else set()

    def named(self, name: str) -> set[str]:
        """All whose name or alias it may be, cut or without its legal form."""
        return set(self.by_name.get(squeezed(name), ())) if name else set()
