from __future__ import annotations

from pathlib import Path

import pytest

from customers.parsers.errors import UnreadableFile
from customers.parsers.mapping import Row, read_rows
from tests.customers.parsers.conftest import MakeFile
from tests.customers.parsers.reading import landed, rejected, sentences

INVOICES = "number,customer_id,issued,due,amount,currency,purchase_order,status,paid_on\n"
CUSTOMERS = (
    "customer_id,name,parent_id,country,language,currency,payment_terms_days,email,contact_name,"
    "account_manager_email,aliases,bank_accounts\n"
)


def test_our_own_invoice_layout_needs_no_map(make_file: MakeFile) -> None:
    text = (
        INVOICES + "1001,C1,2026-01-05,2026-02-04,120.50,EUR,PO-7,paid,2026-02-10\n"
        "1002,C1,2026-01-06,2026-02-05,-5,EUR,,credit_note,\n"
    )
    table = read_rows(make_file(text), "invoices")
    assert landed(table) == [
        {
            "number": "1001", "customer_id": "C1", "issued": "2026-01-05", "due": "2026-02-04", "amount": "120.50",
            "currency": "EUR", "purchase_order": "PO-7", "status": "paid", "paid_on": "2026-02-10",
            "customer_name": "C1",
        },
        {
            "number": "1002", "customer_id": "C1", "issued": "2026-01-06", "due": "2026-02-05", "amount": "-5",
            "currency": "EUR", "status": "credit_note", "customer_name": "C1",
        },
    ]  # fmt: skip
    assert sentences(table) == []
    assert table.kind == "delta"


def test_iteration_gives_rows_with_their_numbers_and_rejects(make_file: MakeFile) -> None:
    text = INVOICES + "1001,C1,2026-01-05,2026-02-04,x,EUR,,open,\n1002,C1,2026-01-06,2026-02-05,5,EUR,,open,\n"
    found = list(read_rows(make_file(text), "invoices"))
    assert isinstance(found[0], Row)
    assert found[0].number == 3
    assert found[1].row == 2


def test_our_own_customer_layout_needs_no_map(make_file: MakeFile) -> None:
    text = (
        CUSTOMERS + "C1,Müller GmbH,,DE,de,EUR,30,ap@mueller.example,"
        "Anna Ott,kam@us.example,Mueller|Muller,DE89370400440532013000\n"
    )
    assert landed(read_rows(make_file(text), "customers")) == [
        {
            "customer_id": "C1", "name": "Müller GmbH", "country": "DE", "language": "de", "currency": "EUR",
            "payment_terms_days": "30", "email": "ap@mueller.example", "contact_name": "Anna Ott",
            "account_manager_email": "kam@us.example", "aliases": "Mueller|Muller",
            "bank_accounts": "DE89370400440532013000",
        }
    ]  # fmt: skip


def test_our_own_payment_and_contact_layouts_need_no_map(make_file: MakeFile) -> None:
    payments = (
        "transaction_id,booked_on,amount,currency,payer_name,payer_account,reference,method\n"
        "T1,2026-02-10,120.50,EUR,Müller GmbH,DE89370400440532013000,RE 1001,wire\n"
    )
    assert landed(read_rows(make_file(payments), "payments"))[0]["method"] == "wire"
    contacts = "customer_id,name,email,role,language\nC1,Anna Ott,anna@mueller.example,Accounts Payable,German\n"
    assert landed(read_rows(make_file(contacts), "contacts")) == [
        {"customer_id": "C1", "name": "Anna Ott", "email": "anna@mueller.example", "role": "payables", "language": "de"}
    ]


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("Rechnungsnummer;Kundennummer;Rechnungsdatum;Fällig am;Bruttobetrag;Währung;Status",
         "1;C1;05.01.2026;04.02.2026;1.250,50;EUR;offen"),
        ("N° facture;Code client;Date de facture;Échéance;Montant TTC;Devise;Statut",
         "1;C1;05/01/2026;14/02/2026;1 250,50;EUR;impayée"),
        ("Nº factura;Código cliente;Fecha factura;Vencimiento;Importe total;Moneda;Estado",
         "1;C1;05/01/2026;14/02/2026;1.250,50;EUR;pendiente"),
        ("Invoice No.\tCustomer No\tInvoice Date\tDue Date\tTotal\tCurrency\tStatus",
         "1\tC1\t01/05/2026\t02/14/2026\t1,250.50\tEUR\tOverdue"),
    ],
)  # fmt: skip
def test_usual_headers_dates_and_amounts_of_four_languages_need_no_map(
    make_file: MakeFile, header: str, row: str
) -> None:
    found = landed(read_rows(make_file(f"{header}\n{row}\n"), "invoices"))[0]
    assert (found["issued"], found["amount"], found["status"]) == ("2026-01-05", "1250.50", "open")


