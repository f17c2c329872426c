from __future__ import annotations

import pytest

from customers.parsers.errors import UnreadableFile
from customers.parsers.mapping import read_rows
from customers.parsers.presets import load_map, load_preset, preset_names
from tests.customers.parsers.conftest import MakeFile
from tests.customers.parsers.reading import landed, sentences


def test_every_preset_loads_and_compiles() -> None:
    assert set(preset_names()) >= {"xero", "quickbooks_online", "stripe", "zoho_books", "freshbooks"}
    for name in preset_names():
        assert load_preset(name).sections


def test_an_unknown_preset_lists_those_that_exist() -> None:
    with pytest.raises(UnreadableFile, match=r"There is no preset “sap”; there are freshbooks, "):
        load_preset("sap")


@pytest.mark.parametrize(
    ("toml", "sentence"),
    [
        ("[invoices", "map.toml is not valid TOML: "),
        ("", "map.toml maps nothing; it needs a part such as [invoices] with [invoices.columns]."),
        (
            "[orders]\n",
            "map.toml has a part “orders”; parts are [customers], [contacts], [invoices], [payments], [statement].",
        ),
        ('[invoices]\ndates = "dd/mm"\n', "map.toml [invoices] says dates = “dd/mm”; it may be dmy, mdy, ymd."),
        (
            '[invoices.columns]\nnummer = "x"\n',
            "map.toml [invoices] columns has “nummer”, which is not known there; known are ",
        ),
        (
            "[[invoices.skip]]\ncolumn = 'x'\n",
            "map.toml [invoices] skip needs a column, and values, starts_with or blank.",
        ),
    ],
)
def test_a_wrong_map_is_explained(make_file: MakeFile, toml: str, sentence: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        load_map(make_file(toml, "map.toml"))
    assert sentence in str(refused.value)


def test_a_map_without_the_layout_says_what_it_has(make_file: MakeFile) -> None:
    path = make_file('[invoices.columns]\nnumber = "No"\n', "map.toml")
    with pytest.raises(UnreadableFile, match=r"map.toml has no \[customers\] part; it has \[invoices\]\."):
        read_rows(make_file("a,b\n1,2\n"), "customers", mapping=path)


def test_a_map_joins_looks_up_computes_and_fills_in(make_file: MakeFile) -> None:
    toml = """
        [invoices]
        kind = "snapshot"
        dates = "mdy"
        [invoices.columns]
        number = { join = ["Series", "No"], with = "-" }
        customer_id = ["Account", "Name"]
        issued = "Date"
        amount = { add = ["Net", "Tax"], subtract = ["Deduction"] }
        currency = { columns = "Cur", constant = "USD" }
        status = { columns = "State", values = { "O" = "open", "P" = "paid" }, other = "void" }
        [[invoices.skip]]
        column = "No"
        starts_with = "total"
    """
    text = (
        "Series,No,Account,Name,Date,Net,Tax,Deduction,Cur,State\n"
        'A,1,,Ann,02/03/2026,100,19,,,O\nB,2,C2,Bob,02/03/2026,"1,000.00",,0.50,EUR,X\n,Total,,,,1100,19,,,\n'
    )
    table = read_rows(make_file(text), "invoices", mapping=make_file(toml, "map.toml"))
    assert landed(table) == [
        {
            "number": "A-1",
            "customer_id": "Ann",
            "issued": "2026-02-03",
            "amount": "119",
            "currency": "USD",
            "status": "open",
        },
        {
            "number": "B-2",
            "customer_id": "C2",
            "issued": "2026-02-03",
            "amount": "999.50",
            "currency": "EUR",
            "status": "void",
        },
    ]
    assert table.kind == "snapshot"
    assert sum(chunk.skipped for chunk in table.chunks()) == 1


def test_a_number_that_cannot_be_computed_is_named(make_file: MakeFile) -> None:
    toml = '[invoices.columns]\nnumber="n"\ncustomer_id="c"\nissued="d"\namount={ add = ["net", "tax"] }\n'
    table = read_rows(make_file("n,c,d,net,tax\n1,C,2026-01-05,10,?\n"), "invoices", mapping=make_file(toml, "m.toml"))
    assert sentences(table) == ["Row 2: amount “?” is no amount; expected a number such as 1234.56."]


def test_a_map_may_extend_a_preset(make_file: MakeFile) -> None:
    toml = 'extends = "wave"\n[invoices.columns]\ncurrency = { constant = "CAD" }\n'
    section = load_map(make_file(toml, "m.toml")).section("invoices")
    assert section.columns["currency"] == {"constant": "CAD"}
    assert section.columns["number"] == "Invoice Number"
    assert section.keep[0].column == "Account Type"


COLLAPSE = """
    [invoices.columns]
    number = "no"
    customer_id = "who"
    issued = "day"
    line_amount = "line"
    [invoices.collapse]
    by = "number"
"""


def test_lines_of_an_invoice_are_summed_even_where_they_are_scattered(make_file: MakeFile) -> None:
    text = (
        "no,who,day,line\n1,A,2026-01-05,10\n2,B,2026-01-05,5\n1,A,2026-01-05,2.50\n3,C,2026-01-05,1\n"
        "3,C,2026-01-05,1\n"
    )
    table = read_rows(make_file(text), "invoices", mapping=make_file(COLLAPSE, "m.toml"))
    assert sorted((row["number"], row["amount"]) for row in landed(table)) == [
        ("1", "12.50"),
        ("2", "5.00"),
        ("3", "2.00"),
    ]
    assert sum(chunk.merged for chunk in table.chunks()) == 2


def test_an_invoice_with_a_bad_line_or_two_customers_is_left_out_whole(make_file: MakeFile) -> None:
    text = (
        "no,who,day,line\n1,A,2026-01-05,10\n1,A,2026-01-05,x\n2,B,2026-01-05,5\n2,C,2026-01-05,5\n3,C,2026-01-05,1\n"
    )
    table = read_rows(make_file(text), "invoices", mapping=make_file(COLLAPSE, "m.toml"))
    assert [row["number"] for row in landed(table)] == ["3"]
    assert sentences(table) == [
        "Row 2: invoice number “1” is left out (one row) because of row 3: its row was rejected.",
        "Row 3: line amount “x” is no amount; expected a number such as 1234.56.",
        "Row 4: invoice number “2” is left out (all 2 rows) because of row 5:"
        " the customer id is “C” there, but “B” above.",
    ]
