from __future__ import annotations

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import environment


def test_an_empty_variable_counts_as_unset(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DUNWELL_SAMPLE", "  ")
    assert environment.text("DUNWELL_SAMPLE", "usual") == "usual"
    assert environment.flag("DUNWELL_SAMPLE", default=True) is True
    assert environment.number("DUNWELL_SAMPLE", default=7) == 7


@pytest.mark.parametrize(
    ("word", "meaning"), [("yes", True), ("TRUE", True), ("1", True), ("off", False), ("No", False)]
)
def test_a_flag_understands_what_people_write(monkeypatch: pytest.MonkeyPatch, word: str, meaning: bool) -> None:
    monkeypatch.setenv("DUNWELL_SAMPLE", word)
    assert environment.flag("DUNWELL_SAMPLE") is meaning


def test_a_flag_that_is_neither_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEBUG", "maybe")
    with pytest.raises(ImproperlyConfigured, match="DEBUG is 'maybe'; write yes or no."):
        environment.flag("DEBUG")


def test_a_number_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EMAIL_PORT", "smtp")
    with pytest.raises(ImproperlyConfigured, match="EMAIL_PORT is 'smtp'; write a whole number."):
        environment.number("EMAIL_PORT", default=587)


def test_an_env_file_stands_behind_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(environment.os, "environ", {"SET": "outside"})
    (tmp_path / ".env").write_text("# a note=1\nSET=inside\nexport QUOTED='a = b'\n\nBARE\n", encoding="utf-8")
    environment.load_env_file(tmp_path / ".env")
    assert environment.os.environ == {"SET": "outside", "QUOTED": "a = b"}


def test_a_list_is_split_at_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALLOWED_HOSTS", "one.example, two.example,")
    assert environment.listed("ALLOWED_HOSTS") == ["one.example", "two.example"]
