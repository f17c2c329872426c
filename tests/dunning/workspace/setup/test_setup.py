from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.test import Client, override_settings
from django.urls import reverse

from audit.models import AuditEvent
from dunning.models import Installation, Review
from dunning.services.upkeep.setup_checks import STEPS, setup_state
from dunning.workspace.setup import sample
from tests.dunning.admin.conftest import clerk, said
from tests.factories import AS_OF, ContactFactory, CreditorFactory, InvoiceFactory, PersonaFactory

NO_MAIL = {"ANYMAIL": {}, "EMAIL_BACKEND": "dunning.mail.outbox.OutboxBackend"}
PAGE = "/admin/dunning/installation/setup/"


@override_settings(**NO_MAIL)
def test_an_empty_installation_has_every_step_before_it(boss: User) -> None:
    assert setup_state(as_of=AS_OF) == dict.fromkeys(STEPS, "open")


@override_settings(**NO_MAIL)
def test_rows_show_what_was_done(boss: User) -> None:
    InvoiceFactory.create()
    ContactFactory.create()
    PersonaFactory.create()

    state = setup_state(as_of=AS_OF)

    assert [step for step, found in state.items() if found == "done"] == ["ledger", "contacts", "payment", "persona"]


def test_mail_is_connected_once_it_leaves_by_a_server_and_has_a_sender(boss: User) -> None:
    CreditorFactory.create()
    assert setup_state(as_of=AS_OF)["outgoing"] == "done"  # tests send into memory, not into files

    with override_settings(EMAIL_BACKEND="dunning.mail.outbox.OutboxBackend"):
        assert setup_state(as_of=AS_OF)["outgoing"] == "open"


def test_the_state_takes_three_queries_however_much_there_is(boss: User, django_assert_num_queries: Any) -> None:
    Installation.current()
    with django_assert_num_queries(3):  # the row, the steps, the worker's beat
        setup_state(as_of=AS_OF)


def test_a_step_is_skipped_and_taken_up_again(office: Client) -> None:
    office.post(PAGE + "skip/", {"step": "pilot", "skip": "1"})
    assert setup_state(as_of=AS_OF)["pilot"] == "skipped"
    assert "Needed after all" in office.get(PAGE).content.decode()

    office.post(PAGE + "skip/", {"step": "pilot", "skip": "0"})
    assert setup_state(as_of=AS_OF)["pilot"] == "open"
    assert list(
        AuditEvent.objects.filter(action__startswith="setup.").order_by("pk").values_list("action", flat=True)
    ) == [
        "setup.skipped",
        "setup.reopened",
    ]


def test_a_step_that_there_is_not_is_refused(office: Client) -> None:
    answer = office.post(PAGE + "skip/", {"step": "dancing", "skip": "1"})

    assert said(answer) == ["“dancing” is no step of the setup."]
    assert Installation.current().setup_skipped == []


def test_a_test_mail_goes_to_oneself_alone(office: Client, boss: User) -> None:
    CreditorFactory.create(sender_name="Clara Weiss", sender_email="ar@creditor.example")

    answer = office.post(PAGE + "test-mail/")

    assert [(letter.to, letter.from_email) for letter in mail.outbox] == [
        ([boss.email], '"Clara Weiss" <ar@creditor.example>')
    ]
    assert said(answer) == [
        "It was handed over for boss@creditor.example. Look whether it arrived, and not among spam."
    ]


def test_what_the_mail_server_says_against_a_test_mail_is_shown(
    office: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*args: Any, **kwargs: Any) -> None:
        raise ConnectionRefusedError("no server at port 587")

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", refuse)
    answer = office.post(PAGE + "test-mail/")

    (sentence,) = said(answer)
    assert sentence.startswith("The mail could not be sent.")
    assert "no server at port 587" in sentence
    assert AuditEvent.objects.filter(action="setup.test_mail_failed").exists()


def test_whoever_may_not_set_it_up_sees_nothing_of_it(boss: User) -> None:
    person = clerk("dunning.view_case")

    assert person.get(PAGE).status_code == 403
    assert person.post(PAGE + "test-mail/").status_code == 403
    assert person.post(PAGE + "skip/", {"step": "pilot", "skip": "1"}).status_code == 403
    assert person.get(PAGE + "sample/").status_code == 403
    assert mail.outbox == []


def test_a_sample_reply_shows_what_would_be_booked_and_writes_nothing(
    office: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    from datetime import date

    from agent.answers import IntentAnswer, PromiseAnswer, Reading

    quote = "We will pay INV-10007 next Friday."
    reading = Reading(
        id="sample",
        language="en",
        intents=(IntentAnswer("promise_to_pay", 0.9, quote),),
        promises=(PromiseAnswer(date(2026, 3, 13), None, ("INV-10007",), quote),),
        needs_human=True,
        human_reasons=("The words for the day are vague.",),
    )
    monkeypatch.setattr(sample.reader, "read", lambda mail, account: reading)
    before = AuditEvent.objects.count()

    shown = office.post(PAGE + "sample/", {"sample": "0"}).content.decode()

    assert "Promise to pay" in shown
    assert "A promise for 2026-03-13: no reminder until then." in shown
    assert "The words for the day are vague." in shown
    assert AuditEvent.objects.count() == before
    assert not Review.objects.exists()


def test_every_page_leads_whoever_may_to_the_stop_and_on(office: Client) -> None:
    shown = office.get(reverse("preferences")).content.decode()
    assert 'href="/admin/dunning/installation/1/do/stop/?next=%2Fadmin%2Fpreferences%2F"' in shown

    office.post("/admin/dunning/installation/1/do/stop/", {"reason": "The bank file is wrong", "next": PAGE})
    shown = office.get(reverse("preferences")).content.decode()
    assert "Everything is stopped: The bank file is wrong." in shown
    assert "/admin/dunning/installation/1/do/resume/" in shown

    office.post("/admin/dunning/installation/1/do/resume/")
    assert not Installation.current().global_stop


def test_nobody_else_has_the_stop(boss: User) -> None:
    assert "do/stop/" not in clerk("dunning.view_case").get(reverse("preferences")).content.decode()


def test_a_visitor_does_not_read_why_everything_is_stopped(client: Client, boss: User) -> None:
    Installation.objects.update_or_create(pk=1, defaults={"global_stop": True, "global_stop_reason": "A leak"})

    assert "A leak" not in client.get("/admin/login/").content.decode()
