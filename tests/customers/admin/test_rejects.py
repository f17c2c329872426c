from __future__ import annotations

import csv
from io import StringIO

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from customers.models import ImportRow, ImportRun
from tests import factories as make
from tests.factories import AS_OF, TODAY


@pytest.fixture
def run(db) -> ImportRun:
    run = ImportRun.objects.create(
        source=make.LedgerSourceFactory.create(),
        layout="invoices",
        file_name="open.csv",
        as_of=TODAY,
        started_at=AS_OF,
        rejected=2,
    )
    ImportRow.objects.create(
        run=run, row=7, column="due", value="13/13", why="“13/13” is no date", raw={"No": "A-1", "Due": "13/13"}
    )
    ImportRow.objects.create(
        run=run, row=3, column="No", why="No is blank", raw={"No": "", "Text": "=HYPERLINK(1)", "Due": "-5"}
    )
    return run


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_rejected_rows_are_downloaded_with_reason_and_own_cells(run):
    client = client_of(make.UserFactory.create(is_superuser=True))
    answer = client.get(reverse("admin:customers_importrun_rejects", args=[run.pk]))
    assert answer["Content-Disposition"] == f'attachment; filename="rejects-{run.pk}.csv"'
    rows = list(csv.DictReader(StringIO(answer.getvalue().decode())))
    assert [row["row"] for row in rows] == ["3", "7"]
    assert (rows[1]["why"], rows[1]["No"], rows[1]["Due"]) == ("“13/13” is no date", "A-1", "13/13")


def test_a_cell_that_a_spreadsheet_would_run_is_made_text_and_an_amount_is_not(run):
    client = client_of(make.UserFactory.create(is_superuser=True))
    answer = client.get(reverse("admin:customers_importrun_rejects", args=[run.pk]))
    (first, _) = csv.DictReader(StringIO(answer.getvalue().decode()))
    assert (first["Text"], first["Due"]) == ("'=HYPERLINK(1)", "-5")


def test_rejects_are_not_for_everybody(run):
    url = reverse("admin:customers_importrun_rejects", args=[run.pk])
    assert client_of(make.UserFactory.create()).get(url).status_code == 403
    assert Client().get(url).status_code == 302
