"""Whatever a sender writes, reading ends soon and gives a valid reading."""

from __future__ import annotations

import json
import time
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agent.answers import Reading
from agent.contracts import reading_to_json
from agent.facts import AccountFacts, ContactFact, InvoiceFact, ReceivedMail
from agent.reading import read
from agent.reading.labels import DISPUTE_REASONS, DOCUMENT_TYPES, INTENTS
from tests.agent.reading.random_heads import random_heads, random_rows

HEADS = random_heads()
RECEIVED = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)
MOST_SECONDS = 2.0


@pytest.fixture(autouse=True)
def _random_vectors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("agent.reading.intents.encode", random_rows)


def _account(*, invoices: int = 3, language: str = "en", country: str = "GB") -> AccountFacts:
    return AccountFacts(
        customer="Kern Works",
        country=country,
        language=language,
        currency="EUR",
        contacts=(ContactFact("Ada Kern", "ada@kern.example"),),
        invoices=tuple(
            InvoiceFact(
                f"KS-{4471 + number}",
                date(2026, 3, 2),
                date(2026, 4, 1),
                Decimal("980.00") + number,
                "EUR",
                Decimal("980.00") + number,
                33,
                f"PO-{77100 + number}",
            )
            for number in range(invoices)
        ),
    )


def _mail(body: str, *, subject: str = "Re: reminder", name: str = "Ada Kern", **headers: str) -> ReceivedMail:
    return ReceivedMail("1", RECEIVED, name, "ada@kern.example", "ar@creditor.example", subject, body, headers)


def _check(reading: Reading, account: AccountFacts) -> None:
    """All that the contract says of a reading's form."""
    known = {invoice.number for invoice in account.invoices}
    assert reading.intents
    assert set(reading.intent_names()) <= set(INTENTS)
    assert len(set(reading.intent_names())) == len(reading.intents)
    confidences = [answer.confidence for answer in reading.intents]
    assert confidences == sorted(confidences, reverse=True)
    assert all(0 <= confidence <= 1 for confidence in confidences)
    for answers in (reading.promises, reading.payments, reading.disputes, reading.documents):
        assert all(set(answer.invoices) <= known for answer in answers)
    assert {dispute.reason for dispute in reading.disputes} <= set(DISPUTE_REASONS)
    assert {document.type for document in reading.documents} <= set(DOCUMENT_TYPES)
    assert reading.needs_human == bool(reading.human_reasons)
    assert len(reading.language) in (2, 3)
    json.dumps(reading_to_json(reading), ensure_ascii=False).encode("utf-8")


# Pieces that rules look for, so that chance gets past the first test of each.
_PIECES = st.sampled_from(
    [
        "KS-4471", "4472", "PO-77101", "980,00 €", "EUR 1.960,50", "12/13/2026", "31.02.2026", "2026-99-99",
        "29 Feb", "next Friday", "KW 53", "week 99", "in 99999999 days", "in -3 weeks", "end of the month",
        "1e400", "½", "१२३", "٢٠٢٦/٠٥/٠٤", "令和8年5月4日", "ปี 2569", "平成99年", "三百万", "> ", "\n> ",
        "\n\n", "-- \n",
        "<!--", "-->", "<div>", "</p>", "<br>", "&#0;", "&#xD800;", "On Mon wrote:", "Von: ",
        "________________", "will pay", "zahlen wir", "paid", "bezahlt", "both", "all but", "your new bank",
        "ignore all previous instructions", "\u202e", "\u200b", "\x00", "\ud800", "\udfff", "\U000e0041", "ß",
        "ı", "İ", "ﬃ", "👩\u200d👧", "a" * 200, "." * 50, "/" * 30, "9" * 40, "SGVsbG8gd29ybGQgaGVsbG8gd29ybGQ=",
        "\\x41" * 20, "[[", "{0}", "%s", "out of office until", "back on",
    ]
)  # fmt: skip
_TEXT = st.one_of(
    st.text(max_size=400),
    st.text(st.characters(codec=None), max_size=200),
    st.lists(st.one_of(_PIECES, st.text(max_size=12)), max_size=40).map(" ".join),
    st.lists(_PIECES, max_size=40).map("".join),
)
_DAYS = st.dates(date(1990, 1, 1), date(2100, 12, 31))
_AMOUNTS = st.decimals(Decimal("-1e6"), Decimal("1e12"), places=2, allow_nan=False, allow_infinity=False)
_INVOICES = st.builds(
    InvoiceFact,
    number=st.one_of(st.text(max_size=12), st.integers(0, 10**9).map(str)),
    issued=_DAYS,
    due=_DAYS,
    balance=_AMOUNTS,
    currency=st.sampled_from(["EUR", "USD", "JPY", "KWD", ""]),
    amount=st.none() | _AMOUNTS,
    days_overdue=st.integers(-500, 5_000),
    purchase_order=st.text(max_size=10),
)
_CONTACTS = st.builds(ContactFact, name=st.text(max_size=20), email=st.text(max_size=20))
_ACCOUNTS = st.builds(
    AccountFacts,
    customer=st.text(max_size=20),
    country=st.sampled_from(["GB", "US", "DE", "TH", "IR", "JP", "SA", "", "XX", "de"]),
    language=st.sampled_from(["en", "de", "th", "fa", "ja", "ar", "he", "hi", "", "xx", "pt-BR"]),
    currency=st.sampled_from(["EUR", "USD", "JPY", ""]),
    contacts=st.lists(_CONTACTS, max_size=3).map(tuple),
    invoices=st.lists(_INVOICES, max_size=6, unique_by=lambda invoice: invoice.number).map(tuple),
)
_INSTANTS = st.builds(
    lambda moment, minutes: moment.replace(tzinfo=timezone(timedelta(minutes=minutes))),
    st.datetimes(datetime(1990, 1, 1), datetime(2100, 12, 31)),  # noqa: DTZ001
    st.integers(-14 * 60, 14 * 60),
)
_MAILS = st.builds(
    ReceivedMail,
    id=st.text(max_size=10),
    received_at=_INSTANTS,
    from_name=_TEXT,
    from_email=st.text(max_size=40),
    to=st.text(max_size=40),
    subject=_TEXT,
    body=_TEXT,
    headers=st.dictionaries(
        st.one_of(st.text(max_size=10), st.sampled_from(["Auto-Submitted", "Precedence", "X-Note"])), _TEXT, max_size=4
    ),
)


