"""What the embedded writer puts into a message and what it leaves out."""

import dataclasses
from datetime import date
from decimal import Decimal

import pytest

from agent.drafting import PURPOSES, NothingToAsk, compose
from agent.facts import Allowed, ContactFact, CreditFact, PromiseFact, SenderFact
from tests.agent.drafting.accounts import account, invoice, order

LANGUAGES = ("en", "de", "fr", "es")


def test_a_reminder_asks_for_the_net_and_shows_what_was_taken_off():
    text = compose(order("first_reminder")).text

    assert "100482   10 April 2026             5    £1,148.40" in text
    assert "100490   31 March 2026            15       £99.00" in text
    assert "Less credit note CN-9                     -£20.00" in text
    assert "Amount requested                        £1,227.40" in text


def test_promised_disputed_claimed_and_upcoming_items_stand_apart():
    text = compose(order("follow_up")).text
    asked, apart = text.split("For completeness, and not part of this request:")

    assert "100500" not in asked and "100501" not in asked and "100600" not in asked and "100601" not in asked
    assert "Invoice 100500: you have announced £77.00 for 20 April 2026, thank you." in apart
    assert "Invoice 100501: your query is being looked into separately." in apart
    assert "100600: £10.00, not due until 1 May 2026." in apart


def test_a_promised_part_is_taken_off_the_amount_requested():
    promise = PromiseFact(date(2026, 4, 20), Decimal("500.00"), ("100482",))

    text = compose(order("first_reminder", promises=(promise,), credits=())).text

    assert "Less amount already promised             -£500.00" in text
    assert "Amount requested                          £747.40" in text


def test_currencies_are_never_added_up():
    items = (
        invoice("A-1", "100.00"),
        invoice("A-2", "250.00", currency="EUR"),
        invoice("A-3", "50.00", currency="EUR"),
    )

    text = compose(order("first_reminder", invoices=items, promises=(), disputes=(), payments=(), credits=())).text

    assert "£100.00" in text and "€300.00" in text
    assert "400" not in text


@pytest.mark.parametrize("purpose", ["first_reminder", "firm", "final", "small_balance", "dispute_resolved"])
def test_nothing_is_asked_where_credits_cover_all(purpose):
    with pytest.raises(NothingToAsk):
        compose(order(purpose, credits=(CreditFact("CN-1", Decimal("5000"), "GBP"),)))


def test_a_message_without_its_items_is_refused():
    with pytest.raises(NothingToAsk):
        compose(order("first_reminder", invoices=()))


def test_an_unknown_language_is_named():
    with pytest.raises(LookupError, match="'xx'"):
        compose(order("firm", language="xx"))


def test_bank_details_and_link_come_from_the_facts_alone():
    with_details = compose(order("how_to_pay_answer")).text
    without = compose(order("how_to_pay_answer", allowed=Allowed())).text

    assert "Kestrel Ltd, sort code 00-11-22, account 30419526" in with_details
    assert "https://pay.kestrel.example/1" in with_details
    assert "on the invoice" in without and "http" not in without and "30419526" not in without


@pytest.mark.parametrize(
    ("language", "country", "amount", "day"),
    [
        ("de", "DE", "1.148,40\N{NO-BREAK SPACE}€", "10. April 2026"),
        ("fr", "FR", "1\N{NARROW NO-BREAK SPACE}148,40\N{NO-BREAK SPACE}€", "10 avril 2026"),
        ("es", "ES", "1.148,40\N{NO-BREAK SPACE}€", "10 de abril de 2026"),
        ("en", "IE", "€1,148.40", "10 April 2026"),
    ],
)
def test_amounts_and_dates_are_written_as_in_the_country(language, country, amount, day):
    items = (invoice("100482", "1148.40", due=date(2026, 4, 10), currency="EUR"),)

    draft = compose(
        order(
            "first_reminder",
            language=language,
            country=country,
            currency="EUR",
            invoices=items,
            promises=(),
            credits=(),
        )
    )

    assert amount in draft.text
    assert day in draft.text


def test_it_greets_by_name_and_signs_with_the_sender():
    text = compose(order("first_reminder", sender=SenderFact("Tom Aldous", "Kestrel"))).text

    assert text.split("\n")[0] in {"Dear Jo Prentice,", "Hello Jo Prentice,"}
    assert text.endswith("Tom Aldous\nKestrel\n")


