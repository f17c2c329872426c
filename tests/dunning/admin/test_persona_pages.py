from __future__ import annotations

from decimal import Decimal

import pytest
from django.urls import reverse

from agent.drafting import compose
from agent.facts import DraftOrder
from customers.history import PaymentHabit
from dunning.account_facts import account_facts
from dunning.models import Persona
from dunning.own_wording import own_wording
from dunning.relation import relation_of
from dunning.wording_check import check_persona
from tests import factories as make
from tests.dunning.admin.conftest import page
from tests.factories import AS_OF, days_ago

FORM = {
    "name": "Collections", "sender_name": "Clara Weiss", "sender_title": "Head of Receivables",
    "sender_email": "ar@creditor.example", "tone": "", "sign_offs": "de: Beste Grüße aus Hamburg\nen: With best wishes",
}  # fmt: skip


def test_a_persona_is_kept_with_title_and_sign_offs_and_shows_its_letters(office):
    assert office.post(reverse("admin:dunning_persona_add"), FORM).status_code == 302
    persona = Persona.objects.get()
    assert persona.sender_title == "Head of Receivables"
    assert persona.sign_offs == {"de": "Beste Grüße aus Hamburg", "en": "With best wishes"}
    answer = office.get(page(persona))
    assert [letter["language"] for letter in answer.context["letters"]] == ["de", "de", "en", "en"]
    german = answer.context["letters"][0]["draft"].text
    assert "Beste Grüße aus Hamburg\nClara Weiss\nHead of Receivables\nLarkfield Instruments GmbH" in german


def test_a_language_that_letters_are_not_written_in_is_refused(office):
    answer = office.post(reverse("admin:dunning_persona_add"), FORM | {"sign_offs": "tlh: Qapla"})
    assert "is not a language that letters are written in" in answer.content.decode()
    assert not Persona.objects.exists()


@pytest.mark.parametrize(
    "changed",
    [
        {"sign_offs": "en: Pay now or our lawyers will take you to court."},
        {"sign_offs": "en: Yours, {name}"},
    ],
)
def test_what_the_guard_blocks_in_a_letter_is_not_kept(office, changed):
    answer = office.post(reverse("admin:dunning_persona_add"), FORM | changed)
    assert answer.status_code == 200
    assert answer.context["adminform"].form.non_field_errors()
    assert not Persona.objects.exists()


def test_plain_titles_are_let_through():
    for title in ("", "Head of Receivables", "Accounts Receivable"):
        assert check_persona(name="Clara Weiss", title=title, sign_offs={"fr": "Bien à vous"}) == []


def test_a_letter_of_the_case_is_signed_by_its_persona(db):
    persona = make.PersonaFactory.create(sender_title="Head of Receivables", sign_offs={"en": "With best wishes"})
    case = make.CaseFactory.create(policy=make.PolicyFactory.create(persona=persona))
    make.InvoiceFactory.create(customer=case.debtor, due_on=days_ago(10), amount=Decimal(1000))
    facts = account_facts(case, as_of=AS_OF)
    changed = own_wording().changes("en", persona)
    draft = compose(DraftOrder("firm", facts, "en", seed="1", changed=changed))
    assert f"With best wishes\nClara Weiss\nHead of Receivables\n{case.creditor.name}" in draft.text


def test_a_reserved_persona_knows_nothing_of_the_relation(db):
    persona = make.PersonaFactory.create(tone="reserved")
    case = make.CaseFactory.create(policy=make.PolicyFactory.create(persona=persona))
    habit = PaymentHabit(settled=9, median_days=1, spread_days=1)
    found = relation_of(case, habit=habit, promises=[], as_of=AS_OF)
    assert (found.settled, found.typical_days_late) == (0, None)
