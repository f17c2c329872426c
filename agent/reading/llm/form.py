"""The form of the model's answer: the reading contract, with the words that each part rests on."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from agent.reading.labels import DISPUTE_REASONS, DOCUMENT_TYPES, INTENTS

# More of a kind than a person writes; a babbling answer is cut off by the form.
MOST = 12


class _Form(BaseModel):
    model_config = ConfigDict(extra="forbid")


class _Part(_Form):
    """`quote`: the words of the message, copied."""

    quote: str = Field(max_length=2_000)


class Intent(_Part):
    intent: Literal[*INTENTS]  # type: ignore[valid-type]
    confidence: float = Field(ge=0, le=1)


class _Dated(_Part):
    date_words: str | None = Field(default=None, max_length=300)
    date: str | None = Field(default=None, max_length=30)


class Promise(_Dated):
    amount: str | None = Field(default=None, max_length=40)
    invoices: list[str] = Field(default_factory=list, max_length=200)


class Payment(_Dated):
    amount: str | None = Field(default=None, max_length=40)
    invoices: list[str] = Field(default_factory=list, max_length=200)
    reference: str | None = Field(default=None, max_length=100)


class Dispute(_Part):
    reason: Literal[*DISPUTE_REASONS]  # type: ignore[valid-type]
    amount: str | None = Field(default=None, max_length=40)
    invoices: list[str] = Field(default_factory=list, max_length=200)


class Document(_Part):
    type: Literal[*DOCUMENT_TYPES]  # type: ignore[valid-type]
    invoices: list[str] = Field(default_factory=list, max_length=200)


class Contact(_Part):
    name: str | None = Field(default=None, max_length=200)
    email: str | None = Field(default=None, max_length=320)


class Absence(_Dated):
    pass


class ModelReading(_Form):
    """What the message means. What is not said is left out, which saves the tokens of empty lists."""

    language: str = Field(max_length=10)
    intents: list[Intent] = Field(min_length=1, max_length=MOST)
    promises: list[Promise] = Field(default_factory=list, max_length=MOST)
    payments: list[Payment] = Field(default_factory=list, max_length=MOST)
    disputes: list[Dispute] = Field(default_factory=list, max_length=MOST)
    documents: list[Document] = Field(default_factory=list, max_length=MOST)
    contacts: list[Contact] = Field(default_factory=list, max_length=MOST)
    absence: Absence | None = None
    instructs_the_reader: bool = False
    speaks_of_our_bank_details_changing: bool = False
    contradicts_itself: bool = False
