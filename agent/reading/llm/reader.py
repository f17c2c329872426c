"""The reader that asks a chat model, believing only what the message bears out."""

from __future__ import annotations

from dataclasses import dataclass

from agent.answers import Reading
from agent.facts import AccountFacts, ReceivedMail
from agent.llm.asking import Question, ask
from agent.llm.calls import CallLog
from agent.llm.options import ModelOptions
from agent.reading.llm.checking import Checker
from agent.reading.llm.form import ModelReading
from agent.reading.llm.prompt import SYSTEM, VERSION
from agent.reading.llm.shown import show
from agent.reading.opening import open_mail

PURPOSE = "read"


@dataclass(frozen=True)
class ModelAnswer:
    """`flaws`: what it said that the message does not bear out; with any of them it may carry nothing alone."""

    reading: Reading
    flaws: tuple[str, ...]


def read_by_model(mail: ReceivedMail, account: AccountFacts, *, options: ModelOptions, log: CallLog) -> ModelAnswer:
    """Takes seconds and costs money; raises `agent.llm.problems.ModelProblem` when there is no answer to use."""
    opened = open_mail(mail, account)
    shown = show(opened.mail, account, opened.trimmed)
    answer = ask(Question(PURPOSE, VERSION, SYSTEM, shown.text), ModelReading, options=options, log=log)
    checker = Checker(shown.said, opened.context)
    reading = checker.reading(answer, id=mail.id, new_text=opened.trimmed.text)
    if not shown.whole:
        checker.flaw("The message is longer than what the model was shown.")
    return ModelAnswer(reading, tuple(checker.flaws))
