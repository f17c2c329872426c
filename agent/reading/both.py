"""Both readers on one mail: the packaged one always stands, and the model's agreement lets it act without a person."""

from __future__ import annotations

import logging
from dataclasses import replace

from agent.answers import Reading
from agent.facts import AccountFacts, ReceivedMail
from agent.judgement import Judgement
from agent.llm.calls import CallLog
from agent.llm.options import ModelOptions
from agent.llm.problems import ModelProblem
from agent.reading.agreement import agreement

logger = logging.getLogger(__name__)


def judge(
    mail: ReceivedMail, account: AccountFacts, *, embedded: Reading, options: ModelOptions, log: CallLog
) -> Judgement:
    """Ask the model too. Never raises for what the model does: then the packaged reading waits for a person."""
    try:
        from agent.reading.llm.reader import read_by_model

        answer = read_by_model(mail, account, options=options, log=log)
    except ModelProblem as problem:
        return _unconfirmed(embedded, str(problem), passing=problem.passing)
    except ImportError:
        words = f"The package for {options.provider!r} is not installed; docs/model.md says which."
        return _unconfirmed(embedded, words, passing=False)
    except Exception as error:  # whatever a model says, the inbox goes on
        logger.exception("The model's answer to mail %s could not be worked in", mail.id)
        words = f"The model's answer could not be worked in ({type(error).__name__})."
        return _unconfirmed(embedded, words, passing=False)
    found = agreement(embedded, answer.reading, account=account)
    flaws = tuple(f"The model's answer is not borne out. {flaw}" for flaw in answer.flaws)
    differences = (*found.differences, *flaws)
    # Reasons of the packaged reader come first: rules count on its order.
    reasons = dict.fromkeys((*embedded.human_reasons, *answer.reading.human_reasons, *differences))
    stands = replace(embedded, needs_human=found.needs_human or bool(differences), human_reasons=tuple(reasons))
    return Judgement(stands, second=answer.reading, differences=differences)


def _unconfirmed(embedded: Reading, problem: str, *, passing: bool) -> Judgement:
    reasons = (*embedded.human_reasons, f"Only the packaged reader has read it. {problem}")
    return Judgement(replace(embedded, needs_human=True, human_reasons=reasons), problem=problem, passing=passing)
