from __future__ import annotations

from django.urls import reverse

from dunning.models import Wording
from tests import factories as make
from tests.dunning.admin.conftest import clerk, said
from tests.factories import AS_OF, days_ago

LIST = "admin:dunning_wording_changelist"
OWN = "Please transfer {total} this week and tell us the day."


def sentence(path: str = "purpose.firm.ask", variant: int = 0, language: str = "en") -> str:
    return reverse("admin:dunning_wording_sentence", args=[language, path, variant])


def test_our_sentences_stand_beside_the_installations(office):
    Wording.objects.create(language="en", path="purpose.firm.ask", variant=1, forms=[OWN], changed_at=AS_OF)
    answer = office.get(reverse(LIST), {"language": "en", "group": "firm"})
    shown = [(row.part, row.place.variant, row.own.forms if row.own else None) for row in answer.context["sentences"]]
    assert ("ask", 0, None) in shown and ("ask", 1, [OWN]) in shown
    assert len([row for row in shown if row[0] == "opening"]) == 4
    assert ("firm", "Firm", 1) in answer.context["groups"]


def test_a_sentence_is_kept_from_its_page(office):
    answer = office.post(sentence(), {"form-0": f" {OWN} ", "save": ""})
    assert answer.status_code == 302
    assert said(answer) == ["Letters are worded so from the next drafts on."]
    assert Wording.objects.get().forms == [OWN]
    body = office.get(sentence()).content.decode()
    assert "Back to ours" in body and "changed to" in body


def test_what_the_guard_blocks_is_shown_with_its_sentence_and_not_kept(office):
    text = "Pay {total} now, or our lawyers will take you to court."
    answer = office.post(sentence(), {"form-0": text, "save": ""})
    body = answer.content.decode()
    assert "Not kept" in body and "now, or our lawyers will take you to court." in body and text in body
    assert not Wording.objects.exists()


def test_letters_are_looked_at_without_keeping_anything_the_true_account_first(office):
    case = make.CaseFactory.create(debtor__name="Alder Brewing")
    make.ContactFactory.create(customer=case.debtor)
    make.InvoiceFactory.create(customer=case.debtor, due_on=days_ago(25))
    answer = office.post(sentence(), {"form-0": OWN, "look": "", "case": case.pk})
    letters = answer.context["letters"]
    assert letters[0]["account"] == "Alder Brewing"
    assert "Please transfer €1,000.00 this week and tell us the day." in letters[0]["draft"].text
    assert len(letters) == 6
    body = answer.content.decode()
    assert body.count('<iframe sandbox=""') == 6 and "default-src &#x27;none&#x27;" in body
    assert not Wording.objects.exists()


def test_a_sentence_goes_back_to_ours(office):
    Wording.objects.create(language="en", path="purpose.firm.ask", variant=0, forms=[OWN], changed_at=AS_OF)
    assert said(office.post(sentence(), {"reset": ""})) == ["Our own sentence stands again."]
    assert not Wording.objects.exists()


def test_plural_forms_are_edited_each(office):
    path = "also.open"
    rows = office.get(sentence(path, language="pl")).context["rows"]
    assert len(rows) == 3
    assert [english for _, _, english in rows] == [
        "The following invoice is open as well:",
        "The following invoices are open as well:",
        "The following invoices are open as well:",
    ]


def test_a_sentence_that_is_not_there_is_not_found(office):
    for url in (sentence("purpose.poem.ask"), sentence(variant=99), sentence(language="xx")):
        assert office.get(url).status_code == 404


def test_who_may_only_look_changes_nothing(db):
    client = clerk("dunning.view_wording")
    assert client.get(sentence()).status_code == 200
    assert client.post(sentence(), {"form-0": OWN, "save": ""}).status_code == 403
    assert clerk("dunning.view_case").get(reverse(LIST)).status_code == 403
