"""A model's letter that leaves on a later day than it was written."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from agent.drafting.composer import writing_for
from agent.drafting.llm.anew import Rendered, with_todays_tables
from agent.drafting.llm.form import ModelLetter
from agent.drafting.llm.framing import framed
from tests.agent.drafting.llm.letters import ACCOUNT, GOOD, ORDER, TODAY

TOMORROW = replace(
    ORDER,
    facts=replace(
        ACCOUNT,
        today=TODAY + timedelta(days=1),
        invoices=tuple(replace(invoice, days_overdue=invoice.days_overdue + 1) for invoice in ACCOUNT.invoices),
    ),
)


def test_the_words_stay_and_the_day_counts_are_todays() -> None:
    words = ModelLetter(**GOOD)
    draft = framed(words, writing_for(ORDER), author="")
    expected = framed(words, writing_for(TOMORROW), author="")
    assert expected.text != draft.text
    anew = with_todays_tables(Rendered(draft.text, draft.html), before=ORDER, today=TOMORROW)
    assert anew == Rendered(expected.text, expected.html)


def test_a_letter_without_our_table_stays_as_it_is() -> None:
    letter = Rendered("Dear Jo,\n\nthank you.", "<div><p>Dear Jo,</p></div>")
    assert with_todays_tables(letter, before=ORDER, today=TOMORROW) == letter