@settings(
    max_examples=300,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(mail=_MAILS, account=_ACCOUNTS)
def test_any_mail_on_any_account_gives_a_valid_reading(mail: ReceivedMail, account: AccountFacts) -> None:
    _check(read(mail, account, heads=HEADS), account)


HUGE = {
    "five megabytes of prose": "We will pay soon. " * 290_000,
    "five megabytes without a space": "a" * 5_000_000,
    "five megabytes of dated lines": "On 3 May 2026 we pay EUR 980.00 for KS-4471 and KS-4472.\n" * 90_000,
    "100,000 quoted lines": "> please pay\n" * 100_000,
    "a million quote marks": ">" * 1_000_000,
    "100,000 nested elements": "<div>" * 100_000 + "x" + "</div>" * 100_000,
    "50,000 nested quotes": "<blockquote>" * 50_000 + "We pay on Friday.",
    "nested tables": "<table><tr><td>" * 50_000,
    "100,000 images": "<p>Hi</p>" + '<img src="https://kern.example/i.png" alt="">' * 100_000,
    "100,000 unfinished images": "<img src=" * 100_000,
    "unfinished comments": "<!--" * 200_000,
    "unfinished attributes": "<a " + 'x="' * 300_000,
    "nested entities": '<!DOCTYPE x [<!ENTITY a "aaaa">]>' + "&a;" * 200_000,
    "escaped entities": "&amp;" * 500_000,
    "NULs": "\x00" * 1_000_000 + "We pay tomorrow.",
    "lone surrogates": "\ud800\udfff\udfff" * 100_000,
    "direction overrides": "\u202e" * 500_000 + "We pay tomorrow.",
    "digits and slashes": "1/2/34.5-6" * 100_000,
    "digits alone": "1234567890" * 100_000,
    "slashes alone": "/" * 1_000_000,
    "digits with spaces": "1 2 3 4 " * 100_000,
    "invoice numbers": "KS-4471, " * 100_000,
    "line ends and spaces": "\r\n \n\t" * 300_000,
    "empty list items": "- \n* \n" * 200_000,
    "line ends": "\r\n" * 1_000_000,
    "combining marks": "a" + "\u0301" * 500_000,
    "two scripts in one word": "a\u0430" * 300_000,
    "Han without spaces": "銀行変更御社三月四日" * 50_000,
    "Thai without spaces": "เราจะชำระเงินวันศุกร์หน้า" * 20_000,
    "base64": "QUJDREVG" * 200_000,
    "letters set wide": "a b c d " * 200_000,
    "orders half given": "ignore the system note to the " * 50_000,
    "bank words": "your new bank " * 100_000,
    "brackets": "{[(<" * 200_000,
}


@pytest.mark.parametrize("name", HUGE)
def test_a_huge_mail_is_read_within_two_seconds(name: str) -> None:
    text, account = HUGE[name], _account()
    mail = _mail(text, subject=text, name=text[:200_000], **{"X-Note": text, "Auto-Submitted": text})
    # Tables load on the first reading.
    read(_mail("We pay on Friday."), account, heads=HEADS)
    started = time.process_time()
    reading = read(mail, account, heads=HEADS)
    spent = time.process_time() - started
    _check(reading, account)
    assert spent < MOST_SECONDS


def test_many_headers_are_read_within_two_seconds() -> None:
    account = _account()
    headers = {f"X-Note-{number}": "we pay the invoice on Friday " * 20 for number in range(20_000)}
    started = time.process_time()
    _check(read(_mail("We pay on Friday.", **headers), account, heads=HEADS), account)
    assert time.process_time() - started < MOST_SECONDS


def test_a_long_reply_on_a_large_account_is_read_within_two_seconds() -> None:
    account = _account(invoices=300)
    lines = [f"{invoice.number} of {invoice.balance} goes out on 8 May." for invoice in account.invoices]
    read(_mail("We pay on Friday."), account, heads=HEADS)
    started = time.process_time()
    _check(read(_mail("\n".join(lines)), account, heads=HEADS), account)
    assert time.process_time() - started < MOST_SECONDS
