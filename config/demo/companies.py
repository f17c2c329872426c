"""The example company's customers: invented names, addresses in .example, which nobody can own (RFC 2606)."""

from __future__ import annotations

import csv
import unicodedata
from dataclasses import dataclass
from pathlib import Path

MANAGERS = (
    ("Anna Berg", "anna.berg@larkfield.example"),
    ("Pierre Lenoir", "pierre.lenoir@larkfield.example"),
    ("Grace Whitmore", "grace.whitmore@larkfield.example"),
    ("Marta Ruiz", "marta.ruiz@larkfield.example"),
)
MANAGER_OF = {"FR": 1, "CH": 1, "GB": 2, "US": 2, "PL": 2, "ES": 3, "IT": 3}


@dataclass(frozen=True)
class Company:
    """`habit`: punctual, late (by `days`), sliding or erratic, until its `story` takes over.

    `size` is a usual invoice in whole units of its money; `paid_by_parent`: the parent is asked to pay for it.
    """

    id: str
    name: str
    country: str
    language: str
    contact: str
    size: int
    habit: str
    days: int
    story: str
    parent: str
    paid_by_parent: bool
    currency: str
    terms: int
    segment: str
    tier: str
    second_contact: str

    @property
    def domain(self) -> str:
        words = [word for word in _plain(self.name).split() if len(word) > 3]
        return f"{words[0]}-{words[1]}.example"

    @property
    def money(self) -> str:
        """The currency that it is invoiced in."""
        return self.currency or {"GB": "GBP", "US": "USD", "CH": "CHF"}.get(self.country, "EUR")

    @property
    def manager_email(self) -> str:
        return MANAGERS[MANAGER_OF.get(self.country, 0)][1]

    def email(self, person: str = "") -> str:
        """A person's address; without a name the contact's."""
        return f"{'.'.join(_plain(person or self.contact).split())}@{self.domain}"


def read_companies() -> tuple[Company, ...]:
    with (Path(__file__).parent / "companies.csv").open(encoding="utf-8", newline="") as file:
        return tuple(_company(row) for row in csv.DictReader(file))


def _company(row: dict[str, str]) -> Company:
    numbers = {name: int(row.pop(name) or 0) for name in ("size", "days", "terms")}
    return Company(**row | numbers | {"paid_by_parent": row["paid_by_parent"] == "yes"})  # type: ignore[arg-type]


def _plain(name: str) -> str:
    """Lower-case letters and spaces without accents."""
    spelled = name.lower().replace("ß", "ss").replace("ł", "l")
    letters = unicodedata.normalize("NFKD", spelled).encode("ascii", "ignore").decode()
    return "".join(letter for letter in letters if letter.isalpha() or letter == " ")
