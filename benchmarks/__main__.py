"""`python -m benchmarks [NAME …] [--json] [--small]`: each part in a process of its own, with its own peak memory."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from typing import Any

PARTS = ("importing", "round", "large_round", "messages", "matching", "metrics", "search", "pages")
# These look at the large office, whose database is kept.
IN_OFFICE = ("search", "pages")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("parts", nargs="*", help=f"of {', '.join(PARTS)}; all when none is named")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument("--small", action="store_true", help="a tenth of the size, for a quick look")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    unknown = set(options.parts) - set(PARTS)
    if unknown:
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    if options.inside:
        return _inside(options.parts[0], scale=10 if options.small else 1)
    figures = [figure for part in options.parts or PARTS for figure in _outside(part, options)]
    if options.json:
        print(json.dumps(figures, indent=2))
    return 0


def _outside(part: str, options: argparse.Namespace) -> list[dict[str, Any]]:
    """Run one part in a child, passing its table lines through."""
    command = [sys.executable, "-m", "benchmarks", part, "--inside", *(["--small"] if options.small else [])]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    lines = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    if not options.json:
        print("\n".join(line.pop("table") for line in lines), flush=True)
    for line in lines:
        line.pop("table", None)
    return lines


def _inside(part: str, *, scale: int) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    import django

    django.setup()
    from benchmarks.database import fresh_database
    from config.embedded_postgres import ensure_if_used

    ensure_if_used()
    with nullcontext() if part in IN_OFFICE else fresh_database():
        for figure in _measure(part, scale):
            print(json.dumps({**figure.as_json(), "table": str(figure)}), flush=True)
    return 0


def _measure(part: str, scale: int) -> Iterator[Any]:
    from benchmarks import importing, matching, messages, metrics, pages, rounds, searching

    chosen: dict[str, Callable[[], Iterator[Any]]] = {
        "importing": lambda: importing.measure(customers=100_000 // scale, invoices=1_000_000 // scale),
        "round": lambda: rounds.measure(debtors=10_000 // scale, target="4 s, 400 MB"),
        "large_round": lambda: rounds.measure(debtors=100_000 // scale, target="45 s, 600 MB"),
        "messages": lambda: messages.measure(debtors=5_000 // scale),
        "metrics": lambda: metrics.measure(invoices=1_000_000 // scale),
        "matching": lambda: matching.measure(open_items=100_000 // scale),
        "search": lambda: searching.measure(customers=100_000 // scale),
        "pages": lambda: pages.measure(customers=100_000 // scale),
    }
    return chosen[part]()


if __name__ == "__main__":
    sys.exit(main())
