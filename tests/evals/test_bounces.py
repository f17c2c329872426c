"""The scorer of bounces: counted by hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from evals.bounces import labels_of, main, score

HARD = b"From: MAILER-DAEMON@mx.example\nSubject: failure\n\n<ann@kern.example>:\nsaid: 550 5.1.1 user unknown\n"
FULL = b"From: MAILER-DAEMON@mx.example\nSubject: failure\n\n<ben@kern.example>:\nsaid: 552 5.2.2 mailbox full\n"
AWAY = b"From: ann@kern.example\nSubject: Out of office\n\nBack on Monday.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, raw in (
        ("hard.eml", HARD),
        ("full.eml", FULL),
        ("away.eml", AWAY),
        ("nobody.eml", b"Subject: failure notice\n\nSorry."),
    ):
        (tmp_path / name).write_bytes(raw)
    rows = [
        "file,recipient_index,status,reply_code,reason,hard_bounce",
        "bsd/hard.eml,1,5.1.1,550,userunknown,true",
        "bsd/full.eml,1,5.2.2,552,mailboxfull,true",
        "bsd/away.eml,1,,,vacation,false",
        "bsd/nobody.eml,1,,,userunknown,true",
        "bsd/missing.eml,1,,,userunknown,true",
    ]
    (tmp_path / "expected.csv").write_text("\n".join(rows) + "\n")
    return tmp_path


def test_each_labelled_recipient_is_right_wrong_or_not_found(folder: Path):
    figures = score(folder).as_dict()
    assert figures == {
        "recipients": 4,
        "right": 2,
        "hard_missed": 1,
        "soft_called_hard": 0,
        "without_recipient": 1,
        "files": 4,
        "not_told_apart": 0,
        "right_share": 0.5,
        "wrong_by_reason": {"mailboxfull": 1, "userunknown": 1},
    }


def test_the_two_parts_share_the_files_between_them(folder: Path):
    halves = [{label.file for label in labels_of(folder, part=part)} for part in ("1/2", "2/2")]
    assert halves[0] | halves[1] == {"hard.eml", "full.eml", "away.eml", "nobody.eml"}
    assert not halves[0] & halves[1]


def test_the_figures_are_printed_as_json(folder: Path, capsys: pytest.CaptureFixture[str]):
    assert main([str(folder), "--json", "--misses"]) == 0
    out = capsys.readouterr()
    assert json.loads(out.out)["right_share"] == 0.5
    assert [json.loads(line)["file"] for line in out.err.splitlines()] == ["full.eml", "nobody.eml"]
