from __future__ import annotations

import pytest

from manage import main, needs_database


@pytest.mark.parametrize("words", [["migrate"], ["runserver", "8080"], ["run_round", "--dry-run"], ["makemigrations"]])
def test_commands_find_the_database_running(words: list[str]) -> None:
    assert needs_database(words)


@pytest.mark.parametrize("words", [[], ["help"], ["--version"], ["db", "stop"], ["migrate", "--help"], ["check"]])
def test_nothing_is_started_for_a_question_or_by_the_command_that_stops_it(words: list[str]) -> None:
    assert not needs_database(words)


def test_a_file_is_read_without_a_database_unless_a_model_is_asked(monkeypatch) -> None:
    words = ["read_replies", "in.jsonl", "out.jsonl"]
    monkeypatch.delenv("AGENT_MODEL", raising=False)
    assert not needs_database(words)
    monkeypatch.setenv("AGENT_MODEL", "openai:small")
    assert needs_database(words)
    assert not needs_database([*words, "--reader", "embedded"])


@pytest.mark.parametrize("option", ["--with-corrections", "--install", "--undo"])
def test_training_needs_the_database_only_where_it_changes_what_reads(option: str) -> None:
    assert not needs_database(["evaluate_reader", "set.jsonl"])
    assert not needs_database(["train_reader", "--output", "heads"])
    assert needs_database(["train_reader", option])


def test_ctrl_c_ends_any_command_without_a_traceback(monkeypatch, capsys) -> None:
    def interrupted(_: list[str]) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("django.core.management.execute_from_command_line", interrupted)
    monkeypatch.setattr("sys.argv", ["manage.py", "check"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 130
    assert capsys.readouterr().err == "\nStopped.\n"
