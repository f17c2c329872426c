from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from customers.parsers.blocks import BrokenRow
from customers.parsers.errors import UnreadableFile
from customers.parsers.tabular import Table, open_table
from tests.customers.parsers.conftest import MakeFile


def rows_of(table: Table) -> list[list[str | None]]:
    return [row for _, row in table]


def broken_of(table: Table) -> list[BrokenRow]:
    return [row for block in table.blocks() for row in block.broken]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found_out(make_file: MakeFile, delimiter: str) -> None:
    lines = [("number", "name", "amount"), ("1", "A", "10"), ("2", "B", "20")]
    table = open_table(make_file("\n".join(delimiter.join(line) for line in lines)))
    assert table.columns == ("number", "name", "amount")
    assert rows_of(table) == [["1", "A", "10"], ["2", "B", "20"]]


def test_semicolons_win_over_decimal_commas(make_file: MakeFile) -> None:
    table = open_table(make_file("nr;netto;brutto\n1;10,50;12,50\n2;11,00;13,09\n"))
    assert rows_of(table)[0] == ["1", "10,50", "12,50"]


def test_a_stated_separator_line_of_spreadsheets_is_obeyed(make_file: MakeFile) -> None:
    table = open_table(make_file("sep=;\r\nnumber;name\r\n1;A, B and C\r\n"))
    assert table.columns == ("number", "name")
    assert list(table) == [(3, ["1", "A, B and C"])]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_the_encoding_is_found_out(make_file: MakeFile, encoding: str) -> None:
    table = open_table(make_file("number,name\n1,Müller & Söhne – Köln\n", encoding=encoding))
    assert rows_of(table) == [["1", "Müller & Söhne – Köln"]]


def test_one_legacy_letter_far_behind_plain_text_decides_the_encoding(make_file: MakeFile) -> None:
    text = "number,name\n" + "1,Plain Ltd\n" * 150_000 + "2,Müller\n"
    table = open_table(make_file(text, encoding="cp1252"))
    assert rows_of(table)[-1] == ["2", "Müller"]


def test_cyrillic_is_recognised(make_file: MakeFile) -> None:
    names = ["Общество с ограниченной ответственностью Ромашка", "Открытое акционерное общество Северсталь"]
    table = open_table(
        make_file("номер;название\n" + "".join(f"{i};{names[i % 2]}\n" for i in range(20)), encoding="cp1251")
    )
    assert rows_of(table)[0] == ["0", names[0]]


def test_quotes_may_hold_line_breaks_delimiters_and_quotes(make_file: MakeFile) -> None:
    table = open_table(make_file('number,name\r\n1,"Smith, ""The"" Ltd\r\nLondon"\r\n2,B\r\n'))
    assert list(table) == [(2, ["1", 'Smith, "The" Ltd\r\nLondon']), (3, ["2", "B"])]


def test_a_title_block_above_the_header_is_passed_over(make_file: MakeFile) -> None:
    text = "Our Company Ltd\nAging Detail\n\nNum,Customer,Amount\n1,A,10\n"
    table = open_table(make_file(text), fit=lambda row: float("Num" in row))
    assert table.columns == ("Num", "Customer", "Amount")
    assert list(table) == [(5, ["1", "A", "10"])]


def test_ragged_and_blank_rows_keep_the_other_rows_and_their_numbers(make_file: MakeFile) -> None:
    table = open_table(make_file("a,b\n1,2\n3\n\n,\n4,5,6\n7,8,\n"))
    assert list(table) == [(2, ["1", "2"]), (7, ["7", "8"])]
    assert [(row.number, row.why) for row in broken_of(table)] == [
        (3, "it has 1 cell where the header has 2; is it cut off, or a line of another table?"),
        (6, "it has 3 cells where the header has 2; is the delimiter inside a value without quotes?"),
    ]
    assert sum(block.blank for block in table.blocks()) == 2


def test_a_quote_that_is_never_closed_costs_its_own_row_only(make_file: MakeFile) -> None:
    table = open_table(make_file('a,b\n1,"x\n2,y\n3,z\n'))
    assert list(table) == [(3, ["2", "y"]), (4, ["3", "z"])]
    assert [(row.number, row.why) for row in broken_of(table)] == [
        (2, 'a quote (") is opened and not closed before the next row')
    ]


def test_a_quote_that_swallows_rows_until_the_next_quote_gives_them_back(make_file: MakeFile) -> None:
    table = open_table(make_file('a,b\n1,"x\n2,y\n3,z\n4,"w"\n5,v\n'.replace("1,", "1,,")))
    assert rows_of(table) == [["2", "y"], ["3", "z"], ["4", "w"], ["5", "v"]]
    assert [row.number for row in broken_of(table)] == [2]


def test_an_open_quote_in_a_large_file_costs_its_own_row_only(make_file: MakeFile) -> None:
    lines = [f"{i},name {i}" for i in range(40_000)]
    lines[100] = '100,"name'
    table = open_table(make_file("a,b\n" + "\n".join(lines)))
    assert len(rows_of(table)) == 39_999
    assert [row.number for row in broken_of(table)] == [102]


