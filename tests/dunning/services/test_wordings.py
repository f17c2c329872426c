from __future__ import annotations

import pytest

from agent.drafting.catalogue import catalogue_for
from audit.models import AuditEvent
from dunning.models import Installation, Message, Wording
from dunning.own_wording import own_wording
from dunning.sample_accounts import sample_orders
from dunning.services.cadences.wordings import WordingRefused, change_wording, real_orders, reset_wording
from dunning.services.outbox.drafting import draft_due_messages
from dunning.wording_check import Place, check_wording, letters_with
from tests.factories import (
    AS_OF,
    CaseFactory,
    ContactFactory,
    InvoiceFactory,
    MessageFactory,
    UserFactory,
    days_ago,
)

ASK = "purpose.first_reminder.ask"
FIRM = Place("en", "purpose.firm.ask", 0)


def own_everywhere(path: str, text: str) -> None:
    """In place of every variant, so that it is picked."""
    for number in range(len(catalogue_for("en").wordings[path])):
        change_wording(Place("en", path, number), (text,), by=UserFactory.create(), as_of=AS_OF)


def refused(place: Place, *forms: str) -> list[str]:
    return [problem.why for problem in check_wording(place, forms)]


def test_the_sample_accounts_show_every_sentence_that_there_is():
    unseen = []
    for path, variants in catalogue_for("en").wordings.items():
        place = Place("en", path, 0)
        orders = list(sample_orders(language="en", path=path))
        if next(iter(letters_with(place, variants[0].forms, orders)), None) is None:
            unseen.append(path)
    assert unseen == []


def test_a_sentence_that_lacks_a_field_or_has_a_strange_one_is_refused():
    assert refused(FIRM, "Please pay now.") == ["“Please pay now.” lacks {total}."]
    assert refused(FIRM, "Please pay {total} by {day}.") == [
        "“Please pay {total} by {day}.” has {day}, which is not filled in here."
    ]
    assert refused(FIRM, "Please pay {total}.", "Please pay {total}.") == ["This sentence has 1 forms, not 2."]


def test_what_the_guard_blocks_is_refused_with_the_sentence_and_why():
    found = check_wording(FIRM, ("Pay {total} now, or our lawyers will take you to court.",))
    assert found[0].sentence == "Pay €1,840.50 now, or our lawyers will take you to court."
    assert (found[0].account, bool(found[0].why)) == ("a good payer with one late invoice", True)


def test_a_plain_sentence_may_be_kept():
    assert check_wording(FIRM, ("Please transfer {total} this week and tell us the day.",)) == []


def test_our_own_sentences_may_be_kept():
    for path in ("closing.soft", "greeting.named", "purpose.final.opening", "apart.disputed"):
        place = Place("en", path, 0)
        assert check_wording(place, place.ours) == []


def test_a_kept_sentence_is_on_the_audit_trail_and_moves_the_version(db):
    text, by = "Please transfer {total} this week and tell us the day.", UserFactory.create()
    wording = change_wording(FIRM, (text,), by=by, as_of=AS_OF)
    assert (wording.forms, wording.changed_by, wording.changed_at) == ([text], by, AS_OF)
    assert Installation.current().wording_version == 1
    event = AuditEvent.objects.get(action="wording.changed")
    assert event.data == {
        "language": "en", "path": "purpose.firm.ask", "variant": 0, "forms": [text], "before": list(FIRM.ours),
    }  # fmt: skip
    assert reset_wording(FIRM, by=by, as_of=AS_OF) is True
    assert reset_wording(FIRM, by=by, as_of=AS_OF) is False
    assert AuditEvent.objects.get(action="wording.reset").data["before"] == [text]
    assert (Wording.objects.count(), Installation.current().wording_version) == (0, 2)


def test_a_refused_sentence_changes_nothing(db):
    with pytest.raises(WordingRefused):
        change_wording(FIRM, ("Pay {total} or we sue you.",), by=UserFactory.create(), as_of=AS_OF)
    assert (Wording.objects.count(), AuditEvent.objects.count(), own_wording().changes("en")) == (0, 0, None)


def test_the_next_draft_is_worded_so_and_after_a_reset_as_ours(db):
    text = "We would be grateful for {total} by return."
    own_everywhere(ASK, text)
    case = CaseFactory.create(debtor__language="en")
    ContactFactory.create(customer=case.debtor, language="en")
    InvoiceFactory.create(customer=case.debtor, due_on=days_ago(10))
    message = MessageFactory.create(case=case)
    draft_due_messages(as_of=AS_OF)
    message.refresh_from_db()
    assert "We would be grateful for €1,000.00 by return." in message.body_text
    for number in range(4):
        reset_wording(Place("en", ASK, number), by=UserFactory.create(), as_of=AS_OF)
    Message.objects.update(status="due")
    draft_due_messages(as_of=AS_OF)
    message.refresh_from_db()
    assert "grateful for" not in message.body_text


def test_asking_again_costs_one_query_until_something_changes(db, django_assert_num_queries):
    change_wording(FIRM, ("Please pay {total} this week.",), by=UserFactory.create(), as_of=AS_OF)
    with django_assert_num_queries(2):
        own_wording()
    with django_assert_num_queries(1):
        assert own_wording().changes("en-GB") == {("purpose.firm.ask", 0): ("Please pay {total} this week.",)}
    assert own_wording().changes("de") is None


def test_a_true_account_is_tried_as_well(db):
    case = CaseFactory.create(debtor__name="Alder Brewing")
    ContactFactory.create(customer=case.debtor)
    InvoiceFactory.create(customer=case.debtor, due_on=days_ago(25))
    orders = real_orders(case, language="en", path="purpose.firm.ask", as_of=AS_OF)
    letters = list(letters_with(FIRM, ("Please pay {total} this week.",), orders))
    assert [(letter.account, letter.found) for letter in letters] == [("Alder Brewing", ())]
    assert "Please pay €1,000.00 this week." in letters[0].draft.text
