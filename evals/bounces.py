"""Scores what bounces say about an address: bad for good (hard) or not (soft), recipient by recipient.

    python -m evals.bounces FOLDER [--part N/2] [--json] [--misses]

FOLDER holds mails as .eml files and expected.csv (file, recipient_index, status, reply_code, reason, hard_bounce).
`--part 1/2` scores the files whose name has an even SHA-256, `--part 2/2` the others.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

# No bounces at all: right is whatever strikes no address.
NOT_BOUNCES = frozenset({"vacation", "delivered"})
_COUNTS = ("recipients", "right", "hard_missed", "soft_called_hard", "without_recipient", "files", "not_told_apart")
_NOW = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Label:
    file: str
    index: int
    reason: str
    hard: bool


@dataclass
class Scores:
    """Counts of labelled recipients; `misses` as dicts for reading."""

    counts: Counter[str] = field(default_factory=Counter)
    wrong_by_reason: Counter[str] = field(default_factory=Counter)
    misses: list[dict[str, Any]] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        total = max(self.counts["recipients"], 1)
        return {
            **{name: self.counts[name] for name in _COUNTS},
            "right_share": round(self.counts["right"] / total, 4),
            "wrong_by_reason": dict(self.wrong_by_reason.most_common()),
        }


def labels_of(folder: Path, *, part: str = "") -> list[Label]:
    """The labels of the files that lie in the folder, in the table's order."""
    with (folder / "expected.csv").open(newline="", encoding="utf-8") as table:
        rows = list(csv.DictReader(table))
    named = [
        Label(Path(row["file"]).name, int(row["recipient_index"]), row["reason"], row["hard_bounce"] == "true")
        for row in rows
    ]
    return [label for label in named if (folder / label.file).exists() and _in_part(label.file, part)]


def score(folder: Path, *, part: str = "") -> Scores:
    """Every labelled recipient is right if found and judged as labelled; one that is not found is wrong."""
    scores = Scores()
    by_file: dict[str, list[Label]] = {}
    for label in labels_of(folder, part=part):
        by_file.setdefault(label.file, []).append(label)
    for name, labels in sorted(by_file.items()):
        _score_file((folder / name).read_bytes(), labels, scores)
    return scores


def _score_file(raw: bytes, labels: Sequence[Label], scores: Scores) -> None:
    from dunning.mail.automatic import BOUNCE, COMPLAINT, automatic_kind
    from dunning.mail.bounce_kinds import BAD_ADDRESS
    from dunning.mail.bounces import bounces_of
    from dunning.mail.incoming import parse_mail

    found = bounces_of(raw)
    scores.counts["files"] += 1
    told_apart = automatic_kind(parse_mail(raw, arrived_at=_NOW)) in (BOUNCE, COMPLAINT)
    if not told_apart and labels[0].reason not in NOT_BOUNCES:
        scores.counts["not_told_apart"] += 1
        scores.misses.append({"file": labels[0].file, "outcome": "not_told_apart"})
    for label in sorted(labels, key=lambda one: one.index):
        bounce = found[label.index - 1] if label.index <= len(found) else None
        outcome = _outcome(label, None if bounce is None else bounce.kind == BAD_ADDRESS)
        scores.counts["recipients"] += 1
        scores.counts[outcome] += 1
        if outcome != "right":
            scores.wrong_by_reason[label.reason] += 1
            said = {} if bounce is None else {"kind": bounce.kind, "status": bounce.status, "detail": bounce.detail}
            scores.misses.append({"file": label.file, "outcome": outcome, "reason": label.reason, **said})


def _outcome(label: Label, hard: bool | None) -> str:
    if hard is None:
        return "right" if label.reason in NOT_BOUNCES else "without_recipient"
    if hard == label.hard:
        return "right"
    return "hard_missed" if label.hard else "soft_called_hard"


def _in_part(name: str, part: str) -> bool:
    odd = sha256(name.encode()).digest()[-1] % 2
    return not part or odd == int(part.partition("/")[0]) - 1


def as_table(scores: Scores) -> str:
    figures = scores.as_dict()
    lines = [f"{name:<20} {value}" for name, value in figures.items() if not isinstance(value, dict)]
    wrong = [f"  {reason or 'none':<18} {count}" for reason, count in figures["wrong_by_reason"].items()]
    return "\n".join([*lines, "wrong by reason", *wrong])


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m evals.bounces", description="Score the reading of bounces.")
    parser.add_argument("folder", type=Path, help="labelled mails with expected.csv")
    parser.add_argument("--part", default="", choices=("", "1/2", "2/2"), help="one half of the files, by name")
    parser.add_argument("--json", action="store_true", help="figures as JSON")
    parser.add_argument("--misses", action="store_true", help="also list what was wrong")
    options = parser.parse_args(arguments)
    _start_django()
    scores = score(options.folder, part=options.part)
    print(json.dumps(scores.as_dict(), indent=1) if options.json else as_table(scores))
    if options.misses:
        for miss in scores.misses:
            print(json.dumps(miss, ensure_ascii=False), file=sys.stderr)
    return 0


def _start_django() -> None:
    import os

    import django
    from django.apps import apps

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    if not apps.ready:
        django.setup()


if __name__ == "__main__":
    raise SystemExit(main())
