"""The page that says what the reader learned and what it would learn next."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agent.encoder import encoder_id
from dunning.models import Correction
from tests.dunning.admin.conftest import clerk
from tests.factories import AS_OF, IncomingMailFactory, ReadingFactory, UserFactory


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path: Path) -> Path:
    settings.READER_DIR = tmp_path
    return tmp_path


def url() -> str:
    return reverse("admin:dunning_reading_learning")


def correction(subject: str = "Re: reminder", *, days: int = 0) -> Correction:
    reading = ReadingFactory.create(
        mail=IncomingMailFactory.create(subject=subject), answer={"intents": [{"intent": "refusal", "confidence": 0.6}]}
    )
    answer = {"intents": [{"intent": "dispute", "confidence": 1.0}], "disputes": [{"reason": "tax", "invoices": []}]}
    at = AS_OF + timedelta(days=days)
    return Correction.objects.create(reading=reading, answer=answer, by=UserFactory.create(), corrected_at=at)


def installed(folder: Path, **card: object) -> None:
    (folder / "heads.npz").write_bytes(b"never opened by a page")
    given = {
        "encoder": encoder_id(),
        "examples": 2300,
        "examples_by_language": {"en": 1},
        "trained_at": AS_OF.isoformat(),
    }
    (folder / "model_card.json").write_text(json.dumps({**given, **card}), "utf-8")


def test_it_shows_what_people_corrected(office):
    correction("Re: VAT")
    text = office.get(url()).content.decode()
    assert "The packaged heads read the mails" in text
    assert "1 correction to learn from" in text
    assert "not refusal, dispute, dispute (tax)" in text


def test_after_a_training_only_newer_corrections_are_listed(office, own_folder):
    correction("Re: old"), correction("Re: new", days=1)
    figures = {"messages": 9, "learned": 0.81, "exact": 0.7, "needs_human_recall": 1.0, "alone_wrong": 0.02}
    installed(own_folder, corrected_mails=["1", "2"], replies_before={**figures, "learned": 0.79}, replies=figures)
    text = office.get(url()).content.decode()
    assert "with 2 corrections read the mails" in text
    assert "1 correction since then" in text
    assert ("Re: new" in text, "Re: old" in text) == (True, False)
    assert ("0.79" in text, "0.81" in text) == (True, True)


def test_heads_of_another_encoder_are_said_not_to_read(office, own_folder):
    installed(own_folder, encoder="other.place:encoder")
    text = office.get(url()).content.decode()
    assert "belong to another encoder: the packaged ones read" in text
    assert "The packaged heads read the mails" in text


def test_a_subject_is_shown_as_text(office):
    correction("<script>alert(1)</script>")
    assert "<script>alert(1)" not in office.get(url()).content.decode()


def test_only_whoever_may_see_readings_sees_it(db):
    assert clerk("dunning.view_review").get(url()).status_code == 403
    assert clerk("dunning.view_reading").get(url()).status_code == 200
    assert clerk("dunning.change_reading").get(url()).status_code == 200


def test_the_list_of_readings_leads_to_it(office):
    assert url() in office.get(reverse("admin:dunning_reading_changelist")).content.decode()


def test_more_corrections_ask_no_more_queries(office):
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            office.get(url())
        return len(asked)

    correction()
    office.get(url())
    few = queries()
    for _ in range(4):
        correction()
    assert queries() == few
