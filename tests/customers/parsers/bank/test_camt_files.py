from datetime import date
from decimal import Decimal

import pytest

from customers.parsers.bank.balance import check_balance
from customers.parsers.bank.camt import read_camt
from customers.parsers.bank.statement import Balance
from customers.parsers.errors import UnreadableFile
from tests.customers.parsers.bank.camt_messages import balance, details, entry, message, party
from tests.customers.parsers.conftest import MakeFile

GOOD = message(
    entry("119.00", details("RE-1041", debtor=party("Dbtr", "Schäfer GmbH"))),
    balances=balance("OPBD", "10.00", indicator="DBIT", on="2026-03-01") + balance("CLBD", "109.00"),
)
ENTITIES = b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x "RE-1">]>'


def refusal(content: bytes) -> str:
    with pytest.raises(UnreadableFile) as refused:
        read_camt(content, name="march.xml")
    return str(refused.value)


def test_a_statement_has_account_number_and_balances() -> None:
    (statement,) = read_camt(GOOD)

    assert (statement.account, statement.currency, statement.number) == ("DE02120300000000202051", "EUR", "7")
    assert statement.opening == Balance(date(2026, 3, 1), Decimal("-10.00"), "EUR")
    assert statement.closing == Balance(date(2026, 3, 2), Decimal("109.00"), "EUR")
    check_balance(statement)


def test_several_statements_of_a_file_keep_their_entries() -> None:
    both = GOOD.replace(b"</Bank>", GOOD[GOOD.index(b"<Stmt>") : GOOD.index(b"</Bank>")] + b"</Bank>")

    assert [len(statement.entries) for statement in read_camt(both)] == [1, 1]


def test_a_previous_closing_balance_opens_and_interim_balances_part_pages() -> None:
    (first,) = read_camt(message(entry("5.00"), balances=balance("PRCD", "1.00") + balance("ITBD", "6.00")))
    (interim,) = read_camt(message(balances=balance("OPBD", "1.00") + balance("ITBD", "6.00"), kind="052"))

    assert (first.opening, first.closing) == (
        Balance(date(2026, 3, 2), Decimal("1.00"), "EUR"),
        Balance(date(2026, 3, 2), Decimal("6.00"), "EUR"),
    )
    assert interim.closing is None


def test_an_account_without_iban_is_known_by_its_other_number() -> None:
    head = "<Acct><Id><Othr><Id>0123 456</Id></Othr></Id></Acct>"

    (statement,) = read_camt(message(entry("5.00"), head=head))

    assert (statement.account, statement.currency) == ("0123456", "EUR")


@pytest.mark.parametrize(
    "content",
    [
        GOOD.decode().replace('"UTF-8"', '"UTF-16"').encode("utf-16"),
        GOOD.decode().replace('"UTF-8"', '"windows-1252"').encode("cp1252"),
        GOOD.decode().replace('"UTF-8"', '"IBM850"').encode("cp850"),
        GOOD.decode().encode("cp1252"),
        GOOD.replace(b'"UTF-8"', b'"UTF-16"'),
        b"\xef\xbb\xbf\r\n" + GOOD,
        b"\n\n " + GOOD,
        GOOD.replace(b'<?xml version="1.0" encoding="UTF-8"?>\n', b""),
    ],
    ids=["utf-16", "cp1252", "cp850", "cp1252 that says utf-8", "utf-8 that says utf-16", "bom", "blanks", "bare"],
)
def test_the_encoding_is_what_the_file_says_or_what_its_bytes_are(content: bytes) -> None:
    (statement,) = read_camt(content)

    assert statement.entries[0].payer_name == "Schäfer GmbH"


def test_a_path_is_read_like_bytes(make_file: MakeFile) -> None:
    assert read_camt(make_file(GOOD, "march.xml")) == read_camt(GOOD)


@pytest.mark.parametrize(
    "content",
    [
        ENTITIES + GOOD.partition(b"\n")[2].replace(b"RE-1041", b"&x;"),
        b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]>' + GOOD.partition(b"\n")[2],
        b'<?xml version="1.0"?><!DOCTYPE d SYSTEM "http://localhost/x.dtd">' + GOOD.partition(b"\n")[2],
    ],
)
def test_a_document_type_declaration_is_refused_before_anything_is_read(content: bytes) -> None:
    assert refusal(content) == (
        "march.xml has a document type declaration, which no bank's message has and which can hide an attack; "
        "nothing was read."
    )


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (GOOD[:-200], "march.xml breaks off or is damaged at line 2 and is no readable XML; download it again"),
        (b"", "march.xml is empty; nothing was imported."),
        (b"<html><body>Please log in</body></html>", "march.xml is a web page (HTML), perhaps the bank's login page"),
        (b"<Document><CstmrCdtTrfInitn/></Document>", "march.xml is XML (Document) without an account statement"),
        (GOOD + GOOD, "march.xml holds several messages one behind the other"),
        (GOOD.replace(b">119.00<", b">1,19<"), "march.xml, line 2: “1,19” is no amount of money"),
        (GOOD.replace(b">119.00<", b">Infinity<"), "march.xml, line 2: “Infinity” is no amount of money"),
        (GOOD.replace(b"<Dt>2026-03-02</Dt></BookgDt>", b"<Dt>2026-02-30</Dt></BookgDt>"), "“2026-02-30” is no date"),
        (
            GOOD.replace(b"119.00</Amt><CdtDbtInd>CRDT</CdtDbtInd>", b"119.00</Amt>"),
            "An entry of account DE02120300000000202051 has no amount with CRDT or DBIT",
        ),
    ],
)
def test_what_cannot_be_read_is_said_in_one_sentence(content: bytes, sentence: str) -> None:
    assert sentence in refusal(content)
