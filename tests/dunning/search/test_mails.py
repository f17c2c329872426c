"""Mails, promises, disputes and notes found by their words."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User

from customers.search.sought import take_apart
from customers.search.words import NEWEST
from dunning.models import Activity, IncomingMail
from dunning.search import deeds, mails
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def boss() -> User:
    return make.UserFactory.create(is_superuser=True)


def found(find: Any, typed: str, user: User) -> list[Any]:
    return find(take_apart(typed), user=user, limit=5)


def test_a_mail_is_found_by_words_of_its_text_in_any_language(boss):
    mail = make.IncomingMailFactory.create(
        subject="Re: reminder", body_text="Wir überweisen INV-10023 nächste Woche. Die Ware aus Łódź fehlt."
    )
    make.IncomingMailFactory.create(body_text="Something else.")
    for typed in ("überweisen", "uberweisen woche", "INV-10023", "10023", "lodz", "nächst", "reminder ware"):
        assert found(mails.received_mails, typed, boss) == [mail], typed
    assert found(mails.received_mails, "überweisen morgen", boss) == []


def test_a_mail_is_found_by_its_sender(boss):
    mail = make.IncomingMailFactory.create(from_name="Zoë Doyle", from_email="zoe.doyle@ashwell.example")
    make.IncomingMailFactory.create(from_email="other@ashwell-crane.example")
    assert found(mails.received_mails, "zoe.doyle@ashwell.example", boss) == [mail]


def test_an_old_mail_is_found_behind_many_new_ones(boss):
    old = make.IncomingMailFactory.create(body_text="The pallets were wet.")
    new = make.IncomingMailFactory.create(body_text="Dry ones.")
    IncomingMail.objects.filter(pk=new.pk).update(id=old.pk + NEWEST * 2)
    assert found(mails.received_mails, "pallets", boss) == [old]


def test_the_newest_mails_come_first(boss):
    rows = [make.IncomingMailFactory.create(body_text="The pallets were wet.") for _ in range(7)]
    assert found(mails.received_mails, "pallets", boss) == rows[:1:-1]


def test_a_message_of_ours_is_found_by_its_text(boss):
    message = make.MessageFactory.create(subject="Your account", body_text="May we remind you of R-77?")
    assert found(mails.written_messages, "remind r-77", boss) == [message]


def test_a_mail_as_large_as_the_database_takes_is_still_received():
    huge = " ".join(f"word{n}" for n in range(300_000))
    assert make.IncomingMailFactory.create(body_text=huge, subject="x" * 5_000).pk


def test_promises_disputes_and_notes_are_found_by_their_words(boss):
    case = make.CaseFactory.create()
    promise = make.PromiseFactory.create(case=case, quote="We pay by Friday the thirteenth.", amount="321.99")
    dispute = make.DisputeFactory.create(case=case, quote="The crates arrived broken.")
    note = Activity.objects.create(case=case, kind="note", text="Asks for Ulrike.", happened_at=make.AS_OF, by=boss)
    assert found(deeds.promises, "thirteenth", boss) == [promise]
    assert found(deeds.promises_of_amount, "321,99", boss) == [promise]
    assert found(deeds.disputes, "crat broken", boss) == [dispute]
    assert found(deeds.notes, "ulrike", boss) == [note]
