"""The countries that customers sit in: language, currency, legal forms, and how their account numbers are built."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """`account` is the pattern of the IBAN behind country and check digits (9 digit, A letter), or of a plain number
    where there are no IBANs."""

    country: str
    share: int
    language: str
    currency: str
    forms: tuple[str, ...]
    account: str
    iban: bool = True


PLACES = (
    Place("DE", 22, "de", "EUR", ("GmbH", "GmbH & Co. KG", "AG", "KG", "e.K.", "UG (haftungsbeschränkt)"), "9" * 18),
    Place("AT", 6, "de", "EUR", ("GmbH", "GesmbH", "AG", "KG"), "9" * 16),
    Place("CH", 7, "de", "CHF", ("AG", "GmbH", "Sàrl", "SA"), "9" * 17),
    Place("US", 16, "en", "USD", ("Inc.", "LLC", "Corp.", "Co.", "LP"), "9" * 10, iban=False),
    Place("GB", 10, "en", "GBP", ("Ltd", "Limited", "PLC", "LLP"), "AAAA" + "9" * 14),
    Place("FR", 7, "fr", "EUR", ("SARL", "SAS", "SA", "EURL"), "9" * 23),
    Place("NL", 5, "nl", "EUR", ("B.V.", "N.V.", "V.O.F."), "AAAA" + "9" * 10),
    Place("BE", 3, "nl", "EUR", ("NV", "BV", "BVBA", "SPRL"), "9" * 12),
    Place("ES", 4, "es", "EUR", ("S.L.", "S.A.", "S.L.U."), "9" * 20),
    Place("IT", 4, "it", "EUR", ("S.r.l.", "S.p.A.", "S.n.c."), "A" + "9" * 22),
    Place("PL", 4, "pl", "PLN", ("Sp. z o.o.", "S.A.", "Sp. j."), "9" * 24),
    Place("SE", 3, "sv", "SEK", ("AB", "HB"), "9" * 20),
    Place("DK", 2, "da", "DKK", ("A/S", "ApS"), "9" * 14),
    Place("NO", 2, "nb", "NOK", ("AS", "ASA"), "9" * 11),
    Place("FI", 2, "fi", "EUR", ("Oy", "Oyj"), "9" * 14),
    Place("CZ", 2, "cs", "CZK", ("s.r.o.", "a.s."), "9" * 20),
    Place("PT", 2, "pt", "EUR", ("Lda", "S.A."), "9" * 21),
    Place("IE", 2, "en", "EUR", ("Ltd", "DAC"), "AAAA" + "9" * 14),
    Place("LU", 1, "fr", "EUR", ("S.à r.l.", "S.A."), "9" * 16),
    Place("CA", 2, "en", "CAD", ("Inc.", "Ltd.", "Corp."), "9" * 12, iban=False),
    Place("AU", 1, "en", "AUD", ("Pty Ltd", "Ltd"), "9" * 9, iban=False),
)
BY_COUNTRY = {place.country: place for place in PLACES}
# Countries whose customary early-payment discount runs for 14 days instead of 10.
LONG_DISCOUNT = frozenset({"DE", "AT", "CH"})


def discount_days(country: str) -> int:
    return 14 if country in LONG_DISCOUNT else 10