def test_quoted_line_breaks_survive_the_borders_of_blocks(make_file: MakeFile) -> None:
    text = "a,b\n" + "".join(f'{i},"first\nsecond {i}"\n' for i in range(20_000))
    rows = list(open_table(make_file(text)))
    assert len(rows) == 20_000
    assert rows[-1] == (20_001, ["19999", "first\nsecond 19999"])


def test_quotes_broken_all_over_refuse_the_file(make_file: MakeFile) -> None:
    with pytest.raises(UnreadableFile, match="more than 200 rows whose quotes don't pair"):
        rows_of(open_table(make_file("a,b\n1,2\n" + '3,"x,y\n' * 301)))


def test_a_cell_beyond_all_measure_rejects_its_row(make_file: MakeFile) -> None:
    table = open_table(make_file(f"a,b\n1,{'x' * 300_000}\n2,y\n"))
    assert rows_of(table) == [["2", "y"]]
    assert [row.why for row in broken_of(table)] == ["a cell is too long"]


def test_a_line_that_never_ends_is_refused(make_file: MakeFile) -> None:
    with pytest.raises(UnreadableFile, match="a line of more than 16 MB"):
        open_table(make_file(b"a,b\n" + b"x" * (17 << 20)))


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "file.csv is empty; nothing was imported."),
        (b"\xef\xbb\xbf\r\n\r\n", "file.csv is empty; nothing was imported."),
        (b"number,name\n", "file.csv has a header but no rows below it; nothing was imported."),
        (b"%PDF-1.7\n", "file.csv is a PDF, not a table; export the list as CSV or XLSX instead."),
        (b"\x89PNG\r\n\x1a\n", "file.csv is a picture, not a table; export the list as CSV or XLSX instead."),
        (b"PK\x03\x04broken", "file.csv is a damaged XLSX or ZIP file; save or download it again."),
        (b"\x1f\x8b\x08\x00", "file.csv is a gzip archive, not a table; unpack it first."),
        (
            b"<!DOCTYPE html><html><body>Sign in</body></html>",
            "file.csv is a web page (HTML), perhaps a login page saved by a download; export it as CSV.",
        ),
        (
            b'[\n {"number": "1"}]',
            "file.csv is one JSON array; write it as JSON Lines: one object on each line, no brackets around.",
        ),
    ],
)
def test_a_file_that_is_no_table_is_refused_with_a_sentence(make_file: MakeFile, content: bytes, sentence: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        open_table(make_file(content))
    assert str(refused.value) == sentence


def test_a_missing_file_and_a_directory_are_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="There is no file"):
        open_table(tmp_path / "nowhere.csv")
    with pytest.raises(UnreadableFile, match="is a directory"):
        open_table(tmp_path)


def workbook_file(path: Path, rows: list[list[object]]) -> Path:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def test_xlsx_cells_become_text_without_traces_of_binary_numbers(tmp_path: Path) -> None:
    rows = [
        ["number", "issued", "amount", "flag"],
        ["000123", date(2026, 1, 5), 0.1 + 0.2, True],
        [7, None, 1.234, False],
    ]
    table = open_table(workbook_file(tmp_path / "a.xlsx", rows))
    assert list(table) == [(2, ["000123", "2026-01-05", "0.3", "true"]), (3, ["7", None, "1.2340", "false"])]


def test_an_empty_workbook_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"a.xlsx is empty; nothing was imported\."):
        open_table(workbook_file(tmp_path / "a.xlsx", []))


def test_a_workbook_too_large_to_read_at_once_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("customers.parsers.sheets.UNPACKED_BYTES", 1000)
    with pytest.raises(UnreadableFile, match="save it as CSV, which has no limit"):
        open_table(workbook_file(tmp_path / "a.xlsx", [["number"], ["1"]]))


def test_json_lines_take_late_keys_nested_objects_and_exact_numbers(make_file: MakeFile) -> None:
    text = '{"number": "1", "amount": 10.10, "customer": {"id": "C1"}}\n\n'
    text += '{"number": 2, "paid_on": null, "tags": ["a", "b"]}\n'
    table = open_table(make_file(text, "a.jsonl"))
    assert table.columns == ("number", "amount", "customer.id", "paid_on", "tags")
    assert list(table) == [(1, ["1", "10.10", "C1", None, None]), (3, ["2", None, None, None, "a|b"])]


def test_a_broken_json_line_rejects_itself(make_file: MakeFile) -> None:
    table = open_table(make_file('{"number": "1"}\n{"number": \n[1]\n', "a.jsonl"))
    assert rows_of(table) == [["1"]]
    assert [(row.number, row.why[:20]) for row in broken_of(table)] == [
        (2, "it is no valid JSON;"),
        (3, "it is JSON, but no o"),
    ]
