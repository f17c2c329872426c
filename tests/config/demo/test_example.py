"""The made-up company and its customers, without a database."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import UTC, date, datetime
from decimal import Decimal
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from config.demo.behaviour import Customers
from config.demo.companies import Company, read_companies
from config.demo.files import write_bank, write_customers, write_invoices
from config.demo.ledger import DemoInvoice, make_invoices
from config.demo.letters import Letter, bounce_of, read_letter
from config.demo.papers import invoice_pdf
from config.demo.reply_words import REPLIES, SIGN_OFF
from config.demo.stories import STORIES, Reply
from customers.parsers.mapping import read_rows
from dunning.mail.bounces import bounces_of
from dunning.mail.incoming import parse_mail

FIRST_DAY = date(2026, 3, 2)


@pytest.fixture(scope="module")
def invoices() -> list[DemoInvoice]:
    return make_invoices(first_day=FIRST_DAY, days=28, seed=7)


def letter_about(company: Company, *numbers: str) -> Letter:
    return Letter(
        to_email=company.email(),
        from_email="receivables@larkfield.example",
        reply_to="receivables+token@larkfield.example",
        from_name="Clara Weiss",
        subject="Overdue",
        text=f"Please pay {' and '.join(numbers)}.",
        message_id="<our-letter@larkfield.example>",
    )


def company_of(story: str) -> Company:
    return next(company for company in read_companies() if company.story == story)


def open_numbers(invoices: list[DemoInvoice], company: Company) -> list[str]:
    mine = [i for i in invoices if i.company == company and i.status(FIRST_DAY) == "open" and i.issued < FIRST_DAY]
    return [invoice.number for invoice in mine]


def test_sixty_companies_in_ten_countries_write_six_languages():
    companies = read_companies()

    assert len(companies) == 60
    assert len({company.country for company in companies}) == 10
    assert {company.language for company in companies} == set(SIGN_OFF)
    assert len({company.domain for company in companies}) == 60
    assert all(company.email().isascii() and company.domain.endswith(".example") for company in companies)


def test_the_same_seed_makes_the_same_ledger(invoices: list[DemoInvoice]):
    assert make_invoices(first_day=FIRST_DAY, days=28, seed=7) == invoices
    assert make_invoices(first_day=FIRST_DAY, days=28, seed=8) != invoices


def test_the_ledger_holds_a_year_of_paid_invoices_and_some_open_ones(invoices: list[DemoInvoice]):
    known = [invoice for invoice in invoices if invoice.issued < FIRST_DAY]
    states = Counter(invoice.status(FIRST_DAY) for invoice in known)

    assert states["paid"] > 700
    assert 100 < states["open"] < 250
    assert states["credit_note"] >= 1
    assert (FIRST_DAY - min(invoice.issued for invoice in invoices)).days > 340
    assert len({invoice.number for invoice in invoices}) == len(invoices)


def test_one_debtor_owes_in_two_currencies_and_another_has_more_credit_than_debt(invoices: list[DemoInvoice]):
    two, credited = company_of("two_currencies"), company_of("credit_larger")
    owed = [i for i in invoices if i.company == two and i.issued < FIRST_DAY and i.status(FIRST_DAY) == "open"]
    notes = [i.amount for i in invoices if i.company == credited and i.is_credit_note]

    assert {invoice.currency for invoice in owed} == {"CHF", "EUR"}
    assert min(notes) < -Decimal(1000)


def test_the_files_are_in_the_layouts_that_the_importer_reads(tmp_path: Path, invoices: list[DemoInvoice]):
    customers = write_customers(tmp_path / "customers.csv", read_companies())
    issued = write_invoices(tmp_path / "invoices.csv", invoices, today=FIRST_DAY)
    bank = write_bank(tmp_path / "bank.csv", Customers(invoices, first_day=FIRST_DAY, seed=7).transfers(FIRST_DAY))

    for path, layout in ((customers, "customers"), (issued, "invoices"), (bank, "payments")):
        with path.open(encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        assert set(read_rows(path, layout).mapped) >= set(rows[0])


def test_every_story_finds_its_words():
    kinds = {deed.kind for acts in STORIES.values() for deeds in acts for deed in deeds if isinstance(deed, Reply)}

    assert kinds <= set(REPLIES)
    assert {company.story for company in read_companies()} - {""} <= set(STORIES) | {"silent", "credit_larger"}


def test_a_customer_promises_in_its_own_language_and_pays_on_the_day(invoices: list[DemoInvoice]):
    company = company_of("keeps_promise")
    customers, numbers = Customers(invoices, first_day=FIRST_DAY, seed=7), open_numbers(invoices, company)
    customers.receive(letter_about(company, *numbers), at=datetime(2026, 3, 10, 9, 0, tzinfo=UTC))

    [(arrived, raw)] = customers.take_post(until=datetime(2026, 3, 12, tzinfo=UTC))
    mail = parse_mail(raw, arrived_at=arrived)
    [transfer] = [t for t in customers.transfers(date(2026, 3, 16)) if t.payer_name == company.name]

    assert company.language == "de"
    assert "Wir überweisen die Rechnung" in mail.body_text
    assert "bis zum 16. März 2026" in mail.body_text
    assert mail.to_email == "receivables+token@larkfield.example"
    assert mail.headers["In-Reply-To"] == "<our-letter@larkfield.example>"
    assert transfer.amount == sum(i.amount for i in invoices if i.number in numbers)


def test_an_invoice_is_never_paid_twice(invoices: list[DemoInvoice]):
    company = company_of("pays_when_reminded")
    customers, numbers = Customers(invoices, first_day=FIRST_DAY, seed=7), open_numbers(invoices, company)
    for hour in (9, 10):
        customers.receive(letter_about(company, *numbers), at=datetime(2026, 3, 9, hour, 0, tzinfo=UTC))

    paid = [t for day in range(9, 20) for t in customers.transfers(date(2026, 3, day)) if t.payer_name == company.name]

    owed = sum(i.amount for i in invoices if i.number in numbers)
    assert sum(transfer.amount for transfer in paid) == owed


def test_a_taken_back_payment_comes_as_the_same_amount_below_zero(invoices: list[DemoInvoice]):
    company = company_of("returned")
    customers, numbers = Customers(invoices, first_day=FIRST_DAY, seed=7), open_numbers(invoices, company)
    customers.receive(letter_about(company, *numbers), at=datetime(2026, 3, 9, 9, 0, tzinfo=UTC))

    days = [customers.transfers(date(2026, 3, day)) for day in range(9, 31)]
    amounts = [t.amount for listed in days for t in listed if t.payer_name == company.name and "LI" in t.id]

    assert len(amounts) == 2
    assert amounts[0] == -amounts[1] > 0


def test_a_bounce_is_understood_as_one():
    company = company_of("bounces")
    raw = bounce_of(letter_about(company), at=datetime(2026, 3, 9, 9, 0, tzinfo=UTC))

    [found] = bounces_of(raw)
    assert found.recipient == company.email()
    assert found.final


def test_our_own_letter_is_read_back_as_it_was_sent():
    mail = message_from_bytes(b"", policy=policy.default)
    mail["From"] = "Clara Weiss <receivables@larkfield.example>"
    mail["To"] = "Sabine <sabine@hafenblick.example>"
    mail["Reply-To"] = "receivables+token@larkfield.example"
    mail["Subject"] = "Überfällig"
    mail["Message-ID"] = "<1@larkfield.example>"
    mail.set_content("Bitte zahlen Sie LI-20417 und LI-20418, also LI-20417 zuerst.")

    letter = read_letter(mail.as_bytes())

    assert letter.numbers == ("LI-20417", "LI-20418")
    assert (letter.to_email, letter.subject) == ("sabine@hafenblick.example", "Überfällig")


def test_an_invoice_copy_is_a_pdf_whose_table_points_at_its_objects():
    pdf = invoice_pdf(["Larkfield (Instruments)", "Invoice LI-20417"])

    start = int(pdf.rsplit(b"startxref\n", 1)[1].split(b"\n")[0])
    assert pdf.startswith(b"%PDF-1.4\n")
    assert pdf[start:].startswith(b"xref\n0 6\n")
    first = int(pdf[start:].split(b"\n")[3][:10])
    assert pdf[first:].startswith(b"1 0 obj")
    assert rb"(Larkfield \(Instruments\))" in pdf
