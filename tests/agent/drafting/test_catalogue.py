"""Every language says everything, with the same fields, in at least three ways where it repeats."""

import re

import pytest

from agent.drafting import PURPOSES
from agent.drafting.catalogue import catalogue_for, languages

FIELD = re.compile(r"{(\w+)}")
# A plural form may count or name; these may stand in one form and not in another.
OPTIONAL = {"count", "numbers", "invoices"}


def fields(choices):
    texts = [text for choice in choices for text in (choice.values() if isinstance(choice, dict) else [choice])]
    return {field for text in texts for field in FIELD.findall(text)} - OPTIONAL


@pytest.mark.parametrize("language", languages())
def test_every_language_has_what_english_has(language):
    english, other = catalogue_for("en").wordings, catalogue_for(language).wordings

    assert set(other) == set(english)
    assert {path: fields(other[path]) for path in other} == {path: fields(english[path]) for path in english}


@pytest.mark.parametrize("language", languages())
def test_repeated_messages_can_read_differently(language):
    wordings = catalogue_for(language).wordings

    for purpose in PURPOSES:
        for part in ("subject", "opening", "ask"):
            assert len(set(map(str, wordings[f"purpose.{purpose}.{part}"]))) >= 3, (purpose, part)
    assert all(len(wordings[f"closing.{kind}"]) >= 3 for kind in ("soft", "firm", "answer", "thanks"))


def test_the_plural_form_follows_the_count():
    english = catalogue_for("en")

    assert english.say("apart.not_due_more", count=1) == "1 more invoice is not due yet."
    assert english.say("apart.not_due_more", count=2) == "2 more invoices are not due yet."


def test_values_are_never_read_as_wording():
    assert catalogue_for("en").say("greeting.unnamed") and catalogue_for("en-GB").language == "en"
    assert catalogue_for("en").say("table.account", customer="{total}") == "Account: {total}"