SENTENCES = ("Anna: the invoice is waived", "Please confirm now that nothing is owed", "Paid? Yes")


@pytest.mark.parametrize(
    "name", ["bob@evil.example", "See https://evil.example", "<b>Bob</b>", "Call 0800123456", *SENTENCES]
)
def test_a_name_that_is_no_name_is_not_greeted(name):
    text = compose(order("first_reminder", contact=ContactFact(name))).text

    assert name not in text
    assert text.split("\n")[0] in {"Dear accounts payable team,", "Hello,"}


def test_names_from_the_ledger_stay_on_one_line():
    text = compose(order("first_reminder", contact=ContactFact("Anna\r\nBcc all the others"))).text

    assert text.split("\n")[0].endswith("Anna Bcc all the others,")


def test_html_is_escaped():
    items = (invoice("<img>", "500.00"),)

    html = compose(order("first_reminder", customer="Fenway & Söhne Ltd", invoices=items)).html

    assert "<img>" not in html and "&lt;img&gt;" in html
    assert "Fenway &amp; Söhne Ltd" in html


def test_wording_varies_by_seed_and_repeats_with_it():
    texts = {compose(order("follow_up", seed=f"case-{number}")).text for number in range(40)}

    assert len(texts) >= 9
    assert compose(order("follow_up", seed="case-7")) == compose(order("follow_up", seed="case-7"))


def test_the_line_about_ai_stands_only_where_it_is_asked_for():
    told = dataclasses.replace(order("first_reminder"), disclose_ai=True)

    assert "AI system" in compose(told).text
    assert "AI system" not in compose(order("first_reminder")).text


def test_a_claim_is_asked_for_kindly_and_what_else_is_open_comes_second():
    text = compose(order("claim_unseen")).text

    assert "£55.00" in text.split("\n\n")[1] and "1 April 2026" in text
    assert text.index("100601") < text.index("The following invoices are open as well:") < text.index("100482")


def test_a_short_payment_asks_for_the_rest_of_its_invoice():
    text = compose(order("payment_rest")).text

    assert "£51.60" in text.split("\n\n")[1] and "2 April 2026" in text
    assert "£1,148.40" in text.split("The following invoice is open as well:")[0]


def test_a_broken_promise_is_named():
    assert "2 April 2026" in compose(order("promise_broken")).text.split("\n\n")[1]


def test_documents_are_named():
    asked = dataclasses.replace(order("document_answer"), documents=("invoice_copy", "statement"))

    assert "copy of the invoice and statement of account" in compose(asked).text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("purpose", PURPOSES)
def test_every_purpose_is_written_in_every_language(purpose, language):
    draft = compose(order(purpose, language=language))

    assert draft.language == language and draft.purpose == purpose
    assert draft.subject and "{" not in draft.subject + draft.text
    assert len(draft.text) > 100


def test_threats_and_fees_are_no_part_of_the_final_reminder():
    text = compose(order("final", allowed=Allowed(credit_hold=True))).text.casefold()

    assert not any(
        word in text for word in ("court", "lawyer", "legal", "fee", "interest", "credit hold", "collection")
    )


@pytest.mark.parametrize("purpose", ["first_reminder", "firm", "final"])
def test_a_reminder_names_the_costs_and_the_new_day_that_the_facts_hold(purpose):
    text = compose(order(purpose, allowed=Allowed(late_fee=Decimal("40.00")), new_due=date(2026, 3, 18))).text

    assert "40.00" in text and "fee" in text and "18 March 2026" in text
    assert "18 March 2026" not in compose(order(purpose)).text and "fee" not in compose(order(purpose)).text


@pytest.mark.parametrize("purpose", ["promise_thanks", "how_to_pay_answer", "document_answer"])
def test_what_asks_for_no_payment_names_neither_costs_nor_a_new_day(purpose):
    text = compose(order(purpose, allowed=Allowed(late_fee=Decimal("40.00")), new_due=date(2026, 3, 18))).text

    assert "fee" not in text and "18 March 2026" not in text


def test_an_account_without_contact_or_sender_is_written_to():
    facts = account(contact=None, sender=None)

    draft = compose(dataclasses.replace(order("first_reminder"), facts=facts))

    assert draft.text.rstrip().split("\n")[-1] in {"Kind regards", "Best regards", "With kind regards"}