@pytest.mark.parametrize(
    ("column", "value", "sentence"),
    [
        ("due", "13/13/2026", "Row 3: due date “13/13/2026” is no date; expected day/month/year."),
        ("issued", "", "Row 3: issue date is missing."),
        ("amount", "twelve", "Row 3: amount “twelve” is no amount; expected a number such as 1234.56."),
        ("amount", "NaN", "Row 3: amount “NaN” is no amount; expected a number such as 1234.56."),
        ("amount", "1e9", "Row 3: amount “1e9” is no amount; expected a number such as 1234.56."),
        ("amount", "9" * 16, f"Row 3: amount “{'9' * 16}” is larger than any amount that the ledger keeps."),
        ("currency", "EURO", "Row 3: currency “EURO” is no currency; expected a code of three letters such as EUR."),
        ("status", "perhaps", "Row 3: status “perhaps” is not known; expected open, paid, void, credit_note."),
        ("number", "x" * 81, f"Row 3: invoice number “{'x' * 60}…” has 81 characters; at most 80 are kept."),
        ("number", "a\x00b", "Row 3: invoice number “a\\x00b” has an invisible control character inside."),
        ("customer_id", '"C\n1"', "Row 3: customer id “C\\n1” has a line break inside; is a quote not closed?"),
    ],
)
def test_a_bad_cell_rejects_its_row_with_a_sentence(
    make_file: MakeFile, column: str, value: str, sentence: str
) -> None:
    good = {
        "number": "1",
        "customer_id": "C1",
        "issued": "25/01/2026",
        "due": "26/02/2026",
        "amount": "10.00",
        "currency": "EUR",
        "status": "open",
    }
    lines = [",".join(good), ",".join(good.values()), ",".join((good | {column: value}).values())]
    table = read_rows(make_file("\n".join(lines) + "\n"), "invoices")
    assert sentences(table) == [sentence]
    assert len(landed(table)) == 1


def test_a_reject_keeps_the_row_and_its_key_in_a_form_that_a_database_takes(make_file: MakeFile) -> None:
    content = (
        INVOICES + "7001,C1,soon,2026-02-05,10,EUR,PÖ,open,\n"
    ).encode() + b"7002,C\xff2,2026-01-05,,10,EUR,,open,\n"
    first, second = rejected(read_rows(make_file(content), "invoices"))
    assert (first.column, first.value, first.key) == ("issued", "soon", "7001")
    assert first.raw["purchase_order"] == "PÖ"
    assert second.sentence == (
        "Row 3: customer id “C\\udcff2” has bytes that are not valid in the file's encoding; save the file as UTF-8."
    )
    assert second.raw["customer_id"] == "C\\udcff2"


def test_broken_bytes_in_a_column_that_nobody_asks_for_do_no_harm(make_file: MakeFile) -> None:
    content = "customer_id,name,email,note\nC1,Zoë,z@a.example,".encode() + b"\xff\n"
    assert len(landed(read_rows(make_file(content), "customers"))) == 1


def test_days_of_payment_terms_are_numbers_or_words_and_never_negative(make_file: MakeFile) -> None:
    terms = ["30", "Net 45", "Due on receipt", "30 EOM", "-5", "someday"]
    text = "customer_id,name,terms\n" + "".join(f"C{i},N,{term}\n" for i, term in enumerate(terms))
    table = read_rows(make_file(text), "customers")
    assert [row.get("payment_terms_days") for row in landed(table)] == ["30", "45", "0", None]
    assert sentences(table) == [
        "Row 6: payment terms “-5” are negative; expected a number of days from 0 up.",
        "Row 7: payment terms “someday” is no number of days; expected 30, Net 30 or Due on receipt.",
    ]


def test_customers_may_name_countries_flags_and_several_addresses(make_file: MakeFile) -> None:
    text = (
        "customer_id,name,country,email,do_not_contact,credit_limit,time_zone\n"
        "C1,N,Deutschland,a@x.example; B <b@x.example>,ja,5000,Europe/Berlin\n"
    )
    found = landed(read_rows(make_file(text), "customers"))[0]
    assert (found["country"], found["email"], found["do_not_contact"]) == ("DE", "a@x.example|b@x.example", "true")
    assert (found["credit_limit"], found["time_zone"]) == ("5000", "Europe/Berlin")


