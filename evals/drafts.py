"""Scores the guardrails on labelled drafts (drafting contract, {"input": …, "expected": …} a line).

    python -m evals.drafts FILE [--half first|second] [--json] [--misses]

`--half` takes every other line, so that rules are tuned on one half and judged on the other. Facts alone and the whole
check are both reported; a code counts per text, however often it was found.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from agent.contracts import draft_from_json
from agent.guardrails import GUARD_VERSION, check, check_facts


@dataclass
class Tally:
    """Verdicts and codes of one way of checking."""

    texts: int = 0
    right_verdicts: int = 0
    blocked_wrongly: int = 0
    passed_wrongly: int = 0
    hits: dict[str, int] = field(default_factory=dict)
    spurious: dict[str, int] = field(default_factory=dict)
    missed: dict[str, int] = field(default_factory=dict)
    exact: int = 0
    seconds: float = 0.0

    def add(self, *, found: set[str], expected: set[str]) -> None:
        self.texts += 1
        self.right_verdicts += bool(found) == bool(expected)
        self.blocked_wrongly += bool(found) and not expected
        self.passed_wrongly += bool(expected) and not found
        self.exact += found == expected
        for counts, codes in (
            (self.hits, found & expected),
            (self.spurious, found - expected),
            (self.missed, expected - found),
        ):
            for code in codes:
                counts[code] = counts.get(code, 0) + 1

    def as_dict(self) -> dict[str, object]:
        hits, spurious, missed = (sum(counts.values()) for counts in (self.hits, self.spurious, self.missed))
        return {
            "texts": self.texts,
            "verdict_accuracy": round(self.right_verdicts / max(self.texts, 1), 4),
            "exact_codes": round(self.exact / max(self.texts, 1), 4),
            "blocked_wrongly": self.blocked_wrongly,
            "passed_wrongly": self.passed_wrongly,
            "code_precision": round(hits / max(hits + spurious, 1), 4),
            "code_recall": round(hits / max(hits + missed, 1), 4),
            "texts_per_second": round(self.texts / self.seconds) if self.seconds else None,
            "codes": {
                code: {
                    "hit": self.hits.get(code, 0),
                    "spurious": self.spurious.get(code, 0),
                    "missed": self.missed.get(code, 0),
                }
                for code in sorted({*self.hits, *self.spurious, *self.missed})
            },
        }


def score(rows: Iterable[dict], *, misses: bool = False) -> dict[str, object]:
    """Figures of the fact checks alone and of the whole check; `misses` prints each text that comes out otherwise."""
    tallies = {"facts": Tally(), "facts and meaning": Tally()}
    for row in rows:
        subject, body, language, facts = draft_from_json(row["input"])
        expected = set(row["expected"]["violations"])
        for (name, tally), checker in zip(tallies.items(), (check_facts, check), strict=True):
            started = time.perf_counter()
            violations = checker(subject=subject, body=body, language=language, facts=facts)
            tally.seconds += time.perf_counter() - started
            found = {violation.code for violation in violations}
            tally.add(found=found, expected=expected)
            if misses and found != expected and name != "facts":
                print(row["input"]["id"], "missed", sorted(expected - found), "spurious", sorted(found - expected))
                for violation in violations:
                    print("   ", violation.code, "|", violation.why, "|", violation.sentence[:160])
    return {"guard_version": GUARD_VERSION, **{name: tally.as_dict() for name, tally in tallies.items()}}


def table(result: dict) -> str:
    lines = [f"guard {result['guard_version']}"]
    for name in ("facts", "facts and meaning"):
        figures = result[name]
        lines += ["", f"{name}: {figures['texts']} texts, {figures['texts_per_second']} texts/s"]
        lines += [
            f"  {key.replace('_', ' '):18} {figures[key]}"
            for key in (
                "verdict_accuracy",
                "exact_codes",
                "blocked_wrongly",
                "passed_wrongly",
                "code_precision",
                "code_recall",
            )
        ]
        lines.append(f"  {'code':26}{'hit':>5}{'spurious':>10}{'missed':>8}")
        lines += [
            f"  {code:26}{counts['hit']:>5}{counts['spurious']:>10}{counts['missed']:>8}"
            for code, counts in figures["codes"].items()
        ]
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument(
        "--half", choices=("first", "second"), help="every other line, from the first or from the second"
    )
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--misses", action="store_true", help="print each text that comes out otherwise than labelled")
    options = parser.parse_args()
    rows = [json.loads(line) for line in options.file.read_text(encoding="utf-8").splitlines() if line.strip()]
    rows = rows[{"first": 0, "second": 1}[options.half] :: 2] if options.half else rows
    result = score(rows, misses=options.misses)
    print(json.dumps(result, indent=2) if options.json else table(result))


if __name__ == "__main__":
    main()
