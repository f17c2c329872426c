"""Mail is hostile input: parsing takes any bytes."""

from __future__ import annotations

import base64
from datetime import UTC, datetime, timedelta

import pytest

from dunning.mail.incoming import parse_mail
from tests.dunning.inbox.conftest import eml

ARRIVED = datetime(2026, 3, 4, 10, 0, tzinfo=UTC)


def test_the_mails_own_date_and_offset_are_kept():
    mail = parse_mail(eml(Date="Tue, 03 Mar 2026 23:30:00 -0500"), arrived_at=ARRIVED)
    assert mail.received_at.isoformat() == "2026-03-03T23:30:00-05:00"
    assert mail.utc_offset_minutes == -300


@pytest.mark.parametrize(
    "date", ["", "yesterday", "Mon, 01 Jan 1900 00:00:00 +0000", "Fri, 01 Jan 2100 00:00:00 +0000"]
)
def test_a_missing_or_impossible_date_is_the_arrival(date: str):
    assert parse_mail(eml(Date=date), arrived_at=ARRIVED).received_at == ARRIVED


def test_a_clock_a_little_fast_does_not_put_the_reply_into_the_future():
    mail = parse_mail(eml(Date="Wed, 04 Mar 2026 13:00:00 +0100"), arrived_at=ARRIVED)
    assert (mail.received_at, mail.utc_offset_minutes) == (ARRIVED, 60)


def test_a_wrong_charset_still_gives_text():
    raw = (
        b"From: a@b.example\r\nContent-Type: text/plain; charset=klingon-8\r\n"
        b"Content-Transfer-Encoding: 8bit\r\n\r\nWir \xfcberweisen."
    )
    assert parse_mail(raw, arrived_at=ARRIVED).body_text == "Wir überweisen."


def test_raw_bytes_in_the_subject_are_read():
    raw = "From: a@b.example\r\nSubject: Réponse reçue\r\n\r\nOui".encode()
    assert parse_mail(raw, arrived_at=ARRIVED).subject == "Réponse reçue"


def test_nul_and_control_characters_are_dropped():
    mail = parse_mail(b"From: a@b.example\r\nSubject: Pay\x00ment\r\n\r\nFri\x00day\x08", arrived_at=ARRIVED)
    assert (mail.subject, mail.body_text) == ("Payment", "Friday")


def test_html_alone_becomes_plain_text():
    raw = (
        b"From: a@b.example\r\nContent-Type: text/html\r\n\r\n<style>p {}</style><p>We pay</p><p>on <b>Friday</b>.</p>"
    )
    assert parse_mail(raw, arrived_at=ARRIVED).body_text.split() == ["We", "pay", "on", "Friday."]


def test_the_plain_alternative_is_preferred_and_files_are_set_apart():
    raw = (
        b'From: a@b.example\r\nContent-Type: multipart/mixed; boundary="x"\r\n\r\n'
        b'--x\r\nContent-Type: multipart/alternative; boundary="y"\r\n\r\n'
        b"--y\r\nContent-Type: text/plain\r\n\r\nPaid.\r\n"
        b"--y\r\nContent-Type: text/html\r\n\r\n<p>Paid!</p>\r\n--y--\r\n"
        b'--x\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; filename="../../remit.pdf"\r\n'
        b"Content-Transfer-Encoding: base64\r\n\r\n" + base64.b64encode(b"%PDF") + b"\r\n--x--\r\n"
    )
    mail = parse_mail(raw, arrived_at=ARRIVED)
    assert mail.body_text.strip() == "Paid."
    assert [(file.name, file.content) for file in mail.attachments] == [("_remit.pdf", b"%PDF")]


def test_headers_of_megabytes_do_not_take_the_body_along():
    raw = b"From: a@b.example\r\nX-Junk: " + b"x" * 3_000_000 + b"\r\n\r\nWe pay."
    mail = parse_mail(raw, arrived_at=ARRIVED)
    assert mail.from_email == "a@b.example"


def test_a_thousand_nested_parts_neither_recurse_nor_raise():
    raw = b"From: a@b.example\r\n"
    for depth in range(3_000):
        raw += b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (depth, depth)
    mail = parse_mail(raw + b"\r\nWe pay.", arrived_at=ARRIVED)
    assert mail.from_email == "a@b.example"


@pytest.mark.parametrize(
    "raw", [b"", b"\x00\xff\xfe", b"no header at all", b"From:\r\n\r\n", b"From: <<>>,,;\r\nTo: @\r\n\r\nx"]
)
def test_any_bytes_give_a_mail(raw: bytes):
    assert parse_mail(raw, arrived_at=ARRIVED).received_at == ARRIVED


def test_broken_base64_keeps_what_can_be_read():
    raw = b"From: a@b.example\r\nContent-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\nV2UgcGF5*!"
    assert "We pay" in parse_mail(raw, arrived_at=ARRIVED).body_text


def test_the_same_mail_has_the_same_fingerprint_and_another_body_another():
    first, again = (parse_mail(eml("Yes."), arrived_at=ARRIVED + timedelta(hours=h)) for h in (0, 5))
    other = parse_mail(eml("No."), arrived_at=ARRIVED)
    assert first.fingerprint == again.fingerprint != other.fingerprint
