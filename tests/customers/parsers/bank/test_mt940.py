from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from customers.parsers.bank.balance import check_balance
from customers.parsers.bank.mt940 import read_mt940
from customers.parsers.bank.statement import Balance
from customers.parsers.errors import UnreadableFile

HEADER = ":20:STARTUMS\n:25:20040000/1234567\n:28C:00017/001\n"


def statement(body: str, *, opening: str = "C260301EUR1000,00", closing: str = "C260302EUR1100,00") -> bytes:
    return f"{HEADER}:60F:{opening}\n{body}\n:62F:{closing}\n-\n".encode()


def only_entry(body: str):
    (read,) = read_mt940(statement(body))
    (entry,) = read.entries
    return entry


def test_a_german_credit_transfer_gives_name_account_text_and_end_to_end_id():
    (read,) = read_mt940(
        statement(
            ":61:2603020302CR100,00NTRFNONREF//2603021\n"
            ":86:166?00GUTSCHR. UEBERWEISUNG?10931?20EREF+ZV-2026-03-0001-ABCDEF?21GHIJ"
            "?22SVWZ+RE 2026-1001 und RE 20?2326-1002 vom 01.02.?30COBADEFFXXX?31DE893704004405320130\n"
            "00?32Nordwerk Maschinenbau GmbH ?33u. Co. KG"
        )
    )
    assert (read.account, read.number, read.currency) == ("20040000/1234567", "00017/001", "EUR")
    assert read.opening == Balance(date(2026, 3, 1), Decimal("1000.00"), "EUR")
    check_balance(read)
    (entry,) = read.entries
    assert (entry.booked_on, entry.amount, entry.currency) == (date(2026, 3, 2), Decimal("100.00"), "EUR")
    assert (entry.bank_reference, entry.method, entry.is_return) == ("2603021", "transfer", False)
    assert entry.payer_name == "Nordwerk Maschinenbau GmbH u. Co. KG"
    assert entry.payer_account == "DE89370400440532013000"
    assert entry.end_to_end_id == "ZV-2026-03-0001-ABCDEFGHIJ"
    assert entry.reference == "RE 2026-1001 und RE 2026-1002 vom 01.02.\nZV-2026-03-0001-ABCDEFGHIJ"


def test_subfields_that_are_not_full_keep_their_line_break():
    entry = only_entry(":61:260302C1,00N051NONREF\n:86:051?00UEBERWEISUNG?20RECHNUNG 4711?21KUNDE 55?32ALTBAU OHG")
    assert entry.reference == "RECHNUNG 4711\nKUNDE 55"


@pytest.mark.parametrize("nothing", ["NOTPROVIDED", "NOT PROVIDED", "NONREF"])
def test_an_end_to_end_id_that_is_not_provided_is_empty(nothing):
    entry = only_entry(f":61:260302C1,00NTRFNONREF\n:86:166?20EREF+{nothing}?21SVWZ+Test")
    assert (entry.end_to_end_id, entry.reference) == ("", "Test")


@pytest.mark.parametrize(
    ("mark", "amount", "is_return"),
    [
        ("C", "50.00", False),
        ("D", "-50.00", False),
        ("RC", "-50.00", True),
        ("RD", "50.00", True),
        ("CR", "50.00", False),
    ],
)
def test_the_mark_gives_sign_and_return(mark, amount, is_return):
    entry = only_entry(f":61:2603020302{mark}50,00NTRFNONREF//1")
    assert (entry.amount, entry.is_return) == (Decimal(amount), is_return)


def test_a_returned_direct_debit_is_known_by_its_german_code():
    entry = only_entry(":61:260302D50,00NRTINONREF\n:86:109?00RETOURE?20EREF+LS-1?34914")
    assert (entry.amount, entry.method, entry.is_return) == (Decimal("-50.00"), "direct_debit", True)


