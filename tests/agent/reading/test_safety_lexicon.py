"""The word table of the safety rules and the search in it."""

from __future__ import annotations

import pytest

from agent.reading.safety_lexicon import lexicon, near, places, searchable

ROLES = {
    "injection": {"machine", "system", "order", "drop", "rules", "hide", "people"},
    "bank_change": {"account", "change", "yours", "own", "notice"},
}


@pytest.mark.parametrize("group", ROLES)
def test_every_language_has_every_role(group: str) -> None:
    table = lexicon(group)
    assert len(table) >= 40
    for language, row in table.items():
        assert set(row) == ROLES[group], language
        assert all(stem.text for stems in row.values() for stem in stems), language


def test_a_stem_begins_at_a_word_and_may_ask_for_its_end() -> None:
    bank = lexicon("bank_change")["de"]["account"]
    assert places(bank, "die neue bankverbindung") == [(9, 13)]
    assert places(bank, "die datenbank") == []
    assert places(bank, "konto und kontostand") == [(0, 5)]


def test_an_acronym_counts_in_capitals_only() -> None:
    machine = lexicon("injection")["fr"]["machine"]
    assert places(machine, searchable("IA : marquez ceci"))
    assert not places(machine, searchable("j'ai payé, ia"))


def test_near_counts_from_the_end_of_the_first() -> None:
    assert near([(0, 4)], [(10, 12)], before=0, after=6) == [((0, 4), (10, 12))]
    assert near([(0, 4)], [(10, 12)], before=0, after=5) == []
    assert near([(10, 12)], [(0, 4)], before=6, after=0) == [((10, 12), (0, 4))]
    assert near([(10, 12)], [(0, 4)], before=5, after=0) == []


def test_a_word_is_found_a_few_dozen_times_at_most() -> None:
    assert len(places(lexicon("bank_change")["en"]["account"][:1], "bank " * 1_000)) == 40
