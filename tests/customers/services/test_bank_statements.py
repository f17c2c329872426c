from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from audit.models import AuditEvent
from customers.models import BankStatement, BankTransaction, ImportRun, LedgerSource
from customers.services.importing.bank_statements import import_bank_statement
from customers.services.importing.report import ImportRefused
from customers.services.importing.statement_report import StatementReport
from tests.customers.parsers.bank.camt_messages import balance, entry, message
from tests.customers.services.bank_files import IBAN, line, statement
from tests.factories import AS_OF, LedgerSourceFactory

pytestmark = pytest.mark.django_db

MONDAY, TUESDAY, WEDNESDAY = date(2026, 3, 2), date(2026, 3, 3), date(2026, 3, 4)


@pytest.fixture
def bank(source: LedgerSource, tmp_path: Path) -> Callable[..., StatementReport]:
    """Imports one file of these contents."""

    def imported(*content: str | bytes, name: str = "statement.sta", **options: object) -> StatementReport:
        path = tmp_path / name
        path.write_bytes(b"".join(part if isinstance(part, bytes) else part.encode() for part in content))
        return import_bank_statement(path=path, **{"known_at": AS_OF, **options})  # type: ignore[arg-type]

    return imported


def booked() -> list[tuple[str, str]]:
    rows = BankTransaction.objects.order_by("id")
    return [(str(row.amount), row.state) for row in rows]


def test_money_in_waits_to_be_matched_and_our_own_is_before_nobody(bank, source) -> None:
    report = bank(statement("1000.00", line("150.00"), line("-20.00", "fee")))
    assert booked() == [("150.00", "unmatched"), ("-20.00", "unrelated")]
    payment = BankTransaction.objects.first()
    assert payment.reference == "INV-1"
    assert (payment.unallocated_amount, payment.currency, payment.booked_on, payment.known_at) == (
        Decimal("150.00"), "EUR", MONDAY, AS_OF,
    )  # fmt: skip
    kept = BankStatement.objects.get()
    assert (kept.account, kept.opening_amount, kept.closing_amount, kept.entries) == (IBAN, 1000, 1130, 2)
    assert report.sentence == ("Imported from statement.sta: 1 statement with 2 new entries (1 payment, 1 of our own).")
    source.refresh_from_db()
    assert source.payments_as_of == MONDAY


def test_the_run_and_its_event_are_kept(bank) -> None:
    bank(message(entry("150.00"), entry("0.00", reference="B-2")), name="statement.xml")
    run = ImportRun.objects.get()
    assert (run.layout, run.status, run.rows, run.created, run.skipped) == ("statement", "done", 2, 1, 1)
    assert run.notes == "Entries of zero, left out: 1."
    assert AuditEvent.objects.get().action == "statement.imported"


def test_a_returned_payment_waits_and_a_returned_payment_of_ours_does_not(bank) -> None:
    bank(statement("500.00", line("-150.00", "INV-1 RETURN", mark="RC"), line("40.00", "came back", mark="RD")))
    assert booked() == [("-150.00", "unmatched"), ("40.00", "unrelated")]


def test_the_same_file_twice_books_nothing_twice(bank) -> None:
    content = statement("0.00", line("50.00", "rent"), line("50.00", "rent"), line("70.00", reference="B7"))
    bank(content)
    again = bank(content)
    assert (again.counts.created, again.counts.unchanged, again.known) == (0, 3, 3)
    assert (BankTransaction.objects.count(), BankStatement.objects.count()) == (3, 1)


def test_equal_entries_of_one_statement_are_two_payments(bank) -> None:
    bank(statement("0.00", line("50.00", "rent"), line("50.00", "rent")))
    first, second = BankTransaction.objects.order_by("id")
    assert second.external_id == f"{first.external_id}-b"


def test_a_statement_that_goes_on_brings_new_money_though_it_looks_alike(bank) -> None:
    bank(statement("0.00", line("50.00", "rent"), number="1/1"))
    second = statement("50.00", line("50.00", "rent"), number="1/2")
    assert bank(second).counts.created == 1
    assert bank(second).counts.created == 0
    assert bank(statement("0.00", line("50.00", "rent"), number="1/1")).counts.created == 0