def test_dates_that_can_be_read_two_ways_come_with_a_warning(make_file: MakeFile) -> None:
    table = read_rows(make_file("number,customer_id,issued,amount\n1,C1,02/03/2026,10\n"), "invoices")
    assert landed(table)[0]["issued"] == "2026-03-02"
    assert table.warnings == (
        "Dates such as “02/03/2026” can be read in two ways; they were read as day/month/year."
        ' A column map with dates = "mdy" reads them as month/day/year.',
    )


def test_one_late_date_proves_the_order_of_a_long_file(make_file: MakeFile) -> None:
    text = (
        "number,customer_id,issued,amount\n"
        + "".join(f"{i},C1,02/03/2026,10\n" for i in range(20_000))
        + "x,C1,02/28/2026,10\n"
    )
    table = read_rows(make_file(text), "invoices")
    assert (table.formats.date_order, table.warnings) == ("mdy", ())


def test_grouped_thousands_follow_the_decimal_mark_of_the_file(make_file: MakeFile) -> None:
    german = read_rows(
        make_file("number;customer_id;issued;amount\n1;C;2026-01-05;1.250\n2;C;2026-01-05;3,5\n"), "invoices"
    )
    assert [row["amount"] for row in landed(german)] == ["1250.00", "3.50"]
    english = read_rows(
        make_file("number;customer_id;issued;amount\n1;C;2026-01-05;1,250\n2;C;2026-01-05;3.5\n"), "invoices"
    )
    assert [row["amount"] for row in landed(english)] == ["1250.00", "3.50"]


def test_status_and_sign_are_settled(make_file: MakeFile) -> None:
    lines = [
        "1,C,2026-01-05,10,,2026-02-01",
        "2,C,2026-01-05,10,,",
        "3,C,2026-01-05,-4,open,",
        "4,C,2026-01-05,4,Gutschrift,",
    ]
    table = read_rows(make_file("number,customer_id,issued,amount,status,paid_on\n" + "\n".join(lines)), "invoices")
    assert [(row["status"], row["amount"]) for row in landed(table)] == [
        ("paid", "10"),
        ("open", "10"),
        ("credit_note", "-4"),
        ("credit_note", "-4"),
    ]


def test_a_missing_column_is_named_beside_those_that_are_there(make_file: MakeFile) -> None:
    with pytest.raises(UnreadableFile) as refused:
        read_rows(make_file("number,customer_id,total\n1,C1,10\n"), "invoices")
    assert str(refused.value) == (
        "file.csv has no column for the issue date; its columns are number, customer_id, total."
        " Rename them, or say which is which in a column map (--map, docs/imports.md)."
    )


def test_a_column_named_twice_is_refused_only_where_it_is_asked_for(make_file: MakeFile) -> None:
    assert len(landed(read_rows(make_file("customer_id,name,phone,phone\nC1,N,1,2\n"), "customers"))) == 1
    with pytest.raises(UnreadableFile, match="The column “number” stands 2 times in the header of file.csv"):
        read_rows(make_file("number,customer_id,issued,amount,number\n1,C1,2026-01-05,10,2\n"), "invoices")


def test_xlsx_and_json_lines_go_the_same_way(make_file: MakeFile, tmp_path: Path) -> None:
    text = '{"number": 1, "customer_id": "C1", "issued": "2026-01-05", "amount": 1234.5}\n'
    assert landed(read_rows(make_file(text, "a.jsonl"), "invoices"))[0]["amount"] == "1234.5"


def test_broken_bytes_in_a_header_and_blank_json_keys_do_no_harm(make_file: MakeFile) -> None:
    content = b"number,customer_id,issued,amount,n\xf6te \xe2\x82\xac\n1,C1,soon,10,x\n"
    (reject,) = rejected(read_rows(make_file(content), "invoices"))
    assert reject.raw["n\\udcf6te €"] == "x"
    lines = '{"number": "1", "customer_id": "C1", "issued": "soon", "amount": 1, "": "x"}\n'
    (reject,) = rejected(read_rows(make_file(lines, "a.jsonl"), "invoices"))
    assert reject.raw == {"number": "1", "customer_id": "C1", "issued": "soon", "amount": "1"}


def test_what_is_a_date_in_no_order_warns_of_nothing(make_file: MakeFile) -> None:
    table = read_rows(make_file("number,customer_id,issued,due,amount\n1,C1,13/13/2026,45000,10\n"), "invoices")
    assert (table.formats.date_order, table.warnings) == ("dmy", ())
