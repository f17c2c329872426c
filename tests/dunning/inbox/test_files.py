"""Files that come with a mail: told by their bytes, stored under our names, never opened."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from customers.models import Contact
from dunning.mail.file_types import sniffed_type
from dunning.models import Attachment, Case, IncomingMail, Review
from dunning.services.inbox.stages import drain_inbox, store_mail
from tests.factories import AS_OF

PDF = b"%PDF-1.7\n1 0 obj\n"


def packed(name: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr(name, "x")
    return target.getvalue()


@pytest.mark.parametrize(
    ("content", "declared", "kind"),
    [
        (PDF, "image/png", "application/pdf"),
        (b"\r\n" + PDF, "application/octet-stream", "application/pdf"),
        (b"\x89PNG\r\n\x1a\n....", "application/pdf", "image/png"),
        (b"\xff\xd8\xff\xe0....", "application/pdf", "image/jpeg"),
        (b"II*\x00....", "image/tiff", "image/tiff"),
        (b"....ftypheic....", "image/heic", "image/heic"),
        (b"MZ\x90\x00", "application/pdf", "application/x-executable"),
        (b"#!/bin/sh\nrm -rf /", "text/plain", "application/x-executable"),
        (b"<html><script>", "application/pdf", "text/html"),
        (b"\xef\xbb\xbf<!DOCTYPE html>", "text/plain", "text/html"),
        (b"<svg onload=alert(1)>", "image/png", "image/svg+xml"),
        (b"<html>%PDF-1.7", "application/pdf", "text/html"),
        (b"a;b\n1;2\n", "text/csv", "text/csv"),
        (b"hello", "text/html", "text/plain"),
        (b"hello", "application/pdf", "text/plain"),
        (b"\x00\x01\x02", "application/pdf", "application/octet-stream"),
        (packed("a.txt"), "application/pdf", "application/zip"),
        (packed("xl/workbook.xml"), "x/y", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (b"", "message/rfc822", "message/rfc822"),
    ],
)
def test_a_file_is_what_its_bytes_say(content: bytes, declared: str, kind: str):
    assert sniffed_type(content, declared=declared) == kind


@pytest.fixture
def stored(settings: Any, tmp_path: Path) -> Iterator[Callable[..., Attachment]]:
    settings.MEDIA_ROOT = tmp_path

    def store(content: bytes, *, name: str = "advice.pdf", body: str = "See attached.") -> Attachment:
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Message-ID"] = "paula@aldercreek.example", "ar@creditor.example", "<f@x>"
        mail.set_content(body)
        mail.add_attachment(content, maintype="application", subtype="pdf", filename=name)
        store_mail(mail.as_bytes(), as_of=AS_OF)
        return Attachment.objects.get()

    yield store


@pytest.mark.django_db
def test_it_is_stored_under_a_name_that_no_server_runs(stored: Callable[..., Attachment]):
    file = stored(b"<?php evil(); ?>", name="../../shell\N{RIGHT-TO-LEFT OVERRIDE}fdp.php")
    assert file.name == "_shellfdp.php"
    assert file.file.name.endswith(".bin")
    assert "shell" not in file.file.name
    assert file.content_type == "text/plain"


@pytest.mark.django_db
def test_one_that_is_too_large_is_named_and_stays_in_the_raw_mail(
    stored: Callable[..., Attachment], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("dunning.services.inbox.stages.MAX_FILE", 10)
    file = stored(PDF * 100)
    assert (file.size, bool(file.file)) == (len(PDF) * 100, False)


@pytest.mark.django_db
def test_a_remittance_without_words_waits_for_a_person(
    stored: Callable[..., Attachment], case: Case, contact: Contact, says: Callable[..., None]
):
    says("acknowledgement")
    stored(PDF, name="remittance.pdf")
    drain_inbox(as_of=AS_OF)
    assert IncomingMail.objects.get().status == "applied"
    assert Review.objects.get().why == "It says nothing by itself; a file came with it: remittance.pdf."


@pytest.mark.django_db
@pytest.mark.parametrize(("content", "name"), [(b"\x89PNG\r\n\x1a\n", "logo.png"), (b"BEGIN:VCARD", "paula.vcf")])
def test_a_logo_or_a_card_is_no_paper(
    content: bytes,
    name: str,
    stored: Callable[..., Attachment],
    case: Case,
    contact: Contact,
    says: Callable[..., None],
):
    says("acknowledgement")
    stored(content, name=name)
    drain_inbox(as_of=AS_OF)
    assert not Review.objects.exists()
