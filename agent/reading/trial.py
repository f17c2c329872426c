"""Heads trained with corrections, tried out before anybody reads with them: are they better, and worse at nothing?"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

from agent.encoder import remembering
from agent.reading.corpus import held_out_messages
from agent.reading.corrections import correction_examples
from agent.reading.examples import Example
from agent.reading.head_files import HEADS_FILE
from agent.reading.heads import Heads, heads_from_bytes
from agent.reading.messages import LabelledMessage
from agent.reading.reader import read
from agent.reading.scores import Count, Scores, score_messages
from agent.reading.training import train

FOLDS = 5
# A correction comes from the very mail that this installation gets, so it counts more than a sentence of ours; a few
# copies let a handful move a threshold, while one that was a slip of the hand is still outvoted.
REPEATED = 3
# Share by which heads may do worse on the packaged replies: one or two of several hundred, which another order of the
# same training sentences would change as well.
TOLERANCE = 0.005


@dataclass(frozen=True)
class Figures:
    """Shares of 1. `learned`: F1 over intents, dispute reasons and document types; `alone_wrong`: of all messages,
    those that the agent would act on alone with any wrong field."""

    messages: int
    learned: float
    exact: float
    needs_human_recall: float
    alone_wrong: float

    @classmethod
    def of(cls, scores: Scores) -> Figures:
        pooled = Count()
        for name in ("intents", "disputes", "documents"):
            pooled.merge(scores.fields.get(name, Count()))
        n = max(scores.messages, 1)
        human = scores.human.hits + scores.human.missed
        return cls(
            messages=scores.messages,
            learned=round(pooled.f1(), 4),
            exact=round(scores.exact_sets / n, 4),
            needs_human_recall=round(scores.human.hits / human, 4) if human else 1.0,
            alone_wrong=round(scores.alone_wrong / n, 4),
        )


@dataclass(frozen=True)
class Trial:
    """Figures on the packaged replies and on corrections left out of training; before is None where no heads fit."""

    replies_before: Figures | None
    replies: Figures
    corrections_before: Figures | None
    corrections: Figures | None
    card: dict[str, Any]

    def objections(self) -> list[str]:
        """Why the heads should not be installed, a sentence each; none if they may."""
        found = _worse("the packaged replies", self.replies_before, self.replies, by=TOLERANCE)
        return found + _worse("corrections left out of training", self.corrections_before, self.corrections, by=0.0)


def try_out(
    output_dir: Path,
    *,
    corrected: Sequence[LabelledMessage],
    heads: Heads | None,
    packaged: Heads | None,
    learned: AbstractSet[str],
) -> Trial:
    """Train into `output_dir` with the corrections and measure. Minutes: one training, and one for each fold.

    `heads` read at present (None: none fit the encoder). `learned` are ids of mails that they were trained on; those
    are compared with what the `packaged` heads make of them, which never saw them either.
    """
    with remembering():
        labelling = heads or (_trained(output_dir, ())[0] if corrected else None)
        examples = {m.mail.id: correction_examples([m], labelling) * REPEATED for m in corrected if labelling}
        after, card = _trained(output_dir, chain.from_iterable(examples.values()))
        replies = held_out_messages()
        return Trial(
            replies_before=_measured(replies, heads) if heads else None,
            replies=_measured(replies, after),
            corrections_before=_seen_before(corrected, heads, packaged, learned) if corrected and heads else None,
            corrections=_left_out(corrected, examples) if corrected else None,
            card=card,
        )


def folds(corrected: Sequence[LabelledMessage]) -> list[list[LabelledMessage]]:
    """At most five parts, a customer's mails all in one: they repeat each other."""
    customers = list(dict.fromkeys(message.account.customer for message in corrected))
    place = {customer: index % FOLDS for index, customer in enumerate(customers)}
    parts = [[m for m in corrected if place[m.account.customer] == fold] for fold in range(FOLDS)]
    return [part for part in parts if part]


def _left_out(corrected: Sequence[LabelledMessage], examples: dict[str, list[Example]]) -> Figures:
    scores = Scores()
    for part in folds(corrected):
        outside = {message.mail.id for message in part}
        with tempfile.TemporaryDirectory() as folder:
            heads, _ = _trained(Path(folder), chain.from_iterable(e for i, e in examples.items() if i not in outside))
        scores.merge(score_messages(part, partial(read, heads=heads)))
    return Figures.of(scores)


def _seen_before(
    corrected: Sequence[LabelledMessage], heads: Heads, packaged: Heads | None, learned: AbstractSet[str]
) -> Figures:
    scores = score_messages([m for m in corrected if m.mail.id not in learned], partial(read, heads=heads))
    known = [message for message in corrected if message.mail.id in learned]
    scores.merge(score_messages(known, partial(read, heads=packaged or heads)))
    return Figures.of(scores)


def _measured(messages: Sequence[LabelledMessage], heads: Heads) -> Figures:
    return Figures.of(score_messages(messages, partial(read, heads=heads)))


def _trained(folder: Path, extra: Iterable[Example]) -> tuple[Heads, dict[str, Any]]:
    card = train(folder, extra=extra)
    return heads_from_bytes((folder / HEADS_FILE).read_bytes()), card


def _worse(where: str, before: Figures | None, after: Figures | None, *, by: float) -> list[str]:
    if before is None or after is None:
        return []
    pairs = (
        (before.learned - after.learned, "F1 would fall", before.learned, after.learned),
        (
            before.needs_human_recall - after.needs_human_recall,
            "The share that reaches the person it must reach would fall",
            before.needs_human_recall,
            after.needs_human_recall,
        ),
        (
            after.alone_wrong - before.alone_wrong,
            "The share that would be acted on wrongly would rise",
            before.alone_wrong,
            after.alone_wrong,
        ),
    )
    return [f"{what} from {old} to {new} on {where}." for loss, what, old, new in pairs if round(loss, 4) > by]