def test_the_later_half_of_a_day_may_come_first(bank) -> None:
    bank(statement("50.00", line("50.00", "rent"), number="1/2"))
    assert bank(statement("0.00", line("50.00", "rent"), number="1/1")).counts.created == 1
    whole = statement("0.00", line("50.00", "rent"), line("50.00", "rent"), number="9")
    assert bank(whole).counts.created == 0


def test_continuations_within_one_file_are_new_money(bank) -> None:
    first = statement("0.00", line("50.00", "rent"), number="1/1")
    report = bank(first, statement("50.00", line("50.00", "rent"), number="1/2"))
    assert [result.created for result in report.statements] == [1, 1]


def test_a_report_of_the_day_is_repeated_by_the_statement_of_that_day(bank) -> None:
    bank(statement("0.00", line("50.00", "rent"), number="1"))
    report = bank(statement("0.00", line("50.00", "rent"), line("50.00", "rent"), number="2"))
    assert (report.counts.created, report.known) == (1, 1)
    late = statement("100.00", line("50.00", "rent"), number="3", opened=MONDAY, day=TUESDAY)
    assert bank(late).counts.created == 1
    assert bank(late).counts.created == 0


def test_a_camt_052_and_the_053_of_the_same_day_are_one_days_money(bank) -> None:
    day = message(entry("50.00", reference="R1"), kind="052", version="06")
    bank(day, name="interim.xml")
    balances = balance("OPBD", "0.00") + balance("CLBD", "90.00")
    whole = message(entry("50.00", reference="R1"), entry("40.00", reference="R2"), balances=balances)
    report = bank(whole, name="statement.xml")
    assert (report.counts.created, report.known) == (1, 1)


PARTS = "".join(f'<TxDtls><Amt Ccy="EUR">{amount}</Amt></TxDtls>' for amount in ("30.00", "70.00"))


def test_a_batch_told_in_parts_and_then_booked_as_one_sum_is_the_same_money(bank) -> None:
    assert bank(message(entry("100.00", PARTS), kind="054"), name="notice.xml").counts.created == 2
    report = bank(message(entry("100.00"), entry("5.00", reference="B-2")), name="statement.xml")
    assert (report.counts.created, report.known) == (1, 1)


def test_a_batch_booked_as_one_sum_is_not_booked_again_by_its_parts(bank) -> None:
    bank(message(entry("100.00")), name="statement.xml")
    assert bank(message(entry("100.00", PARTS), kind="054"), name="notice.xml").counts.created == 0
    assert booked() == [("100.00", "unmatched")]


def test_parts_that_come_to_another_sum_are_other_money(bank) -> None:
    bank(message(entry("100.00", PARTS), kind="054"), name="notice.xml")
    assert bank(message(entry("90.00")), name="statement.xml").counts.created == 1


def test_an_interim_report_without_references_is_known_by_its_text(bank) -> None:
    balances = balance("OPBD", "0.00") + balance("CLBD", "50.00")
    text = "<AddtlNtryInf>Rent March</AddtlNtryInf>"
    bank(message(entry("50.00", reference="NOTPROVIDED", more=text), kind="052", version="06"), name="interim.xml")
    assert bank(message(entry("50.00", reference="R1", more=text), balances=balances), name="s.xml").known == 1


def test_two_references_of_the_bank_are_two_entries_however_alike(bank) -> None:
    bank(statement("0.00", line("50.00", "rent", reference="B1")))
    assert bank(statement("0.00", line("50.00", "rent", reference="B2"))).counts.created == 1


def test_a_reference_used_again_for_another_amount_is_another_entry(bank) -> None:
    bank(statement("0.00", line("50.00", "a", reference="BATCH"), line("60.00", "b", reference="BATCH")))
    assert BankTransaction.objects.count() == 2


def test_an_export_of_a_range_repeats_what_its_days_brought(bank) -> None:
    bank(statement("0.00", line("50.00", "rent"), number="1"))
    bank(statement("50.00", line("50.00", "rent", day=TUESDAY), number="2", day=TUESDAY))
    lines = [line("50.00", "rent"), line("50.00", "rent", day=TUESDAY), line("50.00", "rent", day=WEDNESDAY)]
    report = bank(statement("0.00", *lines, number="", opened=MONDAY, day=WEDNESDAY))
    assert (report.counts.created, report.known, report.warnings) == (1, 2, ())


