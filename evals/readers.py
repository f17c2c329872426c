"""Measures the chat model and its agreement with the packaged reader on a labelled set of the reading contract.

    python -m evals.readers ask SET.jsonl ANSWERS.jsonl [--part N/M] [--seconds 300]
    python -m evals.readers score SET.jsonl ANSWERS.jsonl [--json]

`ask` puts every row that has no reading in ANSWERS yet to the model that AGENT_MODEL names, so it may be stopped and
started again; `score` reads the same rows with the packaged reader and compares.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import Any

from agent.answers import Reading
from agent.contracts import quotes_of, reading_from_json, reading_to_json, reply_from_json
from agent.facts import AccountFacts, ReceivedMail
from agent.llm.calls import MemoryLog
from agent.llm.options import ModelOptions, configured
from agent.llm.problems import ModelProblem
from agent.reading.agreement import agreement
from evals.replies import Scores, load, score

Json = Mapping[str, Any]
HEADLINES = ("intents_micro_f1", "intents_exact", "promises_f1", "disputes_f1", "payments_f1", "needs_human_recall")


def ask(rows: Sequence[Json], answers: Path, *, options: ModelOptions) -> Iterator[dict[str, Any]]:
    """Each new answer as it is written: the reading, its quotes and flaws, or why there is none, and its calls."""
    from agent.reading.llm.reader import read_by_model

    known = {row["id"] for row in load(answers) if "reading" in row} if answers.exists() else set()
    for row in rows:
        mail, account = reply_from_json(row["input"])
        if mail.id in known:
            continue
        log, started = MemoryLog(), time.perf_counter()
        found: dict[str, Any] = {"id": mail.id}
        try:
            answer = read_by_model(mail, account, options=options, log=log)
            found |= {"reading": reading_to_json(answer.reading), "quotes": quotes_of(answer.reading)}
            found["flaws"] = list(answer.flaws)
        except ModelProblem as problem:
            found["problem"] = str(problem)
        found["seconds"] = round(time.perf_counter() - started, 1)
        found["tokens"] = log.tokens_today()
        with answers.open("a", encoding="utf-8") as target:
            target.write(json.dumps(found, ensure_ascii=False) + "\n")
        yield found


def compare(rows: Sequence[Json], answers: Sequence[Json]) -> dict[str, Any]:
    """Figures of the model, of the packaged reader on the same rows, and of what is left where they agree."""
    from agent.reading import read

    read_rows = {answer["id"]: answer for answer in answers if "reading" in answer}
    asked = {answer["id"] for answer in answers}
    rows = [row for row in rows if row["input"]["id"] in asked]
    answered = [row for row in rows if row["input"]["id"] in read_rows]
    embedded = {row["input"]["id"]: read(*reply_from_json(row["input"])) for row in answered}

    def by_model(mail: ReceivedMail, account: AccountFacts) -> Reading:
        return reading_from_json(read_rows[mail.id]["reading"], quotes=read_rows[mail.id]["quotes"])

    def agree(row: Json) -> bool:
        mail, account = reply_from_json(row["input"])
        same = agreement(embedded[mail.id], by_model(mail, account), account=account).agreed
        return same and not read_rows[mail.id]["flaws"]

    agreeing = [row for row in answered if agree(row)]
    both = score(agreeing, lambda mail, account: embedded[mail.id])
    return {
        "asked": len(rows),
        "answered": len(answered),
        "answers with a flaw": sum(bool(answer["flaws"]) for answer in read_rows.values()),
        "seconds an answer (median)": median(answer["seconds"] for answer in answers) if answers else None,
        "tokens an answer (median)": median(answer["tokens"] for answer in answers) if answers else None,
        "model": _headlines(score(answered, by_model)),
        "packaged reader, same messages": _headlines(score(answered, lambda mail, account: embedded[mail.id])),
        "both agree": len(agreeing),
        "both agree and any field is wrong": len(both.misses),
        "would be booked alone": both.alone,
        "booked alone with any field wrong": both.alone_wrong,
    }


def _headlines(scores: Scores) -> dict[str, Any]:
    figures = scores.as_dict()
    return {name: figures[name] for name in (*HEADLINES, "acts_alone_share", "acts_alone_wrong") if name in figures}


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m evals.readers", description="Measure both readers together.")
    parser.add_argument("what", choices=("ask", "score"))
    parser.add_argument("set", type=Path, help="labelled JSON Lines file")
    parser.add_argument("answers", type=Path, help="the model's answers, JSON Lines")
    parser.add_argument("--part", default="", help="N/M: every M-th line from the N-th on")
    parser.add_argument("--seconds", type=float, default=60.0, help="for one answer")
    parser.add_argument("--tokens", type=int, default=1_500, help="at most in one answer")
    parser.add_argument("--json", action="store_true", help="figures as JSON")
    given = parser.parse_args(arguments)
    rows = load(given.set, part=given.part)
    if given.what == "score":
        figures = compare(rows, load(given.answers))
        print(json.dumps(figures, indent=1) if given.json else "\n".join(f"{k:<36} {v}" for k, v in figures.items()))
        return 0
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    options = configured()
    if options is None:
        print("AGENT_MODEL names no chat model.", file=sys.stderr)
        return 1
    options = replace(options, seconds=given.seconds, answer_tokens=given.tokens)
    for count, found in enumerate(ask(rows, given.answers, options=options), start=1):
        print(f"{count}: {found['seconds']} s{', ' + found['problem'] if 'problem' in found else ''}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
