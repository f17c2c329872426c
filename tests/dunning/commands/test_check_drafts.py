"""Drafts in, verdicts out, line by line."""

import json

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

FACTS = {
    "customer": "Harrow Timber Ltd",
    "country": "GB",
    "currency": "GBP",
    "contact": "Louise Pickering",
    "invoices": [
        {
            "number": "HT-204",
            "issued": "2026-09-21",
            "due": "2026-10-12",
            "balance": 3480.75,
            "currency": "GBP",
            "days_overdue": 35,
        }
    ],
    "total_overdue": 3480.75,
    "promises": [],
    "disputes": [],
    "allowed": {
        "discount_percent": None,
        "payment_link": None,
        "bank_details": None,
        "late_fee": None,
        "credit_hold": False,
    },
    "sender": {"name": "Owen Birch", "company": "Calder Ltd"},
    "today": "2026-11-16",
}


def draft(name, amount):
    body = f"Dear Louise,\n\nHT-204 for £{amount} was due on 12 October 2026.\n\nOwen Birch\n"
    return json.dumps({"id": name, "language": "en", "subject": "HT-204", "body": body, "facts": FACTS})


def checked(tmp_path, *lines, **options):
    given, answer = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    given.write_text("\n".join(lines) + "\n", encoding="utf-8")
    call_command("check_drafts", given, answer, **options)
    return [json.loads(line) for line in answer.read_text("utf-8").splitlines()]


def test_each_draft_gets_its_verdict_in_order(tmp_path, capsys):
    assert checked(tmp_path, draft("a", "3,480.75"), draft("b", "3,408.75")) == [
        {"id": "a", "verdict": "pass", "violations": []},
        {"id": "b", "verdict": "block", "violations": ["wrong_fact"]},
    ]
    assert "2 checked, 1 blocked, 0 skipped" in capsys.readouterr().out


def test_a_broken_line_is_named_and_costs_no_other(tmp_path, capsys):
    answers = checked(tmp_path, "{", draft("b", "3,480.75"), '{"id": "c"}', "[]")
    assert [answer["id"] for answer in answers] == ["b"]
    said = capsys.readouterr()
    assert "Line 1 was skipped: it is no JSON" in said.err
    assert "Line 3 was skipped" in said.err
    assert "Line 4 was skipped: it is no JSON object." in said.err
    assert "1 checked, 0 blocked, 3 skipped" in said.out


def test_a_body_or_subject_that_is_no_text_is_named_and_gets_no_verdict(tmp_path, capsys):
    good = json.loads(draft("a", "3,480.75"))
    lines = [good | {"body": None}, good | {"subject": 7}, good | {"body": ["Dear Louise"]}, good]
    answers = checked(tmp_path, *map(json.dumps, lines))
    assert [answer["verdict"] for answer in answers] == ["pass"]
    said = capsys.readouterr()
    assert "Line 1 was skipped: The key 'body' holds no text." in said.err
    assert "Line 2 was skipped: The key 'subject' holds no text." in said.err
    assert "Line 3 was skipped: The key 'body' holds no text." in said.err
    assert "1 checked, 0 blocked, 3 skipped" in said.out


def test_reasons_name_the_sentence(tmp_path):
    (answer,) = checked(tmp_path, draft("b", "3,408.75"), explain=True)
    assert answer["reasons"] == [
        {
            "code": "wrong_fact",
            "sentence": "HT-204 for £3,408.75 was due on 12 October 2026.",
            "why": "The amount £3,408.75 is not in the facts, nor a sum of theirs.",
        }
    ]


def test_a_missing_file_is_said(tmp_path):
    with pytest.raises(CommandError, match="There is no file"):
        call_command("check_drafts", tmp_path / "none.jsonl", tmp_path / "out.jsonl")
