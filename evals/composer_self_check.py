"""Checks the composer's own texts with the guardrails: random accounts, every purpose, every language.

    python -m evals.composer_self_check [--texts 5000] [--seed 1] [--languages de fr] [--json]

Every violation is a mistake, of the wording or of the guard; figures are compared with the account besides.
Ends with status 1 if there is one.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Sequence
from itertools import product
from random import Random

from agent.answers import Violation
from agent.drafting import PURPOSES, compose
from agent.drafting.catalogue import languages
from agent.guardrails import check, check_facts
from evals.figures_check import wrong_figures
from evals.random_accounts import random_order

SHOWN = 20


def run(*, texts: int, seed: int, spoken: Sequence[str] = (), shown: int = SHOWN) -> dict[str, object]:
    """Composes and checks; prints the first violations. Rates are per second of one core."""
    random, violations, seconds, slow = Random(seed), Counter[str](), 0.0, 0.0
    pairs = list(product(spoken or languages(), PURPOSES))
    for index in range(texts):
        language, purpose = pairs[index % len(pairs)]
        order = random_order(random, purpose=purpose, language=language)
        started = time.perf_counter()
        draft = compose(order)
        check_facts(subject=draft.subject, body=draft.text, language=language, facts=order.facts)
        seconds += time.perf_counter() - started
        started = time.perf_counter()
        found = check(subject=draft.subject, body=draft.text, language=language, facts=order.facts)
        slow += time.perf_counter() - started
        wrong = [Violation("wrong figure", "", run) for run in wrong_figures(draft, order.facts)]
        for violation in (*found, *wrong):
            violations[violation.code] += 1
            if sum(violations.values()) <= shown:
                print(f"{language} {purpose}: {violation}", file=sys.stderr)
    return {
        "texts": texts,
        "languages": list(spoken or languages()),
        "each_purpose_and_language": texts // len(pairs),
        "violations": dict(violations),
        "composed_and_fact_checked_per_second": round(texts / seconds),
        "checked_per_second": round(texts / slow),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--languages", nargs="*", default=[])
    options = parser.parse_args()
    result = run(texts=options.texts, seed=options.seed, spoken=options.languages)
    print(
        json.dumps(result, indent=2)
        if options.json
        else "\n".join(f"{key.replace('_', ' '):40} {value}" for key, value in result.items())
    )
    sys.exit(1 if result["violations"] else 0)


if __name__ == "__main__":
    main()
