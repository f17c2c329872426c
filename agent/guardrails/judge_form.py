"""The form of the judge's answer."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

CODES = (
    "legal_threat",
    "admission_of_fault",
    "unauthorised_offer",
    "broken_tone",
    "wrong_recipient",
    "payment_diversion",
)


class Finding(BaseModel):
    model_config = ConfigDict(extra="forbid")

    code: Literal[*CODES]  # type: ignore[valid-type]
    sentence: str = Field(max_length=1_500)
    why: str = Field(max_length=500)


class Opinion(BaseModel):
    """Empty where nothing is wrong."""

    model_config = ConfigDict(extra="forbid")

    findings: list[Finding] = Field(max_length=12)
