from __future__ import annotations

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from customers.models import BankTransaction, Customer, ImportRun, Invoice
from dunning.models import Review
from dunning.workspace import import_form
from tests import factories as make
from tests.customers.services.bank_files import line, statement
from tests.dunning.admin.conftest import clerk, page, said
from tests.factories import TODAY

GOOD = "number,customer_id,issued,due,amount,currency\nA-1,C1,2026-01-02,2026-02-01,100.00,EUR\n"
BAD_ROW = "A-2,C1,2026-01-02,13/13/2026,100.00,EUR\n"


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def source(db):
    source = make.LedgerSourceFactory.create()
    make.CustomerFactory.create(source=source, external_id="C1")
    return source


def url() -> str:
    return reverse("admin:customers_importrun_upload")


def upload(client: Client, source, content: str | bytes, *, name: str = "open items.csv", **given):
    raw = content.encode() if isinstance(content, str) else content
    form = {"file": SimpleUploadedFile(name, raw), "layout": "invoices", "source": source.pk, "as_of": TODAY}
    return client.post(url(), form | given)


def kept_files(folder: Path) -> list[Path]:
    return [path for path in folder.glob("imports/*/**/*") if path.is_file()]


def test_a_preview_shows_what_would_land_and_changes_nothing(source, office):
    answer = upload(office, source, GOOD + BAD_ROW)
    html = answer.content.decode()
    assert "Would be: 1 new" in html
    assert "A-1" in html
    assert "Row 3: " in html
    assert (Invoice.objects.count(), ImportRun.objects.count()) == (0, 0)


def test_the_yes_lands_it_and_leads_to_its_run(source, office, tmp_path):
    order = upload(office, source, GOOD + BAD_ROW).context["order"]
    response = office.post(url(), {"order": order})
    run = ImportRun.objects.get()
    assert response.url == page(run)
    assert (run.created, run.rejected, run.by.username, run.file_name) == (1, 1, "boss", "open_items.csv")
    assert Invoice.objects.get().number == "A-1"
    assert said(response)[0].startswith("Imported: 1 new")
    assert kept_files(tmp_path) == []


def test_a_paid_invoice_in_the_file_takes_back_the_reminder(source, office):
    case = make.CaseFactory.create(debtor=Customer.objects.get())
    make.InvoiceFactory.create(customer=case.debtor, number="A-1", amount=100)
    message = make.MessageFactory.create(case=case, status="approved")
    paid = GOOD.replace("currency", "currency,status,paid_on").replace("EUR", "EUR,paid,2026-03-03")
    office.post(url(), {"order": upload(office, source, paid).context["order"]})
    message.refresh_from_db()
    assert message.status == "superseded"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"number,customer_id\n", "no rows below it"),
        (b"who,when\nme,now\n", "."),
        (b"\x00\x01\x02PK", "."),
    ],
)
def test_a_file_that_cannot_be_read_gives_a_sentence_and_keeps_nothing(source, office, tmp_path, content, words):
    answer = upload(office, source, content)
    form = answer.context["form"]
    assert words in " ".join([*form.errors.get("file", ()), *form.non_field_errors()])
    assert (ImportRun.objects.count(), kept_files(tmp_path)) == (0, [])


def test_a_file_too_large_for_a_page_names_the_command(source, office, monkeypatch):
    monkeypatch.setattr(import_form, "LARGEST", 10)
    (sentence,) = upload(office, source, GOOD).context["form"].errors["file"]
    assert "manage.py import_invoices FILE" in sentence


def test_a_broken_column_map_is_named_with_its_line(source, office):
    answer = upload(office, source, GOOD, mapping=SimpleUploadedFile("my.toml", b"[invoices\n"))
    assert "is not valid TOML" in answer.context["form"].non_field_errors()[0]


def test_a_name_that_climbs_out_of_the_folder_stays_in_it(source, office, tmp_path):
    upload(office, source, GOOD, name="../../etc/passwd")
    assert all(tmp_path in path.parents for path in kept_files(tmp_path))
    assert len(kept_files(tmp_path)) == 1


def test_a_preview_is_good_for_whoever_saw_it_and_unchanged(source, office):
    order = upload(office, source, GOOD).context["order"]
    other = clerk("customers.add_importrun", "customers.view_importrun")
    for client, text in ((other, order), (office, order[:-3] + "xyz")):
        assert said(client.post(url(), {"order": text})) == ["This preview is no longer good. Choose the file again."]
    assert not Invoice.objects.exists()


def test_without_a_source_the_page_says_where_to_begin(office):
    assert "There is no source yet" in office.get(url()).content.decode()


def test_only_whoever_may_import_sees_the_page(source):
    assert clerk("customers.view_importrun").get(url()).status_code == 403
    assert clerk("customers.add_importrun").get(url()).status_code == 200


def test_uploaded_payments_are_matched_and_what_fits_nothing_is_asked_about(source, office):
    make.InvoiceFactory.create(customer=Customer.objects.get(), number="INV-20001", amount=100)
    bank = (
        "transaction_id,booked_on,amount,currency,reference\n"
        "T1,2026-03-01,100.00,EUR,INV-20001\nT2,2026-03-01,5.00,EUR,hello\n"
    )
    office.post(url(), {"order": upload(office, source, bank, layout="payments").context["order"]})
    assert Invoice.objects.get().open_amount == 0
    assert Review.objects.get(kind="unmatched_payment").transaction.external_id == "T2"


MARCH = statement("100.00", line("100.00", "A-9"), line("-3.00", "fee"))


def test_a_bank_statement_is_shown_with_its_balances_and_then_imported(source, office, tmp_path):
    answer = upload(office, source, MARCH, name="march.sta", layout="statement")
    html = answer.content.decode()
    assert "Would import from march.sta: 1 statement with 2 new entries (1 payment, 1 of our own)." in html
    assert "100.00 EUR, 2026-03-02" in html
    assert "197.00 EUR, 2026-03-02" in html
    assert not BankTransaction.objects.exists()
    response = office.post(url(), {"order": answer.context["order"]})
    assert response.url == page(ImportRun.objects.get())
    assert said(response)[0].startswith("Imported from march.sta")
    assert Review.objects.get().transaction.amount == 100
    assert kept_files(tmp_path) == []


def test_a_statement_that_is_known_shows_what_it_repeats(source, office):
    office.post(url(), {"order": upload(office, source, MARCH, name="a.sta", layout="statement").context["order"]})
    again = upload(office, source, MARCH, name="b.sta", layout="statement")
    (result,) = again.context["statements"]
    assert (result.created, result.known) == (0, 2)


@pytest.mark.parametrize("content", ["", "dear bank", statement("0.00", line("5.00"), closing="9.00")])
def test_a_bank_file_that_cannot_be_booked_is_a_sentence_on_the_page(source, office, tmp_path, content):
    answer = upload(office, source, content, name="a.sta", layout="statement")
    form = answer.context["form"]
    assert [*form.errors.get("file", ()), *form.non_field_errors()]
    assert (ImportRun.objects.count(), kept_files(tmp_path)) == (0, [])


def test_an_account_of_another_source_is_a_sentence_on_the_page(source, office):
    office.post(url(), {"order": upload(office, source, MARCH, name="a.sta", layout="statement").context["order"]})
    other = make.LedgerSourceFactory.create(name="other")
    answer = upload(office, other, MARCH, name="a.sta", layout="statement")
    assert "was read into the source" in answer.context["form"].non_field_errors()[0]