def test_a_range_that_begins_within_a_day_knows_which_of_equals_it_repeats(bank) -> None:
    bank(statement("0.00", line("50.00", "rent"), number="1/1"))
    bank(statement("50.00", line("50.00", "rent"), number="1/2"))
    report = bank(statement("50.00", line("50.00", "rent"), line("50.00", "rent"), number="1/9"))
    assert (report.counts.created, report.known) == (1, 1)


def test_an_account_swept_every_day_repeats_rather_than_doubles(bank) -> None:
    content = statement("0.00", line("50.00", "rent"), line("-50.00", "sweep"))
    bank(content)
    assert bank(content).counts.created == 0
    next_day = statement("0.00", line("50.00", "rent", day=TUESDAY), line("-50.00", "sweep", day=TUESDAY), day=TUESDAY)
    assert bank(next_day).counts.created == 2


def test_an_entry_with_a_value_date_ahead_is_booked_by_the_day_of_its_statement(bank) -> None:
    content = statement("0.00", line("50.00", "check", day=date(2026, 3, 9)), day=WEDNESDAY)
    bank(content)
    assert BankTransaction.objects.get().booked_on == WEDNESDAY
    assert bank(content).counts.created == 0


def test_all_files_of_an_archive_are_one_import(bank, tmp_path) -> None:
    good, bad = statement("0.00", line("50.00")), statement("50.00", line("1.00"), closing="9.00", number="13")
    assert bank(_zipped(tmp_path, good, bad), name="march.zip").refused
    assert not BankTransaction.objects.exists()
    assert bank(_zipped(tmp_path, good), name="march.zip").counts.created == 1


def _zipped(folder: Path, *contents: str) -> bytes:
    path = folder / "made.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for number, content in enumerate(contents):
            archive.writestr(f"{number}.sta", content)
    return path.read_bytes()


def test_a_statement_that_closes_before_it_opens_is_still_known_again(bank) -> None:
    content = statement("0.00", line("50.00", "rent"), opened=TUESDAY, day=MONDAY)
    bank(content)
    assert bank(content).counts.created == 0


def test_a_gap_is_booked_and_told(bank) -> None:
    bank(statement("0.00", line("50.00"), number="12/1"))
    report = bank(statement("80.00", line("10.00", "x", day=WEDNESDAY), number="15/1", day=WEDNESDAY))
    assert report.counts.created == 1
    assert report.warnings == (
        f"Account {IBAN}: statement 15/1 of 2026-03-04 opens with 80.00 EUR, but statement 12/1 of 2026-03-02 closed "
        "with 50.00; statements 13 to 14 are missing.",
    )
    assert ImportRun.objects.first().notes == report.warnings[0]


def test_a_file_with_its_newest_statement_first_has_no_gap(bank) -> None:
    bank(statement("0.00", line("50.00"), number="12"))
    newest = statement("60.00", line("5.00", day=WEDNESDAY), number="14", opened=TUESDAY, day=WEDNESDAY)
    report = bank(newest, statement("50.00", line("10.00", day=TUESDAY), number="13", opened=MONDAY, day=TUESDAY))
    assert (report.counts.created, report.warnings) == (2, ())


def test_a_statement_that_follows_has_no_gap(bank) -> None:
    bank(statement("0.00", line("50.00"), number="12"))
    follows = statement("50.00", line("10.00", day=TUESDAY), number="13", opened=MONDAY, day=TUESDAY)
    assert bank(follows).warnings == ()


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (statement("0.00", line("50.00"), closing="60.00"), "a.sta", "does not add up"),
        (statement("0.00", line("50.00"))[:60], "a.sta", "a.sta"),
        ("", "a.sta", "a.sta is empty; nothing was imported."),
        ("dear bank", "a.txt", "no bank file that can be read"),
        ("<html><body>Log in</body></html>", "a.xml", "web page"),
        ("a;b\n1;2\n", "a.csv", "."),
        (statement("0.00", line("50.00", day=date(2026, 3, 9)), day=date(2026, 3, 9)), "a.sta", "a day to come"),
        (message(entry("50.00").replace("EUR", "euro")), "a.xml", "“EURO”, which is no currency"),
        (message(entry("1" + "0" * 16)), "a.xml", "more than can be booked"),
        ('<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><Document>&e;</Document>', "a.xml", "."),
    ],
)
def test_a_file_that_cannot_be_booked_is_a_refused_run_and_nothing_more(bank, content, name, sentence) -> None:
    report = bank(content, name=name)
    run = ImportRun.objects.get()
    assert report.refused
    assert sentence in run.problem
    assert "\n" not in run.problem
    assert (run.status, BankTransaction.objects.count(), BankStatement.objects.count()) == ("refused", 0, 0)


