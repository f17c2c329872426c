"""The form of the model's letter: the words alone."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from agent.drafting.formats import one_line


class ModelLetter(BaseModel):
    """`table`: whether the table of invoices stands below the first paragraph; what asks for money always has it."""

    model_config = ConfigDict(extra="forbid")

    subject: str = Field(min_length=3, max_length=200)
    greeting: str = Field(min_length=2, max_length=120)
    paragraphs: list[Annotated[str, Field(min_length=2, max_length=900)]] = Field(min_length=1, max_length=5)
    table: bool
    closing: str = Field(max_length=300)

    def cleaned(self) -> ModelLetter:
        """Each part on one line, without control and direction characters or halves of characters."""
        return self.model_copy(
            update={
                "subject": _clean(self.subject),
                "greeting": _clean(self.greeting),
                "paragraphs": [text for text in map(_clean, self.paragraphs) if text],
                "closing": _clean(self.closing),
            }
        )

    def parts(self) -> tuple[str, ...]:
        return (self.subject, self.greeting, *self.paragraphs, self.closing)

    def said(self) -> str:
        """The words between greeting and sign-off."""
        return "\n".join((*self.paragraphs, self.closing)).strip()


def _clean(text: str) -> str:
    return one_line(text.encode("utf-8", "ignore").decode())
