"""Every language says everything, with the same fields, in at least three ways where it repeats."""

import pytest

from agent.drafting import PURPOSES, translation
from agent.drafting.catalogue import Catalogue, Variant, catalogue_for, fields_of, languages

TRANSLATED = [language for language in languages() if language != "en"]
RUSSIAN = "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);"


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_is_complete_with_its_fields_and_plural_forms(language):
    assert translation.problems(language) == []


def test_the_languages_of_the_office_are_there():
    assert {"de", "en", "es", "fr"} <= set(languages())


@pytest.mark.parametrize("language", languages())
def test_repeated_messages_can_read_differently(language):
    wordings = catalogue_for(language).wordings

    for path, variants in wordings.items():
        if path.startswith(("purpose.", "closing.")):
            assert len({variant.forms for variant in variants}) >= 3, path
        elif path.startswith(("lead.", "thread.")):
            assert len({variant.forms for variant in variants}) >= 2, path


@pytest.mark.parametrize("purpose", PURPOSES)
def test_english_has_subject_opening_and_ask_for_every_purpose(purpose):
    paths = catalogue_for("en").wordings.keys()

    for part in ("subject", "opening", "ask"):
        assert any(path.startswith(f"purpose.{purpose}.{part}") for path in paths), part


def test_the_plural_form_follows_the_count():
    english = catalogue_for("en")

    assert english.say("apart.not_due_more", count=1) == "1 more invoice is not due yet."
    assert english.say("apart.not_due_more", count=2) == "2 more invoices are not due yet."


def test_a_form_for_one_that_states_no_number_is_not_used_for_twenty_one():
    from gettext import c2py

    variant = Variant(("счёт ниже", "счета ниже", "счета ниже"), frozenset())
    counted = Variant(("{count} счёт", "{count} счёта", "{count} счетов"), frozenset({"count"}))
    russian = Catalogue("ru", {"a": (variant,), "b": (counted,)}, c2py(RUSSIAN.split("plural=")[1].rstrip(";")))

    assert [russian.say("a", count=count) for count in (1, 2, 21)] == ["счёт ниже", "счета ниже", "счета ниже"]
    assert [russian.say("b", count=count) for count in (1, 2, 21)] == ["1 счёт", "2 счёта", "21 счёт"]


def test_consecutive_turns_take_the_variants_in_turn():
    english = catalogue_for("en")
    said = [english.say("closing.soft", seed="case-7", turn=turn) for turn in range(6)]

    assert len(set(said[:3])) == 3 and said[:3] == said[3:]


def test_a_variant_whose_fields_are_not_given_is_not_picked():
    english = catalogue_for("en")
    subjects = {english.say("purpose.how_to_pay_answer.subject", seed="1", turn=turn) for turn in range(3)}

    assert subjects == {"Your question about payment"}


def test_values_are_never_read_as_wording():
    assert catalogue_for("en").say("greeting.unnamed") and catalogue_for("en-GB").language == "en"
    assert catalogue_for("en").say("table.account", customer="{total}") == "Account: {total}"


def test_own_wording_lies_over_ours_and_changes_nothing_else():
    changes = {
        ("table.total", 0): "Please pay",
        ("also.open", 0): ("This one too:", "These too:"),
        ("closing.soft", 9): "Many thanks, and a good week.",
        ("gone.in.this.version", 0): "Hello",
    }
    changed, ours = catalogue_for("en", changed=changes), catalogue_for("en")

    assert changed.say("table.total") == "Please pay"
    assert [changed.say("also.open", count=count) for count in (1, 2)] == ["This one too:", "These too:"]
    assert changed.wordings["closing.soft"][-1].forms == ("Many thanks, and a good week.",)
    assert ours.say("table.total") == "Amount requested" and len(ours.wordings["closing.soft"]) == 3
    assert changed.wordings.keys() == ours.wordings.keys()


@pytest.mark.parametrize(
    ("source", "written", "problem"),
    [
        (["Pay {total}"], ["Bitte zahlen"], "“Bitte zahlen” lacks {total}."),
        (["Pay {total}"], ["Zahlen Sie {total} an {name}"], "has {name}, which is not filled in here"),
        (["Pay"], ["  "], "not translated in every form"),
        (["Pay {total}"], ["Zahlen Sie {total} {total.real}"], "a brace that belongs to no field"),
        (["{count} item", "{count} items"], ["ein Posten", "Posten"], ""),
        (["{count} item", "{count} items"], ["{count} Posten", "Posten"], "lacks {count}"),
    ],
)
def test_a_wording_is_checked_against_its_source(source, written, problem):
    found = translation.wording_problems(source, written, lambda count: int(count != 1))

    assert (problem in " ".join(found)) if problem else found == []


def test_a_plural_rule_that_is_not_that_of_cldr_is_found():
    assert translation.plural_rule_problems("pl", lambda count: int(count != 1), 2) == [
        "Plural-Forms of pl differs from CLDR."
    ]


def test_fields_are_words_in_braces():
    assert fields_of("{a} {b_c} {d.e} {} {{f}}") == {"a", "b_c", "f"}