def test_one_bad_statement_of_several_books_none(bank, source) -> None:
    source.payments_as_of = None
    source.save()
    bank(statement("0.00", line("50.00")), statement("50.00", line("1.00"), closing="99.00", number="13"))
    source.refresh_from_db()
    assert (BankTransaction.objects.count(), source.payments_as_of) == (0, None)


def test_a_dry_run_shows_what_would_be_booked_and_books_nothing(bank) -> None:
    report = bank(statement("0.00", line("50.00")), dry_run=True)
    assert report.sentence.startswith("Would import from statement.sta: 1 statement with 1 new entry")
    assert not ImportRun.objects.exists()
    assert not BankTransaction.objects.exists()


def test_an_older_statement_does_not_move_the_data_back(bank, source) -> None:
    source.payments_as_of = WEDNESDAY
    source.save()
    bank(statement("0.00", line("50.00")))
    source.refresh_from_db()
    assert source.payments_as_of == WEDNESDAY


def test_an_account_seen_before_finds_its_source_among_several(bank, source) -> None:
    bank(statement("0.00", line("50.00"), number="1"))
    LedgerSourceFactory.create(name="other")
    bank(statement("50.00", line("60.00"), number="2"))
    assert set(BankTransaction.objects.values_list("source__name", flat=True)) == {"ledger"}


def test_the_creditor_whose_bank_details_name_the_account_has_the_statement(bank, source) -> None:
    other = LedgerSourceFactory.create(name="other", creditor__bank_details="IBAN DE02 1203 0000 0000 2020 51")
    source.creditor.bank_details = ""
    source.creditor.save()
    assert bank(statement("0.00", line("50.00"))).run.source == other


def test_a_new_account_among_several_sources_asks_which(bank, source) -> None:
    LedgerSourceFactory.create(name="other", creditor=source.creditor)
    with pytest.raises(ImportRefused, match=f"Account {IBAN} is new and .* say which with --source: ledger, other."):
        bank(statement("0.00", line("50.00")))
    assert bank(statement("0.00", line("50.00")), source_name="other").run.source.name == "other"


def test_an_account_of_one_source_is_not_read_into_another(bank, source) -> None:
    bank(statement("0.00", line("50.00")))
    LedgerSourceFactory.create(name="other")
    with pytest.raises(ImportRefused, match="was read into the source “ledger” before"):
        bank(statement("0.00", line("50.00")), source_name="other")
    assert BankTransaction.objects.count() == 1


def test_a_table_is_read_by_a_map(bank, tmp_path) -> None:
    mapping = tmp_path / "bank.toml"
    mapping.write_text(
        '[statement.columns]\nbooked_on = "Day"\namount = "Sum"\npayer_name = "Who"\nreference = "Why"\n'
    )
    content = "Day;Sum;Who;Why\n2026-03-02;50,00;Acme;INV-1\n2026-03-02;-3,50;Bank;fee\n"
    report = bank(content, name="list.csv", mapping=mapping)
    assert booked() == [("50.00", "unmatched"), ("-3.50", "unrelated")]
    assert (report.format, BankTransaction.objects.first().currency) == ("csv", "EUR")
    assert bank(content, name="list.csv", mapping=mapping).counts.created == 0


def test_entries_keep_their_own_currency(bank) -> None:
    bank(statement("0.00", line("50.00"), currency="USD"))
    assert BankTransaction.objects.get().currency == "USD"


def test_five_thousand_entries_take_no_more_queries_than_five(bank, django_assert_max_num_queries) -> None:
    with django_assert_max_num_queries(24) as few:
        bank(statement("0.00", *(line("50.00", f"INV-{n}") for n in range(5)), number="1"))
    many = statement("250.00", *(line(f"{n % 90 + 1}.00", f"INV-{n}") for n in range(5000)), number="2")
    with django_assert_max_num_queries(24) as more:
        assert bank(many).counts.created == 5000
    assert len(more) <= len(few)
    assert bank(many).known == 5000
