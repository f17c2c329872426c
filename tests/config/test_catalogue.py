from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import translation

from config.catalogue import files
from config.catalogue.model_words import model_words
from dunning.models import Review


def test_the_german_words_are_sure_and_keep_their_placeholders() -> None:
    wrong = [words for words in files.problems() if words.startswith(("unsure", "other placeholders"))]

    assert wrong == []


def test_the_compiled_catalogue_is_that_of_its_file() -> None:
    assert files.COMPILED.read_bytes() == files.compiled(files.kept())


def test_choices_and_names_of_models_are_translated_without_a_mark() -> None:
    with translation.override("de"):
        assert str(Review.Kind.BLOCKED.label) == "Gesperrter Entwurf"
        assert str(Review._meta.verbose_name_plural) == "Vorgänge"
        assert str(Review._meta.get_field("deadline").verbose_name) == "Frist"
    with translation.override("en"):
        assert str(Review.Kind.BLOCKED.label) == "Blocked draft"
        words = set(model_words())
    assert ("Blocked draft", "dunning.review") in words


def test_a_word_that_is_missing_or_lost_its_placeholder_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    words = files.WORDS.read_text(encoding="utf-8")
    broken = words.replace('msgstr "Weiter"', 'msgstr ""').replace('msgstr "%(amount)s gebucht"', 'msgstr "gebucht"')
    assert broken != words
    changed = tmp_path / "django.po"
    changed.write_text(broken, encoding="utf-8")
    monkeypatch.setattr(files, "WORDS", changed)

    with pytest.raises(CommandError):
        call_command("catalogue", check=True)

    shown = capsys.readouterr().out
    assert "not translated: 'Next'" in shown
    assert "other placeholders: '%(amount)s booked' is 'gebucht'" in shown
    assert "django.mo is older than django.po" in shown


def test_templates_are_gathered_with_their_plurals(settings: Any) -> None:
    found = {message.id for message in files.gather() if message.id}

    assert ("%(count)s step of the setup is left", "%(count)s steps of the setup are left") in found
