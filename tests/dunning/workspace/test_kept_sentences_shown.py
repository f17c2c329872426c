"""Reasons are kept in English; whoever reads German is shown them in German, everybody else as they are kept."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from dunning.models import Case, Decision, Escalation, Message, Preference, Reading, Review
from tests.dunning.admin.rows import some_rows

DECIDED = ("Invoice LI-1 is 33 days past due. The step “firm” follows on", "Die Stufe „firm“ folgt am 26.11.2026.")
WAITS = ("It is the first mail to this contact.", "Es ist die erste Mail an diesen Ansprechpartner.")
ESCALATED = ("Escalated by rule “old”: 33 days past due.", "Eskaliert nach Regel „old“: seit 33 Tagen überfällig.")
TAKEN_BACK = ("What the debtor owes has changed.", "Was der Schuldner schuldet, hat sich geändert.")
FOUND = ("The text is empty.", "Der Text ist leer.")
MEANT = ("The message says: opt out.", "Die Nachricht besagt: Abmeldung.")


@pytest.fixture
def rows(db: None) -> Case:
    """A row of everything, with what would be kept of it."""
    some_rows(1)
    decided = f"{DECIDED[0]} 2026-11-26."
    Case.objects.update(reason_text=decided, action="wait", status="open")
    Decision.objects.update(reason_text=decided)
    Review.objects.update(why=WAITS[0], kind=Review.Kind.FAILED)
    Escalation.objects.update(reason_text=ESCALATED[0])
    found = [{"code": "placeholder", "sentence": "x", "why": FOUND[0]}]
    Message.objects.update(problem=TAKEN_BACK[0], violations=found)
    Reading.objects.update(human_reasons=[MEANT[0]])
    return Case.objects.get()


def reader_of(language: str) -> Client:
    user = User.objects.create_superuser(f"reader-{language}", password="secret")
    Preference.objects.create(user=user, language=language, formats="DE")
    client = Client()
    client.force_login(user)
    return client


def pages(case: Case) -> list[tuple[str, list[tuple[str, str]]]]:
    def page(name: str, row: object) -> str:
        return reverse(f"admin:dunning_{name}_change", args=[row.pk])  # type: ignore[attr-defined]

    return [
        (page("case", case), [DECIDED, ESCALATED]),
        (
            reverse("admin:dunning_case_changelist"),
            [("Invoice LI-1 is 33 days past due.", "seit 33 Tagen überfällig.")],
        ),
        (reverse("admin:dunning_review_queue"), [WAITS]),
        (reverse("admin:dunning_review_changelist"), [WAITS]),
        (page("review", Review.objects.order_by("pk").first()), [WAITS]),
        (reverse("admin:dunning_decision_changelist"), [DECIDED]),
        (page("escalation", Escalation.objects.get()), [ESCALATED]),
        (page("message", Message.objects.order_by("pk").first()), [TAKEN_BACK, FOUND]),
        (page("reading", Reading.objects.get()), [MEANT]),
    ]


def test_every_page_says_it_in_the_readers_language(rows: Case) -> None:
    german, english = reader_of("de"), reader_of("en")

    for address, told in pages(rows):
        in_german, in_english = german.get(address).content.decode(), english.get(address).content.decode()
        for kept, shown in told:
            assert shown in in_german, (address, shown)
            assert kept not in in_german, (address, kept)
            assert kept in in_english, (address, kept)


def test_nothing_that_is_kept_changes_by_being_shown(rows: Case) -> None:
    german = reader_of("de")
    for address, _told in pages(rows):
        german.get(address)

    assert set(Review.objects.values_list("why", flat=True)) == {WAITS[0]}
    assert set(Decision.objects.values_list("reason_text", flat=True)) == {f"{DECIDED[0]} 2026-11-26."}
