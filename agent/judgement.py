"""What is made of one mail when two readers may have read it."""

from __future__ import annotations

from dataclasses import dataclass

from agent.answers import Reading


@dataclass(frozen=True)
class Judgement:
    """`reading` stands, with `needs_human` wherever it may not act alone; `second` is the model's, if there is one.

    `problem`: why the model gave no answer; `passing`: it may give one later.
    """

    reading: Reading
    second: Reading | None = None
    differences: tuple[str, ...] = ()
    problem: str = ""
    passing: bool = False

    @property
    def readers(self) -> str:
        """Who answered, as stored beside the reading."""
        if self.problem:
            return "embedded, model failed"
        return "embedded and model" if self.second else "embedded"
