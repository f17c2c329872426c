"""Scores the packaged reader against a labelled set of the reading contract, without Django or a database.

    python -m evals.replies SET.jsonl [--json] [--misses] [--part N/M]

`manage.py evaluate_reader` does the same with the heads that the installation uses, by several processes.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from agent.reading.scores import Count, Json, Reader, Scores, as_table, load, score

__all__ = ["Count", "Json", "Reader", "Scores", "as_table", "load", "score"]


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m evals.replies", description="Score the embedded reader.")
    parser.add_argument("set", type=Path, help="labelled JSON Lines file")
    parser.add_argument("--json", action="store_true", help="figures as JSON")
    parser.add_argument("--misses", action="store_true", help="also list every message with a wrong field")
    parser.add_argument("--part", default="", help="N/M: every M-th line from the N-th on")
    options = parser.parse_args(arguments)
    from agent.reading import read

    scores = score(load(options.set, part=options.part), read)
    print(json.dumps(scores.as_dict(), indent=1) if options.json else as_table(scores))
    if options.misses:
        for miss in scores.misses:
            print(json.dumps(miss, ensure_ascii=False), file=sys.stderr)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
