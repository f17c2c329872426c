"""Repeated messages never read the same; right-to-left letters keep their figures in order."""

import dataclasses

import pytest

from agent.drafting import PURPOSES, compose
from agent.drafting.catalogue import languages
from agent.drafting.letter import Letter, Lines, Paragraph, Table
from agent.drafting.rendering import as_html, as_text
from tests.agent.drafting.accounts import order


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("purpose", PURPOSES)
def test_consecutive_turns_differ_in_subject_opening_and_ask(purpose, language):
    drafts = [compose(dataclasses.replace(order(purpose, language=language), turn=turn)) for turn in range(4)]

    for before, after in zip(drafts, drafts[1:], strict=False):
        assert before.subject != after.subject
        assert before.text.split("\n\n")[1] != after.text.split("\n\n")[1]
        assert set(before.text.split("\n\n")[2:]) - set(after.text.split("\n\n"))


def test_an_installations_wording_is_written():
    draft = compose(
        order("document_answer"), changed={("purpose.document_answer.subject", n): "Papers" for n in (0, 1, 2)}
    )

    assert draft.subject == "Papers"


LETTER = Letter(
    subject="",
    blocks=(
        Paragraph("שלום, חשבונית INV 100-7 בסך 1,148.40\N{NO-BREAK SPACE}₪, תודה."),
        Lines(("<b>", "12"), bullets=True),
        Table(header=("א", "ב", "ג"), rows=(("A-1", "2026", "5"),), footer=(("סה״כ", "£5.00"),)),
    ),
)


def test_a_right_to_left_letter_sets_its_direction_and_isolates_figures():
    html = as_html(LETTER, language="he")

    assert html.startswith('<div lang="he" dir="rtl"')
    assert "<bdi>INV 100-7</bdi> בסך <bdi>1,148.40\N{NO-BREAK SPACE}₪</bdi>, תודה." in html
    assert "<li>&lt;b&gt;</li><li><bdi>12</bdi></li>" in html
    assert 'text-align:left"><strong><bdi>£5.00</bdi></strong>' in html


def test_other_letters_name_their_language_alone():
    html = as_html(LETTER, language="en")

    assert html.startswith('<div lang="en" style=') and "bdi" not in html and "rtl" not in html


def test_columns_line_up_where_letters_are_wide():
    table = Table(header=("請求書", "金額"), rows=(("A-1", "5"),))

    assert as_text(Letter("", (table,))) == "請求書  金額\nA-1     5\n"
