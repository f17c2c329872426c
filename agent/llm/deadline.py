"""The end of one piece of work that asks a model more than once."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace

from agent.llm.options import ModelOptions
from agent.llm.problems import ModelProblem

# `ask` waits this much longer than a client's own timeout; in less than the second no answer comes.
_GRACE_SECONDS = 1.0
_SHORTEST_SECONDS = 0.5


@dataclass(frozen=True)
class Deadline:
    """`at` by the monotonic clock."""

    at: float

    @classmethod
    def within(cls, seconds: float) -> Deadline:
        return cls(time.monotonic() + seconds)

    def bound(self, options: ModelOptions) -> ModelOptions:
        """The same model, tried once, in the time that is left. Raises ModelProblem when too little is."""
        left = self.at - time.monotonic() - _GRACE_SECONDS
        if left < _SHORTEST_SECONDS:
            raise ModelProblem("There was no time left to ask the model.", outcome="", passing=True)
        return replace(options, seconds=min(options.seconds, left), tries=1)
