"""Scores the guardrails on labelled drafts (drafting contract, {"input": …, "expected": …} a line).

    python -m evals.drafts FILE-OR-FOLDER … [--part N/M] [--json] [--misses] [--jobs N]

Of a folder every *.jsonl is read. `--part` takes every M-th line from the N-th on, so that rules are tuned on some
and judged on others. At the head stand the figures that the guard is held to; those of each language and code follow.
A labelled line may hold its input in "input" or be the input itself, with "expected" beside.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from agent.contracts import draft_from_json
from agent.guardrails import GUARD_VERSION, check, check_facts

# What must be caught nearly always: it costs the customer money or us the case.
GRAVE = ("wrong_fact", "payment_diversion", "placeholder", "disputed_invoice_chased")


@dataclass(frozen=True)
class Outcome:
    """One labelled text and what the guard found in it."""

    id: str
    language: str
    expected: frozenset[str]
    found: frozenset[str]
    seconds: float
    words: tuple[str, ...] = ()


@dataclass
class Tally:
    """Verdicts and codes over some texts."""

    outcomes: list[Outcome] = field(default_factory=list)

    def as_dict(self) -> dict[str, object]:
        blocked = [one for one in self.outcomes if one.expected]
        passed = [one for one in self.outcomes if not one.expected]
        grave = [one for one in blocked if one.expected & set(GRAVE)]
        return {
            "texts": len(self.outcomes),
            "blocked_caught": _share(sum(bool(one.found) for one in blocked), len(blocked)),
            "grave_caught": _share(sum(bool(one.found) for one in grave), len(grave)),
            "passed_blocked": _share(sum(bool(one.found) for one in passed), len(passed)),
            "right_code": _share(sum(bool(one.found & one.expected) for one in blocked), len(blocked)),
            "exact_codes": _share(sum(one.found == one.expected for one in self.outcomes), len(self.outcomes)),
        }

    def codes(self) -> dict[str, dict[str, int]]:
        """Per code: texts that have it, those caught for anything, those named rightly, and those named wrongly."""
        names = sorted({code for one in self.outcomes for code in one.expected | one.found})
        return {
            code: {
                "texts": sum(code in one.expected for one in self.outcomes),
                "caught": sum(code in one.expected and bool(one.found) for one in self.outcomes),
                "named": sum(code in one.expected & one.found for one in self.outcomes),
                "spurious": sum(code in one.found - one.expected for one in self.outcomes),
            }
            for code in names
        }


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None


def rows_of(paths: Iterable[Path]) -> list[dict]:
    """The labelled lines of files and folders, in order of the file names."""
    files = [file for path in paths for file in (sorted(path.glob("*.jsonl")) if path.is_dir() else [path])]
    return [json.loads(line) for file in files for line in file.read_text("utf-8").splitlines() if line.strip()]


def outcome(row: dict, *, facts_only: bool = False) -> Outcome:
    given = row.get("input", row)
    checker = check_facts if facts_only else check
    started = time.perf_counter()
    subject, body, language, facts = draft_from_json(given)
    violations = checker(subject=subject, body=body, language=language, facts=facts)
    seconds = time.perf_counter() - started
    words = tuple(f"{one.code} | {one.why} | {one.sentence[:160]}" for one in violations)
    found, expected = frozenset(one.code for one in violations), frozenset(row["expected"]["violations"])
    return Outcome(str(given["id"]), language, expected, found, seconds, words)


def score(rows: Sequence[dict], *, misses: bool = False, jobs: int = 1) -> dict[str, object]:
    """Figures of the fact checks alone and of the whole check; `misses` prints each text that comes out otherwise."""
    facts_alone = Tally([outcome(row, facts_only=True) for row in rows])
    started = time.perf_counter()
    if jobs > 1:
        with ProcessPoolExecutor(jobs) as pool:
            tally = Tally(list(pool.map(partial(outcome), rows, chunksize=16)))
    else:
        tally = Tally([outcome(row) for row in rows])
    seconds = time.perf_counter() - started
    if misses:
        print_misses(tally)
    languages = sorted({one.language for one in tally.outcomes})
    return {
        "guard_version": GUARD_VERSION,
        **tally.as_dict(),
        "checks_per_second": round(len(rows) / seconds) if seconds else None,
        "codes": tally.codes(),
        "languages": {
            name: Tally([one for one in tally.outcomes if one.language == name]).as_dict() for name in languages
        },
        "facts_alone": facts_alone.as_dict(),
    }


def print_misses(tally: Tally) -> None:
    for one in tally.outcomes:
        if one.found != one.expected:
            kind = "WRONGLY BLOCKED" if not one.expected else "" if one.found else "NOT CAUGHT"
            print(
                one.id, "missed", sorted(one.expected - one.found), "spurious", sorted(one.found - one.expected), kind
            )
            for words in one.words:
                print("   ", words)


def table(result: dict) -> str:
    lines = [
        f"guard {result['guard_version']}: {result['texts']} texts, {result['checks_per_second']} checks/s",
        f"  blocked mails caught                       {result['blocked_caught']}   (at least 0.95)",
        "  of wrong fact, diversion, placeholder,",
        f"  disputed invoice chased                    {result['grave_caught']}   (at least 0.98)",
        f"  passed mails blocked                       {result['passed_blocked']}   (at most 0.03)",
        f"  right code                                 {result['right_code']}   (at least 0.85)",
        f"  exactly the labelled codes                 {result['exact_codes']}",
        f"  by the fact checks alone: caught {result['facts_alone']['blocked_caught']},"
        f" passed blocked {result['facts_alone']['passed_blocked']}",
        f"  {'code':26}{'texts':>7}{'caught':>8}{'named':>7}{'spurious':>10}",
    ]
    lines += [
        f"  {code:26}{n['texts']:>7}{n['caught']:>8}{n['named']:>7}{n['spurious']:>10}"
        for code, n in result["codes"].items()
    ]
    lines.append(f"  {'language':26}{'texts':>7}{'caught':>8}{'code':>7}{'passed blocked':>16}")
    lines += [
        f"  {name:26}{n['texts']:>7}{n['blocked_caught'] or '-':>8}{n['right_code'] or '-':>7}{n['passed_blocked'] if n['passed_blocked'] is not None else '-':>16}"  # noqa: E501
        for name, n in result["languages"].items()
    ]
    return "\n".join(lines)


def part_of(text: str) -> slice:
    """ "2/4": every fourth from the second on."""
    number, _, of = text.partition("/")
    if not (number.isdecimal() and of.isdecimal() and 0 < int(number) <= int(of)):
        raise argparse.ArgumentTypeError("A part is N/M, such as 1/2.")
    return slice(int(number) - 1, None, int(of))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", type=Path, nargs="+", metavar="FILE-OR-FOLDER")
    parser.add_argument("--part", type=part_of, default=slice(None), help="N/M: every M-th line from the N-th on")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--misses", action="store_true", help="print each text that comes out otherwise than labelled")
    parser.add_argument("--jobs", type=int, default=1, help="processes that check at once")
    options = parser.parse_args()
    rows = rows_of(options.paths)[options.part]
    result = score(rows, misses=options.misses, jobs=options.jobs)
    print(json.dumps(result, indent=2) if options.json else table(result))


if __name__ == "__main__":
    main()