def test_dutch_code_words_are_read_over_wrapped_lines():
    entry = only_entry(
        ":61:2603020302C10,00NTRFEREF//26061000001\n"
        "/TRCD/00100/\n"
        ":86:/EREF/E2E-778//CNTP/NL91ABNA0417164300/ABNANL2A/VAN DIJK LOGISTI\n"
        "EK BV/UTRECHT///REMI/USTD//FACTUUR 20261044/"
    )
    assert (entry.payer_name, entry.payer_account) == ("VAN DIJK LOGISTIEK BV", "NL91ABNA0417164300")
    assert (entry.reference, entry.end_to_end_id) == ("FACTUUR 20261044\nE2E-778", "E2E-778")


def test_a_structured_dutch_reference_stands_by_itself():
    entry = only_entry(
        ":61:260302C10,00NTRFNONREF\n:86:/CNTP/NL91ABNA0417164300/ABNANL2A/X BV///REMI/STRD/CUR/9001123412341234/"
    )
    assert (entry.structured_reference, entry.reference) == ("9001123412341234", "9001123412341234")


def test_labels_give_name_account_and_text():
    entry = only_entry(
        ":61:2603020302CN1,00NTRFNONREF//MB26\n911-TRANSAKCJA\n"
        ":86:911 COLLECT; ID IPH: XX000000000007; Z RACH.:\n56114010810000267002001001; OD: ACME POLSKA SP Z OO  \n"
        "UL. NIJAKA 1; TYT.: FAKTURA FV/12/2026   ; TNR: 1.1"
    )
    assert (entry.payer_name, entry.payer_account) == ("ACME POLSKA SP Z OO", "56114010810000267002001001")
    assert entry.reference == "911 COLLECT\nFAKTURA FV/12/2026\nXX000000000007"


def test_information_behind_the_closing_balance_belongs_to_no_entry():
    data = statement(":61:260302C100,00NTRFNONREF\n:86:INVOICE 1") + b":86:END OF STATEMENT\n"
    assert read_mt940(data)[0].entries[0].reference == "INVOICE 1"


def test_a_time_wrapped_at_its_colon_is_text_not_a_field():
    entry = only_entry(":61:260302C1,00NTRFNONREF\n:86:PAID AT 2026-03-01T13\n:20:11 INVOICE 77")
    assert entry.reference == "PAID AT 2026-03-01T13\n:20:11 INVOICE 77"


def test_an_interim_report_gives_booked_entries_without_balances():
    (read,) = read_mt940(
        b":20:X\n:25:PL29114010810000267002001002\n:28C:1/1\n:34F:PLN0,\n:13D:2603021815+0100\n"
        b":61:2603020302C5,01NTRFA1//1\n:61:260302EC9,00NTRFA2//2\n:90C:1PLN5,01\n-\n"
    )
    assert (read.opening, read.closing, read.currency) == (None, None, "PLN")
    assert [entry.amount for entry in read.entries] == [Decimal("5.01")]


def test_several_messages_in_network_envelopes_are_several_statements():
    one = statement(":61:260302C100,00NTRFNONREF//1\n:86:A").decode().removesuffix("-\n")
    wrapped = "{1:F01BANKDEFFXXXX0000000000}{2:O940BANKDEFFXXXXN}{3:}{4:\n" + one + "-}{5:}\n"
    assert [len(read.entries) for read in read_mt940((wrapped * 2).encode())] == [1, 1]


def test_an_entry_date_of_the_next_year_is_booked_there():
    assert only_entry(":61:2512310102C1,00NTRFNONREF").booked_on == date(2026, 1, 2)


def test_thirty_february_is_its_last_day():
    assert only_entry(":61:260230C1,00NTRFNONREF").booked_on == date(2026, 2, 28)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "cp850"])
