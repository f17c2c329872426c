from datetime import date
from decimal import Decimal

import pytest

from customers.parsers.bank.camt import read_camt
from tests.customers.parsers.bank.camt_messages import balance, details, entry, message, party

OWN = "<Acct><Id><IBAN>DE02120300000000202051</IBAN></Id><Ccy>EUR</Ccy><Ownr><Nm>Wir AG</Nm></Ownr></Acct>"
CUSTOMER = "DE89370400440532013000"


@pytest.mark.parametrize(
    ("debtor", "creditor"),
    [
        (party("Dbtr", "Kunde GmbH"), party("Cdtr", "WIR AG")),
        (party("Dbtr", "Kunde GmbH"), ""),
        ("", party("Cdtr", "Kunde GmbH", CUSTOMER)),
        (party("Dbtr", "Wir AG", "DE02120300000000202051"), party("Cdtr", "Kunde GmbH", CUSTOMER)),
    ],
    ids=["the original's parties", "the payer alone", "the way back's receiver", "the way back's parties"],
)
def test_a_returned_payment_is_its_payers_whichever_way_its_parties_are_written(debtor: str, creditor: str) -> None:
    returned = details(debtor=debtor, creditor=creditor, more="<RtrInf><Rsn><Cd>AM04</Cd></Rsn></RtrInf>")

    (statement,) = read_camt(message(entry("5.00", returned, indicator="DBIT"), head=OWN))

    assert statement.entries[0].payer_name == "Kunde GmbH"


def test_money_from_the_owners_account_in_another_bank_is_the_owners() -> None:
    moved = details(debtor=party("Dbtr", "Wir AG", CUSTOMER), creditor=party("Cdtr", "Wir AG"))

    (statement,) = read_camt(message(entry("5.00", moved), head=OWN))

    assert (statement.entries[0].payer_name, statement.entries[0].payer_account) == ("Wir AG", CUSTOMER)


def test_sepa_tags_in_free_lines_are_parted() -> None:
    tagged = details("EREF+KD-7MREF+M-1SVWZ+RE 2026-10", "41ABWA+Tochter GmbH", debtor=party("Dbtr", "Mutter AG"))

    (statement,) = read_camt(message(entry("5.00", tagged)))

    (found,) = statement.entries
    assert found.reference == "RE 2026-1041\nM-1\nKD-7"
    assert (found.end_to_end_id, found.ultimate_payer_name) == ("KD-7", "Tochter GmbH")


def test_an_entry_without_any_date_was_booked_on_the_day_of_the_closing_balance() -> None:
    undated = entry("5.00").replace("<BookgDt><Dt>2026-03-02</Dt></BookgDt>", "")
    content = message(undated, balances=balance("CLBD", "5.00", on="2026-02-27"))

    (statement,) = read_camt(content)

    assert statement.entries[0].booked_on == date(2026, 2, 27)


def test_a_payment_in_another_currency_keeps_what_was_instructed() -> None:
    paid = details(
        "INV-1041",
        more='<AmtDtls><InstdAmt><Amt Ccy="USD">1020.00</Amt></InstdAmt></AmtDtls>',
    )

    (statement,) = read_camt(message(entry("795.00", paid)))

    (found,) = statement.entries
    assert (found.amount, found.currency) == (Decimal("795.00"), "EUR")
    assert (found.instructed_amount, found.instructed_currency) == (Decimal("1020.00"), "USD")


def test_a_message_within_an_envelope_is_found() -> None:
    declaration, _, document = message(entry("5.00")).partition(b"\n")
    wrapped = declaration + b'<Envelope xmlns="urn:x"><Header><From>BANK</From></Header>' + document + b"</Envelope>"

    assert len(read_camt(wrapped)) == 1
