import gzip
import io
import zipfile

import pytest

from customers.parsers.bank import archives
from customers.parsers.bank.detection import detect_format, read_bank_file
from customers.parsers.errors import UnreadableFile
from tests.customers.parsers.bank.camt_messages import entry, message
from tests.customers.parsers.bank.coda_files import CODA

CAMT = message(entry("5.00"))
MT940 = b":20:STARTUMS\r\n:25:12030000/202051\r\n:28C:1/1\r\n:60F:C260301EUR0,00\r\n:62F:C260302EUR0,00\r\n-"
BAI2 = b"01,121000248,DUNWELL,260302,0600,1,80,,2/\n"
EDI = b"ISA*00*          *00*          *ZZ*PAYER          *ZZ*PAYEE          *260302*1200*U*00401*000000001*0*P*>~"


def zipped(*files: tuple[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return packed.getvalue()


def refusal(content: bytes, *, format: str = "auto") -> str:
    with pytest.raises(UnreadableFile) as refused:
        read_bank_file(content, format=format, name="march")
    return str(refused.value)


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (CAMT, "camt"),
        (b"\n" + CAMT.partition(b"\n")[2], "camt"),
        (CAMT.decode().encode("utf-16"), "camt"),
        (MT940, "mt940"),
        (b"{1:F01DEUTDEFFXXXX0000000000}{2:O940}{4:\r\n" + MT940, "mt940"),
        (BAI2, "bai2"),
        (CODA.encode(), "coda"),
        (EDI, "edi820"),
        (b"LOCKBOX REMITTANCE ADVICE\nPayer: ACME\nCheck number: 7\nCheck amount: 5.00\n", "lockbox"),
        (b":61:2603020302CR30,00NTRFNONREF\n:86:166?00GUTSCHRIFT\n", "mt940"),
        (b"Buchungstag;Betrag;Verwendungszweck\n02.03.2026;119,00;RE-1041\n", "csv"),
        (gzip.compress(CAMT), "camt"),
        (zipped(("a.xml", CAMT)), "camt"),
    ],
)
def test_a_format_is_known_by_its_content(content: bytes, found: str) -> None:
    assert detect_format(content) == found


def test_all_files_of_an_archive_are_read_in_the_order_of_their_names() -> None:
    second = message(entry("6.00"))

    file = read_bank_file(
        zipped(("2.xml", second), ("1.xml", CAMT), ("0.cod", CODA.encode()), ("__MACOSX/._1.xml", b"\x00"))
    )

    assert file.format == "coda+camt"
    assert [str(statement.entries[0].amount) for statement in file.statements] == ["119.000", "5.00", "6.00"]


def test_a_table_needs_a_map_of_its_columns() -> None:
    assert refusal(b"date,amount\n2026-03-02,5.00\n") == (
        "march looks like a table; say by a column map or preset what its columns mean."
    )


def test_a_file_that_its_reader_refuses_is_named() -> None:
    sentence = refusal(zipped(("1.xml", CAMT), ("2.sta", MT940.partition(b":62F:")[0])))

    assert sentence.startswith("“2.sta” in march: ")


def test_a_wrong_format_asked_for_is_said() -> None:
    assert refusal(CAMT, format="mt940") == (
        "march is a camt.052, .053 or .054 message, not an MT940 or MT942; leave the format to be found."
    )


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"\x00" * 900, "march is empty"),
        (b"%PDF-1.7", "march is a PDF, not a bank file"),
        (b"dear customer, attached is nothing", "march is no bank file that can be read"),
        (bytes(range(256)), "march is no bank file that can be read"),
        (zipped(), "march is an archive without files"),
        (zipped(("a.zip", zipped(("a.xml", CAMT)))), "“a.zip” in march is an archive within an archive"),
        (zipped(("a.xml", CAMT))[:300], "march is a damaged or encrypted archive"),
        (zipped(("login.xml", b"<html></html>")), "“login.xml” in march is a web page (HTML)"),
        (zipped(("xl/workbook.xml", b"<workbook/>")), "march is a spreadsheet (XLSX)"),
        (gzip.compress(CAMT)[:200], "march is a damaged or encrypted archive"),
    ],
)
def test_what_is_no_bank_file_is_said_in_one_sentence(content: bytes, sentence: str) -> None:
    assert sentence in refusal(content)


def test_a_bomb_is_left_unpacked_soon() -> None:
    bomb = b" " * (8 << 20)

    assert refusal(zipped(("a.xml", bomb))) == "march unpacks to over 150 times its size; no bank packs so."
    assert refusal(gzip.compress(bomb)) == "march unpacks to over 150 times its size; no bank packs so."


def test_sizes_and_numbers_of_packed_files_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    files = [(f"{number}.xml", CAMT) for number in range(4)]
    monkeypatch.setattr(archives, "MOST_FILES", 3)
    assert refusal(zipped(*files)) == "march holds 4 files; more than 3 are not unpacked."

    monkeypatch.setattr(archives, "LARGEST_TOTAL", 2 * len(CAMT))
    assert refusal(zipped(*files[:3])) == "march unpacks to more than 0 MB; split it."

    monkeypatch.setattr(archives, "LARGEST_FILE", 100)
    assert refusal(zipped(files[0])) == "march has a file of more than 0 MB; unpack it first."
