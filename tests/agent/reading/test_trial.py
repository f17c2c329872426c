"""Trying heads out: who is left out with whom, and which heads a correction is compared with."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from agent.answers import IntentAnswer, Reading
from agent.facts import AccountFacts, ReceivedMail
from agent.reading import trial
from agent.reading.examples import Example
from agent.reading.heads import Heads, heads_to_bytes, packaged_heads
from agent.reading.messages import LabelledMessage

RECEIVED = datetime.fromisoformat("2026-10-06T09:00:00+02:00")


def message(number: int, customer: str) -> LabelledMessage:
    mail = ReceivedMail(
        f"m-{number}", RECEIVED, "Ada", "ada@kern.example", "ar@us.example", "", f"Bill {number} is fine."
    )
    account = AccountFacts(customer, "GB", "en", "EUR")
    return LabelledMessage(mail, account, (), Reading(mail.id, "en", (IntentAnswer("promise_to_pay", 1.0),)))


@pytest.fixture
def trained(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The texts of each training; its heads are marked by how many there were."""
    calls: list[list[str]] = []

    def train(output_dir: Path, *, extra: Iterable[Example] = ()) -> dict[str, Any]:
        calls.append([example.text for example in extra])
        heads = packaged_heads()
        (output_dir / "heads.npz").write_bytes(heads_to_bytes(replace(heads, mean=heads.mean * 0 + len(calls[-1]))))
        return {"examples": len(calls[-1])}

    monkeypatch.setattr(trial, "train", train)
    monkeypatch.setattr(trial, "held_out_messages", lambda: [])
    return calls


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
    """Mail and mark of the heads that read it."""
    calls: list[tuple[str, int]] = []

    def read(mail: ReceivedMail, account: AccountFacts, *, heads: Heads) -> Reading:
        calls.append((mail.id, round(float(heads.mean[0]))))
        return Reading(mail.id, "en", (IntentAnswer("promise_to_pay", 0.9),))

    monkeypatch.setattr(trial, "read", read)
    return calls


def test_every_correction_is_read_by_heads_that_never_saw_its_customer(trained, asked, tmp_path: Path) -> None:
    corrected = [message(1, "Kern"), message(2, "Alder"), message(3, "Kern")]
    packaged = packaged_heads()
    found = trial.try_out(tmp_path, corrected=corrected, heads=packaged, packaged=packaged, learned=frozenset())
    of = {number: [f"Bill {number} is fine."] * trial.REPEATED for number in (1, 2, 3)}
    assert trained == [of[1] + of[2] + of[3], of[2], of[1] + of[3]]
    assert asked[-3:] == [("m-1", 3), ("m-3", 3), ("m-2", 6)]
    assert found.corrections == trial.Figures(3, learned=1.0, exact=1.0, needs_human_recall=1.0, alone_wrong=0.0)
    assert found.card == {"examples": 9}


def test_what_the_heads_in_use_learned_already_is_compared_with_the_packaged_ones(
    trained, asked, tmp_path: Path
) -> None:
    packaged = packaged_heads()
    own = replace(packaged, mean=packaged.mean * 0 + 100)
    packaged = replace(packaged, mean=packaged.mean * 0 + 200)
    corrected = [message(1, "Kern"), message(2, "Alder")]
    trial.try_out(tmp_path, corrected=corrected, heads=own, packaged=packaged, learned=frozenset({"m-1"}))
    assert asked[:2] == [("m-2", 100), ("m-1", 200)]


def test_where_no_heads_fit_there_is_nothing_to_compare_with(trained, asked, tmp_path: Path) -> None:
    found = trial.try_out(tmp_path, corrected=[], heads=None, packaged=None, learned=frozenset())
    assert (found.replies_before, found.corrections_before, found.objections()) == (None, None, [])
    assert trained == [[]]
