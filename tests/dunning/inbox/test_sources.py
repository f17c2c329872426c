"""Where mail comes from: addresses of mailboxes, and maildirs."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from dunning.mail.imap import backoff
from dunning.mail.imap_account import WrongAddress, account_from
from dunning.models import Case, IncomingMail, Installation
from tests.dunning.inbox.conftest import eml


def test_an_address_names_server_user_and_folder():
    account = account_from("imaps://ar%40creditor.example@imap.creditor.example/Team%2FReceivables", password="geheim")
    assert (account.host, account.port, account.user) == ("imap.creditor.example", 993, "ar@creditor.example")
    assert (account.folder, account.encrypted, account.is_here) == ("Team/Receivables", True, False)
    assert account.name == "ar@creditor.example@imap.creditor.example/Team/Receivables"
    assert "geheim" not in repr(account)


def test_a_mailbox_without_a_folder_is_the_inbox():
    account = account_from("imap://ar@127.0.0.1:10143", password="x")
    assert (account.port, account.folder, account.encrypted, account.is_here) == (10143, "INBOX", False, True)


@pytest.mark.parametrize(
    ("url", "password", "sentence"),
    [
        ("imaps://imap.creditor.example", "x", "must look like"),
        ("https://ar@imap.creditor.example", "x", "must look like"),
        ("imaps://ar@imap.creditor.example:port/INBOX", "x", "no address"),
        ("imaps://ar:secret@imap.creditor.example/INBOX", "x", "put it into IMAP_PASSWORD"),
        ("imaps://ar@imap.creditor.example/INBOX", "", "IMAP_PASSWORD is not"),
    ],
)
def test_a_wrong_address_is_said_in_a_sentence(url: str, password: str, sentence: str):
    with pytest.raises(WrongAddress, match=sentence):
        account_from(url, password=password)


def test_pauses_double_up_to_five_minutes():
    pauses = backoff()
    assert [next(pauses) for _ in range(11)] == [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300]


@pytest.fixture
def maildir(tmp_path: Path) -> Path:
    for name in ("new", "cur", "tmp"):
        (tmp_path / "Maildir" / name).mkdir(parents=True)
    return tmp_path / "Maildir"


@pytest.mark.django_db
def test_mails_of_a_maildir_move_to_cur_unseen(tmp_path: Path, maildir: Path, case: Case, says: Callable[..., None]):
    (maildir / "new" / "1700000000.M1P1.mx").write_bytes(eml())
    (maildir / "new" / "1700000001.M1P1.mx").write_bytes(eml())
    (maildir / "tmp" / "1700000002.M1P1.mx").write_bytes(eml("unfinished"))
    out = io.StringIO()
    call_command("watch_inbox", "--once", folder=tmp_path / "inbox", maildir=maildir, stdout=out)
    assert out.getvalue().startswith("1 new;")
    assert IncomingMail.objects.get().mailbox == "maildir"
    assert sorted(path.name for path in (maildir / "cur").iterdir()) == [
        "1700000000.M1P1.mx:2,",
        "1700000001.M1P1.mx:2,",
    ]
    assert list((maildir / "new").iterdir()) == []


@pytest.mark.django_db
def test_a_huge_mail_of_a_maildir_is_named_and_stays_unread(
    tmp_path: Path, maildir: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("dunning.mail.maildir.MAX_BYTES", 10)
    (maildir / "new" / "1700000000.M1P1.mx").write_bytes(eml())
    problems = io.StringIO()
    call_command(
        "watch_inbox", "--once", folder=tmp_path / "inbox", maildir=maildir, stdout=io.StringIO(), stderr=problems
    )
    assert "is larger than" in problems.getvalue()
    assert not IncomingMail.objects.exists()
    assert (maildir / "cur" / "1700000000.M1P1.mx:2,").exists()


@pytest.mark.django_db
def test_a_simulation_takes_no_real_mail(tmp_path: Path, maildir: Path, settings: Any):
    settings.IMAP_URL, settings.IMAP_PASSWORD = "imaps://ar@imap.creditor.example", "x"
    installation = Installation.current()
    installation.simulation = True
    installation.save()
    (maildir / "new" / "1700000000.M1P1.mx").write_bytes(eml())
    call_command("watch_inbox", "--once", folder=tmp_path / "inbox", maildir=maildir, stdout=io.StringIO())
    assert not IncomingMail.objects.exists()


@pytest.mark.django_db
def test_a_folder_that_is_no_maildir_is_a_sentence(tmp_path: Path):
    with pytest.raises(CommandError, match="is no maildir"):
        call_command("watch_inbox", "--once", folder=tmp_path / "inbox", maildir=tmp_path)


@pytest.mark.django_db
def test_a_wrong_mailbox_address_ends_the_command_with_a_sentence(tmp_path: Path, settings: Any):
    settings.IMAP_URL = "imaps://imap.creditor.example"
    with pytest.raises(CommandError, match="must look like"):
        call_command("watch_inbox", "--once", folder=tmp_path)
