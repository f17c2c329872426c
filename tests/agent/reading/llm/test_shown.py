"""What the model gets to see of a mail."""

from __future__ import annotations

import re
from datetime import date

from agent.facts import AccountFacts, ReceivedMail
from agent.reading.llm.shown import Shown, show, without_account_numbers
from agent.reading.trimming import trim
from tests.agent.reading.llm.cases import ACCOUNT, BODY, mail


def shown(given: ReceivedMail, account: AccountFacts = ACCOUNT) -> Shown:
    return show(given, account, trim(given.body, sender=given.from_name))


def test_it_sees_the_new_text_the_day_and_the_open_invoices() -> None:
    text = shown(mail()).text
    assert "KS-4471 will be paid on Friday." in text
    assert "Received on Tuesday 2026-10-06." in text
    assert '{"number": "KS-4471", "issued": "2026-08-01", "due": "2026-09-01", "balance": "1240.50"}' in text


def test_it_sees_no_addresses_no_contacts_and_no_quoted_history() -> None:
    body = BODY + "\n\nOn Mon, 5 Oct 2026, Us <ar@us.example> wrote:\n> Please pay at once, Berta.\n"
    text = shown(mail(body)).text
    for private in ("ada@kern.example", "ar@us.example", "berta", "Kern AG", "Please pay at once"):
        assert private.lower() not in text.lower()


def test_a_quoted_line_is_shown_where_it_is_answered_but_cannot_be_quoted_from() -> None:
    given = shown(mail("> KS-4471  1,240.50\n\nNever delivered to us.\n"))
    assert "> KS-4471  1,240.50\nNever delivered to us." in given.text
    assert "1,240.50" not in given.said


def test_the_fence_cannot_be_guessed() -> None:
    fences = {re.findall(r"^mail-[0-9a-f]{16}$", shown(mail()).text, re.M)[0] for _ in range(5)}
    assert len(fences) == 5


def test_bank_account_and_card_numbers_are_left_out_and_invoice_numbers_stay() -> None:
    text = "Paid from DE89 3704 0044 0532 0130 00, card 4111 1111 1111 1111, for invoice 4111111111111112."
    assert without_account_numbers(text) == "Paid from [IBAN], card [card number], for invoice 4111111111111112."


def test_a_very_long_message_is_cut_and_known_to_be() -> None:
    given = shown(mail("We will pay. " * 2_000))
    assert not given.whole
    assert len(given.text) < 8_000
    assert shown(mail()).whole


def test_an_account_without_invoices_is_no_obstacle() -> None:
    account = AccountFacts("Kern AG", "GB", "en", "EUR", today=date(2026, 10, 6))
    assert "Open invoices: []" in shown(mail(), account).text
