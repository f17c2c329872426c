"""565 phrases in forty languages, received on Tuesday 6 October 2026, each with the one day that it means or none."""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import date
from pathlib import Path

import pytest

from agent.reading.calendar_rules import Moment
from agent.reading.dates import find_dates

TUESDAY = date(2026, 10, 6)


def _by_language() -> dict[str, list[dict[str, str]]]:
    phrases = defaultdict(list)
    for line in (Path(__file__).parent / "date_phrases.jsonl").read_text("utf-8").splitlines():
        phrase = json.loads(line)
        phrases[phrase["language"]].append(phrase)
    return phrases


PHRASES = _by_language()


@pytest.mark.parametrize("language", sorted(PHRASES))
def test_every_phrase_means_its_day(language: str) -> None:
    wrong = []
    for phrase in PHRASES[language]:
        now = Moment(TUESDAY, past=bool(phrase.get("past")))
        days = [str(f.day) for f in find_dates(phrase["text"], languages=(language, "en"), now=now) if f.day]
        if days != ([phrase["day"]] if phrase["day"] else []):
            wrong.append((phrase["text"], phrase["day"], days))
    assert wrong == []


def test_there_are_forty_languages_with_ten_phrases_each() -> None:
    assert len(PHRASES) == 40
    assert min(len(phrases) for phrases in PHRASES.values()) >= 10
