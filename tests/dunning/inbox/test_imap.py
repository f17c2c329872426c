"""Reading a mailbox of a real IMAP server: each mail once, none left out, nothing touched."""

from __future__ import annotations

import io
import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from shutil import rmtree
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from dunning.mail import imap
from dunning.mail.imap import ImapMailbox, MailboxError
from dunning.mail.imap_account import account_from
from dunning.models import IncomingMail, MailboxPosition
from dunning.services.inbox.mailboxes import take_new_mail
from dunning.services.inbox.sources import ImapSource
from tests.dunning.inbox.conftest import eml
from tests.dunning.inbox.dovecot import FOLDER, USER, Dovecot, make_dovecot
from tests.factories import AS_OF

pytestmark = [pytest.mark.system, pytest.mark.django_db]


@pytest.fixture(scope="module")
def server() -> Iterator[Dovecot]:
    server = make_dovecot()
    server.start()
    yield server
    server.stop()
    rmtree(server.folder, ignore_errors=True)


@pytest.fixture
def dovecot(server: Dovecot) -> Dovecot:
    """The running server with an empty folder."""
    if server.process is None:
        server.start()
    server.empty_anew()
    return server


@pytest.fixture
def box(dovecot: Dovecot) -> Iterator[ImapMailbox]:
    box = ImapMailbox(dovecot.account)
    box.connect()
    yield box
    box.close()


@pytest.fixture(autouse=True)
def since_ever(settings: Any) -> None:
    """The server's clock is today's, the tests' is not."""
    settings.IMAP_FIRST_DAYS = 10_000


def mail(number: int, body: str = "We will pay on Friday.") -> bytes:
    return eml(body, Message_ID=f"<reply-{number}@aldercreek.example>", Subject=f"Mail {number}")


def subjects() -> list[str]:
    return list(IncomingMail.objects.order_by("pk").values_list("subject", flat=True))


def test_new_mail_is_stored_once_in_the_order_of_its_arrival(dovecot: Dovecot, box: ImapMailbox):
    dovecot.deliver(mail(1), mail(2), mail(3))
    assert take_new_mail(box, as_of=AS_OF) == 3
    assert take_new_mail(box, as_of=AS_OF) == 0
    assert subjects() == ["Mail 1", "Mail 2", "Mail 3"]
    first = IncomingMail.objects.order_by("pk")[0]
    assert bytes(first.raw).replace(b"\r\n", b"\n") == mail(1)
    assert first.mailbox == f"imap:{USER}@127.0.0.1/{FOLDER}"


def test_after_a_restart_it_goes_on_where_it_stopped(
    dovecot: Dovecot, box: ImapMailbox, monkeypatch: pytest.MonkeyPatch
):
    dovecot.deliver(mail(1), mail(2))
    take_new_mail(box, as_of=AS_OF)
    box.close()
    dovecot.deliver(mail(3))
    fetched: list[int] = []
    whole = ImapMailbox.mail
    monkeypatch.setattr(
        ImapMailbox, "mail", lambda self, uid, *, size: fetched.append(uid) or whole(self, uid, size=size)
    )

    again = ImapMailbox(dovecot.account)
    again.connect()
    assert take_new_mail(again, as_of=AS_OF) == 1
    again.close()
    assert subjects() == ["Mail 1", "Mail 2", "Mail 3"]
    assert fetched == [3]


def test_a_look_that_breaks_off_leaves_nothing_out_and_takes_nothing_twice(
    dovecot: Dovecot, box: ImapMailbox, monkeypatch: pytest.MonkeyPatch
):
    dovecot.deliver(mail(1), mail(2), mail(3))
    whole = ImapMailbox.mail

    def breaks_at_two(self: ImapMailbox, uid: int, *, size: int) -> Any:
        if uid == 2:
            raise MailboxError("gone")
        return whole(self, uid, size=size)

    monkeypatch.setattr(ImapMailbox, "mail", breaks_at_two)
    with pytest.raises(MailboxError):
        take_new_mail(box, as_of=AS_OF)
    assert subjects() == ["Mail 1"]
    monkeypatch.setattr(ImapMailbox, "mail", whole)
    assert take_new_mail(box, as_of=AS_OF) == 2
    assert subjects() == ["Mail 1", "Mail 2", "Mail 3"]


def test_uids_that_mean_other_mails_now_lose_and_double_nothing(dovecot: Dovecot, box: ImapMailbox):
    dovecot.deliver(mail(1), mail(2), eml("OK", Message_ID="", Subject="No id"))
    take_new_mail(box, as_of=AS_OF)
    before = MailboxPosition.objects.get().uid_validity
    box.close()
    time.sleep(1.1)  # Dovecot takes the new number from the clock
    dovecot.empty_anew()
    dovecot.deliver(mail(4), mail(2), eml("OK", Message_ID="", Subject="No id"), mail(5))

    box.connect()
    assert take_new_mail(box, as_of=AS_OF + timedelta(hours=1)) == 2
    assert subjects() == ["Mail 1", "Mail 2", "No id", "Mail 4", "Mail 5"]
    position = MailboxPosition.objects.get()
    assert position.uid_validity != before
    assert position.last_uid == 4


def test_the_first_look_goes_back_only_so_far(dovecot: Dovecot, box: ImapMailbox, settings: Any):
    settings.IMAP_FIRST_DAYS = 14
    dovecot.deliver(mail(1))
    far_ahead = AS_OF + timedelta(days=3_650)
    assert take_new_mail(box, as_of=far_ahead) == 0
    dovecot.deliver(mail(2))
    assert take_new_mail(box, as_of=far_ahead) == 1
    assert subjects() == ["Mail 2"]