def test_german_letters_are_read_in_every_usual_encoding(encoding):
    text = statement(":61:260302C1,00NTRFNONREF\n:86:166?20SVWZ+Gebühr für Öl?32Müller Söhne").decode()
    (read,) = read_mt940(text.encode(encoding))
    assert (read.entries[0].payer_name, read.entries[0].reference) == ("Müller Söhne", "Gebühr für Öl")


@pytest.mark.parametrize("encoding", ["utf-8", "cp1250", "iso8859-2", "cp852"])
def test_polish_letters_are_read_in_every_usual_encoding(encoding):
    text = statement(
        ":61:260302C1,00NTRFNONREF\n:86:020~00Przelew~20zapłata za fakturę~32Żółć Spółka",
        opening="C260301PLN0,00",
        closing="C260302PLN1,00",
    ).decode()
    (read,) = read_mt940(text.encode(encoding))
    assert (read.entries[0].payer_name, read.entries[0].reference) == ("Żółć Spółka", "zapłata za fakturę")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "is empty"),
        (b"\n  \n", "is empty"),
        (b"1\n2\n3", "is no MT940"),
        (b"<!DOCTYPE html><html>Login</html>", "web page"),
        (b'<?xml version="1.0"?><Document/>', "is XML"),
        (b"PK\x03\x04....", "ZIP archive"),
        (b"\x1f\x8b\x08....", "gzip archive"),
        (b"%PDF-1.7", "a PDF"),
        (b"\x00\x01\x02\xff" * 9 + b":20:", "no text"),
        (HEADER.encode() + b":60F:C260301EUR1,00\n:61:2603020302CR1", "ends without its closing balance"),
        (statement(":61:26030"), "cannot be read"),
        (statement(":61:261402C1,00NTRF"), "cannot be read"),
        (statement(":61:260302C1,2,3NTRF"), "cannot be read"),
        (statement("", closing="C2603"), "cannot be read"),
    ],
)
def test_what_is_no_whole_statement_is_refused_with_a_sentence(data, says):
    with pytest.raises(UnreadableFile, match=says):
        read_mt940(data)


@pytest.mark.parametrize(
    ("text", "name", "account", "reference"),
    [
        ("/ORDP/MUSTER AG//CH5604835012345678009/REMI/RG 7/EREF/NOTPROVIDED", "MUSTER AG", "CH5604835012345678009",
         "RG 7"),
        ("/PT/FT/PY/INV 5512/BI/CHASUS33/BO/123456789/BO1/ACME INC", "ACME INC", "123456789", "INV 5512"),
        ("/OCMT/USD2853,12/\nPAYMENT OF INVOICES 20401", "", "", "/OCMT/USD2853,12/\nPAYMENT OF INVOICES 20401"),
        ("ORDENANTE: GARCIA SL CONCEPTO: FACTURA 2026/44", "GARCIA SL", "", "FACTURA 2026/44"),
        ("999FREIER TEXT", "", "", "FREIER TEXT"),
        ("SEPA OVERBOEKING                 IBAN: NL47RABO0123456789\nNAAM: J. JANSEN\nOMSCHRIJVING: F 33", "J. JANSEN",
         "NL47RABO0123456789", "SEPA OVERBOEKING\nF 33"),
    ],
)  # fmt: skip
def test_text_is_read_as_other_banks_write_it(text, name, account, reference):
    entry = only_entry(f":61:260302C1,00NTRFNONREF\n:86:{text}")
    assert (entry.payer_name, entry.payer_account, entry.reference) == (name, account, reference)


def test_a_bank_that_wraps_at_sixty_four_characters_cuts_words_too():
    line = "/EREF/01-01-2026 12:00 0030000987654321/BENM//NAME/CONTRA ACCOUN"
    entry = only_entry(f":61:260302D1,00N102EREF\nNL70ABNA0987654321\n:86:{line}\nT HOLDER/REMI//ISDT/2026-03-02")
    assert (entry.payer_name, entry.payer_account, entry.method) == ("CONTRA ACCOUNT HOLDER", "NL70ABNA0987654321", "")
