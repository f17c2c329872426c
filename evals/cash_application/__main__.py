"""`python -m evals.cash_application generate|score|run …`: payments with their truth, and how well they are matched.

Seeds below 100 are for tuning, seeds from 1000 on for reporting (see seeds.py); the misses of the latter stay unseen.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from evals.cash_application.baseline import match_exactly
from evals.cash_application.files import read_allocations, read_recipe, write_ledger, write_recipe
from evals.cash_application.generating import generate
from evals.cash_application.profiles import PROFILES
from evals.cash_application.scoring import score_folder
from evals.cash_application.seeds import purpose
from evals.cash_application.telling import in_words, misses_in_words


def main() -> int:
    options = _parser().parse_args()
    return {"generate": _generate, "score": _score, "run": _run}[options.action](options)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evals.cash_application", description=__doc__)
    actions = parser.add_subparsers(dest="action", required=True)
    making = actions.add_parser("generate", help="write a ledger, its payments and the truth")
    making.add_argument("folder", type=Path)
    scoring = actions.add_parser("score", help="compare allocations with the truth")
    scoring.add_argument("folder", type=Path, metavar="TRUTH_FOLDER")
    scoring.add_argument("allocations", type=Path, nargs="?", metavar="ALLOCATIONS.csv")
    scoring.add_argument("--baseline", action="store_true", help="score a plain matcher of exact numbers instead")
    running = actions.add_parser("run", help="generate, import, match and score in a database of its own")
    running.add_argument("--keep", type=Path, metavar="FOLDER", help="leave the files there")
    for part in (making, running):
        part.add_argument("--profile", choices=sorted(PROFILES), default="standard")
        part.add_argument("--payments", type=int, default=10_000)
        part.add_argument("--customers", type=int, default=2_000)
        part.add_argument("--seed", type=int, default=1, help="below 100 to tune, from 1000 on to report")
    for part in (scoring, running):
        part.add_argument("--json", action="store_true", help="print the figures as JSON")
        part.add_argument("--misses", type=int, default=0, metavar="N", help="print N payments that went wrong")
    return parser


def _generate(options: argparse.Namespace) -> int:
    wanted = {name: getattr(options, name) for name in ("profile", "payments", "customers", "seed")}
    _purpose(wanted)
    write_ledger(options.folder, generate(**wanted))
    write_recipe(options.folder, wanted)
    return 0


def _purpose(recipe: dict[str, Any] | None) -> str:
    try:
        return purpose(recipe["seed"]) if recipe else ""
    except ValueError as problem:
        raise SystemExit(str(problem)) from None


def _score(options: argparse.Namespace) -> int:
    if options.baseline == bool(options.allocations):
        raise SystemExit("Name a file of allocations, or --baseline.")
    given = match_exactly(options.folder) if options.baseline else read_allocations(options.allocations)
    _tell(options, options.folder, given, {})
    return 0


def _run(options: argparse.Namespace) -> int:
    from evals.cash_application.running import run_program

    with tempfile.TemporaryDirectory() as temporary:
        options.folder = options.keep or Path(temporary)
        _generate(options)
        answers = options.folder / "given.csv"
        speed = run_program(options.folder, answers)
        _tell(options, options.folder, read_allocations(answers), speed)
    return 0


def _tell(options: argparse.Namespace, folder: Path, given: dict, speed: dict[str, float]) -> None:
    recipe = read_recipe(folder)
    use = _purpose(recipe)
    if options.misses and use == "reporting":
        raise SystemExit("The misses of a seed for reporting stay unseen; tune on one below 100.")
    result = score_folder(folder, given)
    if options.json:
        print(json.dumps({"recipe": recipe, "seed_is_for": use} | result.as_json() | speed, indent=2))
        return
    if recipe:
        print(f"{recipe['profile']}, seed {recipe['seed']} (for {use})")
    print(in_words(result))
    for name, figure in speed.items():
        print(f"{name.replace('_', ' '):<36}{figure:>10,.1f}")
    if options.misses:
        print("\n" + misses_in_words(folder, result, given, count=options.misses))


if __name__ == "__main__":
    sys.exit(main())