def test_flags_stay_as_they_were(dovecot: Dovecot, box: ImapMailbox):
    dovecot.deliver(mail(1), mail(2))
    before = dovecot.flags()
    take_new_mail(box, as_of=AS_OF)
    box.close()
    assert dovecot.flags() == before
    assert all(b"Seen" not in line for line in before)
    assert len(before) == 2


def test_the_same_mail_delivered_twice_is_one(dovecot: Dovecot, box: ImapMailbox):
    dovecot.deliver(mail(1), mail(1))
    assert take_new_mail(box, as_of=AS_OF) == 1
    assert MailboxPosition.objects.get().last_uid == 2


def test_of_a_huge_mail_only_the_beginning_is_taken(
    dovecot: Dovecot, box: ImapMailbox, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(imap, "MAX_BYTES", 50_000)
    monkeypatch.setattr(imap, "FIRST_BYTES", 2_000)
    dovecot.deliver(mail(1, "We dispute INV-5521.\n" + "x" * 70 + "\n" * 100_000), mail(2))
    assert take_new_mail(box, as_of=AS_OF) == 2
    huge, small = IncomingMail.objects.order_by("pk")
    assert len(huge.raw) == 2_000
    assert huge.payload["cut"] is True
    assert huge.payload["bytes"] > 100_000
    assert huge.body_text.startswith("We dispute INV-5521.")
    assert small.payload == {}


def test_a_mail_that_we_stumble_over_is_set_aside_and_the_next_is_taken(
    dovecot: Dovecot, box: ImapMailbox, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Any
):
    from dunning.services.inbox import mailboxes

    settings.INBOX_DIR = tmp_path
    whole = mailboxes.store_mail

    def stumbles(raw: bytes, **rest: Any) -> Any:
        if b"Mail 1" in raw:
            raise ValueError("a fault of ours")
        return whole(raw, **rest)

    monkeypatch.setattr(mailboxes, "store_mail", stumbles)
    dovecot.deliver(mail(1), mail(2))
    assert take_new_mail(box, as_of=AS_OF) == 1
    assert subjects() == ["Mail 2"]
    (aside,) = (tmp_path / "refused").iterdir()
    assert aside.read_bytes().replace(b"\r\n", b"\n") == mail(1)


def test_idle_wakes_as_soon_as_mail_arrives(dovecot: Dovecot):
    source = ImapSource(dovecot.account, complain=pytest.fail)
    assert source.look(as_of=AS_OF) == 0
    later = threading.Timer(0.5, dovecot.deliver, [mail(1)])
    later.start()
    started = time.monotonic()
    source.wait(15)
    assert time.monotonic() - started < 10
    later.join()
    assert source.look(as_of=AS_OF) == 1
    source.close()


def test_a_silent_wait_asks_the_server_for_nothing(dovecot: Dovecot, monkeypatch: pytest.MonkeyPatch):
    source = ImapSource(dovecot.account, complain=pytest.fail)
    source.look(as_of=AS_OF)
    source.wait(0.2)
    monkeypatch.setattr(ImapMailbox, "uids", lambda *_, **__: pytest.fail("asked"))
    assert source.look(as_of=AS_OF) == 0
    source.close()


def test_a_server_without_idle_is_polled(dovecot: Dovecot, box: ImapMailbox):
    box._box.client.capabilities = ("IMAP4REV1",)
    take_new_mail(box, as_of=AS_OF)
    dovecot.deliver(mail(1))
    assert box.wait(0.1) is True
    assert take_new_mail(box, as_of=AS_OF) == 1


def test_a_dropped_connection_is_made_anew_and_nothing_is_lost(dovecot: Dovecot):
    said: list[str] = []
    source = ImapSource(dovecot.account, complain=said.append)
    dovecot.deliver(mail(1))
    assert source.look(as_of=AS_OF) == 1
    dovecot.stop()
    source.wait(5)
    assert source.look(as_of=AS_OF) == 0
    assert "Next try in 1 s." in said[0]
    assert MailboxPosition.objects.get().problem
    time.sleep(1.1)
    assert source.look(as_of=AS_OF) == 0
    assert "Next try in 2 s." in said[1]

    dovecot.start()
    dovecot.deliver(mail(2))
    assert source.look(as_of=AS_OF) == 0  # the pause is not over yet
    time.sleep(2.1)
    assert source.look(as_of=AS_OF) == 1
    assert subjects() == ["Mail 1", "Mail 2"]
    assert MailboxPosition.objects.get().problem == ""
    source.close()


def test_a_refused_password_is_not_tried_again_soon(dovecot: Dovecot):
    said: list[str] = []
    wrong = account_from(dovecot.url, password="wrong")
    source = ImapSource(wrong, complain=said.append)
    assert source.look(as_of=AS_OF) == 0
    assert "Next try in 300 s." in said[0]
    assert "wrong" not in said[0]


def test_the_command_takes_a_mailbox_once(dovecot: Dovecot, settings: Any, tmp_path: Any):
    settings.IMAP_URL, settings.IMAP_PASSWORD = dovecot.url, dovecot.account.password
    dovecot.deliver(mail(1))
    out = io.StringIO()
    call_command("watch_inbox", "--once", folder=tmp_path, stdout=out)
    assert out.getvalue().startswith("1 new;")
    settings.IMAP_PASSWORD = "wrong"
    with pytest.raises(CommandError, match=f"{USER}@127.0.0.1/{FOLDER}"):
        call_command("watch_inbox", "--once", folder=tmp_path, stdout=out)
