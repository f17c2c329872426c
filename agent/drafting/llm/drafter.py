"""The writer that asks a chat model, and sends back what may not leave."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from agent.answers import Draft, Violation
from agent.drafting.composer import writing_for
from agent.drafting.llm.background import Background
from agent.drafting.llm.echo import echoes
from agent.drafting.llm.faults import own_faults
from agent.drafting.llm.form import ModelLetter
from agent.drafting.llm.framing import framed
from agent.drafting.llm.prompt import SYSTEM, VERSION
from agent.drafting.llm.shown import show
from agent.facts import DraftOrder
from agent.llm.asking import Question, ask
from agent.llm.calls import CallLog
from agent.llm.deadline import Deadline
from agent.llm.options import ModelOptions

PURPOSE = "draft"
# A draft that may not leave is sent back so often; then the composer writes.
CORRECTIONS = 2
MOST_SENT_BACK = 6

Check = Callable[[Draft], Sequence[Violation]]


class DraftsBlocked(Exception):
    """None of the model's drafts may leave; `violations` are those of the last."""

    def __init__(self, violations: Sequence[Violation]) -> None:
        self.violations = tuple(violations)
        super().__init__(f"its drafts were blocked: {', '.join(dict.fromkeys(v.code for v in violations))}")


@dataclass(frozen=True)
class Desk:
    """With whom and until when: the model, the record of its calls, the end of the time for one message."""

    options: ModelOptions
    log: CallLog
    deadline: Deadline


def draft_by_model(order: DraftOrder, background: Background, *, desk: Desk, check: Check) -> Draft:
    """A letter that passes `check`, the whole guard; takes seconds and costs money.

    Each request is tried once: whoever waits for the letter has the composer's at hand. Raises DraftsBlocked, or
    `agent.llm.problems.ModelProblem` where the model gave no answer to use; else as `agent.drafting.compose`.
    """
    writing = writing_for(order)
    shown, sent_back = show(writing, background), ""
    violations: Sequence[Violation] = ()
    for _ in range(1 + CORRECTIONS):
        question = Question(PURPOSE, VERSION, SYSTEM, shown + sent_back)
        words = ask(question, ModelLetter, options=desk.deadline.bound(desk.options), log=desk.log).cleaned()
        violations = (*own_faults(words, writing), *echoes(words, background))
        if not violations:
            draft = framed(words, writing, author=author(desk.options))
            violations = tuple(check(draft))
            if not violations:
                return draft
        sent_back = _sent_back(words, violations)
    raise DraftsBlocked(violations)


def author(options: ModelOptions) -> str:
    """As kept on the message: which model, and with which prompt."""
    return f"model {options.name}, prompt {VERSION}"


def _sent_back(words: ModelLetter, violations: Sequence[Violation]) -> str:
    said = "\n".join(f"- {v.code}: {v.why} It stands in: {v.sentence[:300]}" for v in violations[:MOST_SENT_BACK])
    return (
        f"\n\nYour last draft was:\n{words.model_dump_json()}\nIt may not be sent:\n{said}\n"
        "Write the whole letter again without that."
    )
