"""How a chat model does as the writer: drafts on random accounts, how many pass, come back, or fall to the composer.

    python -m evals.model_drafts openai:NAME [--texts 10] [--seed 1] [--seconds 60] [--invoices 6] [--judge]

Each draft goes through the guard as in life, with two corrections, but with as much time as `--seconds` allows.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from random import Random

from agent import guardrails
from agent.answers import Draft, Violation
from agent.drafting import PURPOSES, NothingToAsk, compose
from agent.drafting.llm.background import Background
from agent.drafting.llm.drafter import CORRECTIONS, Desk, DraftsBlocked, draft_by_model
from agent.facts import DraftOrder
from agent.guardrails.judge import second_opinion
from agent.llm.calls import MemoryLog
from agent.llm.deadline import Deadline
from agent.llm.options import ModelOptions
from agent.llm.problems import ModelProblem
from evals.random_accounts import random_order

LANGUAGES = ("en", "de", "fr", "es", "it", "pl", "nl", "pt", "sv", "cs")


def run(*, options: ModelOptions, texts: int, seed: int, invoices: int, judge: bool) -> Counter[str]:
    """Prints each letter or why there is none; counts outcomes and the codes of what was blocked."""
    random, counted = Random(seed), Counter[str]()
    for index in range(texts):
        language = LANGUAGES[index % len(LANGUAGES)]
        purpose = PURPOSES[index * 3 % len(PURPOSES)]
        order = _order(random, purpose=purpose, language=language, invoices=invoices)
        started = time.monotonic()
        outcome = _outcome(order, options=options, judge=judge, counted=counted)
        counted[outcome] += 1
        print(f"-- {language} {order.purpose}: {outcome}, {time.monotonic() - started:.0f} s", flush=True)
    return counted


def _order(random: Random, *, purpose: str, language: str, invoices: int) -> DraftOrder:
    """A random account of at most so many invoices that there is something to write about."""
    while True:
        order = random_order(random, purpose=purpose, language=language)
        order = replace(order, facts=replace(order.facts, invoices=order.facts.invoices[:invoices]))
        try:
            compose(order)
        except NothingToAsk:
            continue
        return order


def _outcome(order: DraftOrder, *, options: ModelOptions, judge: bool, counted: Counter[str]) -> str:
    log = MemoryLog()

    def check(draft: Draft) -> Sequence[Violation]:
        text = {"subject": draft.subject, "body": draft.text, "language": draft.language, "facts": order.facts}
        found = guardrails.check(**text)  # type: ignore[arg-type]
        if not found and judge:
            found = second_opinion(**text, options=options, log=log)  # type: ignore[arg-type]
        counted.update(f"blocked for {violation.code}" for violation in found)
        return found

    desk = Desk(options, log, Deadline.within((2 + 2 * CORRECTIONS) * options.seconds))
    try:
        draft = draft_by_model(order, Background(), desk=desk, check=check)
    except DraftsBlocked as blocked:
        print("\n".join(f"{v.code}: {v.sentence} ({v.why})" for v in blocked.violations))
        return "blocked each time"
    except ModelProblem as problem:
        return f"no answer: {problem}"
    print(f"{draft.subject}\n\n{draft.text}")
    return "passed"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", help="provider:name; its own variables say where and with which key")
    parser.add_argument("--texts", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--invoices", type=int, default=6)
    parser.add_argument("--judge", action="store_true")
    given = parser.parse_args()
    options = ModelOptions(given.model, seconds=given.seconds, tries=1)
    counted = run(options=options, texts=given.texts, seed=given.seed, invoices=given.invoices, judge=given.judge)
    print("\n".join(f"{outcome:60} {count}" for outcome, count in counted.most_common()))


if __name__ == "__main__":
    main()
