"""What a configured chat model adds to writing and checking. It may fail at any time: then nothing of it is there."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, TypedDict

from django.conf import settings

from agent.facts import AccountFacts, DraftOrder
from agent.llm.options import ModelOptions, configured

if TYPE_CHECKING:
    from agent.answers import Draft, Violation
    from agent.drafting.llm.background import Background
    from agent.llm.deadline import Deadline

# For one message, with all its corrections and opinions: a worker's task has a minute left when its last one begins.
MESSAGE_SECONDS = 50.0


class Text(TypedDict):
    """A text and the facts that it may use."""

    subject: str
    body: str
    language: str
    facts: AccountFacts


def model_writes() -> bool:
    """Whether this installation has a model that drafts."""
    return bool(settings.AGENT_MODEL) and settings.AGENT_MODEL_DRAFTS


def judges_people() -> bool:
    return bool(settings.AGENT_MODEL) and settings.AGENT_MODEL_JUDGES == "everything"


def model_at_hand(*, as_of: datetime) -> bool:
    """Whether a message may take a model's seconds just now: it is not down, and the day has tokens left.

    Two queries at most.
    """
    from agent.llm.database_log import DatabaseLog

    options = configured() if model_writes() or judges_people() else None
    if options is None:
        return False
    log = DatabaseLog(as_of)
    return not log.rests() and (not options.daily_tokens or log.tokens_today() < options.daily_tokens)


class Attempt:
    """One message in the model's hands. `draft()` is None where it came to nothing; `note` says why, in words."""

    def __init__(self, order: DraftOrder, background: Background, *, options: ModelOptions, as_of: datetime) -> None:
        from agent.llm.deadline import Deadline

        self.order, self.background, self.options, self.as_of = order, background, options, as_of
        self.deadline = Deadline.within(MESSAGE_SECONDS)
        self.note = ""

    def draft(self) -> Draft | None:
        from agent.llm.database_log import DatabaseLog
        from agent.llm.problems import ModelProblem

        try:
            from agent.drafting.llm.drafter import Desk, DraftsBlocked, draft_by_model
        except ImportError:
            self.note = f"{self.options.name} gave no draft: its package is not installed."
            return None
        desk = Desk(self.options, DatabaseLog(self.as_of), self.deadline)
        try:
            return draft_by_model(self.order, self.background, desk=desk, check=self._check)
        except ModelProblem as problem:
            self.note = f"{self.options.name} gave no draft: {problem}"
        except DraftsBlocked as blocked:
            self.note = f"{self.options.name}: {blocked}"
        return None

    def _check(self, draft: Draft) -> tuple[Violation, ...]:
        from agent import guardrails

        text: Text = {
            "subject": draft.subject,
            "body": draft.text,
            "language": draft.language,
            "facts": self.order.facts,
        }
        found = guardrails.check(**text)
        if found or settings.AGENT_MODEL_JUDGES == "off":
            return found
        found, self.note = _opinion(text, options=self.options, deadline=self.deadline, as_of=self.as_of)
        return found


def opinion_on_persons_text(text: Text, *, as_of: datetime) -> tuple[tuple[Violation, ...], str]:
    """What the judge adds, and why it could not be asked; both empty unless people's texts are judged."""
    options = configured() if judges_people() else None
    if options is None:
        return (), ""
    from agent.llm.deadline import Deadline

    return _opinion(text, options=options, deadline=Deadline.within(MESSAGE_SECONDS), as_of=as_of)


def _opinion(
    text: Text, *, options: ModelOptions, deadline: Deadline, as_of: datetime
) -> tuple[tuple[Violation, ...], str]:
    from agent.llm.database_log import DatabaseLog
    from agent.llm.problems import ModelProblem

    try:
        from agent.guardrails.judge import second_opinion

        return second_opinion(**text, options=deadline.bound(options), log=DatabaseLog(as_of)), ""
    except ImportError:
        return (), "no second opinion: the model's package is not installed."
    except ModelProblem as problem:
        return (), f"no second opinion: {problem}"
