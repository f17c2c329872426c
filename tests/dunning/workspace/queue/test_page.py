from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from customers.models import AccountManager
from dunning.models import Case, GivenAnswer, QueueView, Review
from dunning.services.reviews.given_answers import give_answer
from dunning.services.reviews.ranks import refresh_ranks
from dunning.services.reviews.reviews import snooze_review
from dunning.workspace.queue.actions import actions_of
from tests import factories as make
from tests.dunning.workspace.queue.conftest import at, clerk, draft, named, review_of
from tests.factories import AS_OF, TODAY

pytestmark = pytest.mark.django_db


def shown(client, query="?all=1"):
    return [row.review.pk for row in client.get(at() + query).context["rows"]]


def test_the_most_cash_at_risk_comes_first_and_says_why(office):
    small, large, quiet = (
        review_of("legal", exposure=100),
        review_of("legal", exposure=5000),
        review_of("attempts", exposure=9000),
    )
    page = office.get(at())
    assert [row.review for row in page.context["rows"]] == [large, quiet, small]
    assert [str(row.review.at_risk) for row in page.context["rows"]] == ["5000.00", "2700.00", "100.00"]
    assert page.context["rows"][0].reasons == ("the whole account waits for it",)
    assert b"The whole account waits for it" in page.content


def test_what_is_past_its_deadline_comes_before_all(office):
    review_of(exposure=5000)
    late = review_of(exposure=1)
    Review.objects.filter(pk=late.pk).update(to_manager=True)
    assert shown(office)[0] == late.pk


def test_the_rank_follows_the_account(office):
    first, second = review_of(exposure=100), review_of(exposure=200)
    Case.objects.filter(pk=first.case_id).update(exposure=9000)
    assert shown(office) == [second.pk, first.pk]
    assert refresh_ranks(as_of=AS_OF) == 2
    assert shown(office) == [first.pk, second.pk]
    assert refresh_ranks(as_of=AS_OF) == 0


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?kind=legal", "legal"),
        ("?owner=mine", "mine"),
        ("?owner=none&kind=attempts&due=today", "plain"),
        ("?owner=manager", "manager"),
        ("?segment=export", "segment"),
        ("?currency=USD", "currency"),
        ("?due=overdue", "overdue"),
        ("?snoozed=1", "snoozed"),
        ("?text=zanzibar", "named"),
        ("?text=because of rain", "why"),
    ],
)
def test_filters(office, boss, query, found):
    dollars = make.PolicyFactory.create(currency="USD")
    rows = {
        "plain": review_of(),
        "legal": review_of("legal"),
        "mine": review_of("refusal", owner=boss),
        "manager": review_of("legal", deadline=TODAY + timedelta(days=3)),
        "segment": review_of("refusal", case=make.CaseFactory.create(debtor__segment="export")),
        "currency": review_of("refusal", case=make.CaseFactory.create(policy=dollars)),
        "overdue": review_of("refusal", deadline=TODAY - timedelta(days=1)),
        "snoozed": review_of("refusal"),
        "named": review_of("refusal", case=make.CaseFactory.create(debtor__name="Zanzibar Spices")),
        "why": review_of("refusal", why="They did not pay because of rain."),
    }
    Review.objects.filter(pk=rows["manager"].pk).update(to_manager=True, kind="opt_out")
    snooze_review(review_id=rows["snoozed"].pk, until=TODAY + timedelta(days=2), by=boss, as_of=AS_OF)
    assert shown(office, query) == [rows[found].pk]


def test_counts_stand_beside_the_filters(office, boss):
    review_of(owner=boss)
    review_of("legal", deadline=TODAY - timedelta(days=1))
    bar = office.get(at()).context["bar"]
    assert bar.total == "2"
    assert [(choice.words, choice.count) for choice in bar.owners] == [
        ("Mine", "1"),
        ("Nobody's", "1"),
        ("The manager's", "0"),
    ]
    assert [(choice.value, choice.count) for choice in bar.dues] == [("overdue", "1"), ("today", "1"), ("week", "1")]
    assert {(choice.value, choice.count) for choice in bar.kinds} == {("attempts", "1"), ("legal", "1")}


def test_more_rows_come_after_the_last_one_shown(office, monkeypatch):
    monkeypatch.setattr("dunning.workspace.queue.listed.SHOWN", 3)
    made = [review_of(exposure=exposure) for exposure in (500, 400, 300, 300, 200, 100, 0)]
    Review.objects.filter(pk=made[1].pk).update(to_manager=True)
    order = [made[1], made[0], *made[2:]]
    first = office.get(at() + "?kind=attempts")
    got = [row.review for row in first.context["rows"]]
    address = first.context["more"]
    while address:
        part = office.get(at() + address)
        got += [row.review for row in part.context["rows"]]
        address = part.context.get("more")
    assert got == order


def test_what_somebody_has_just_answered_is_in_nobodys_list(office, maria):
    review = review_of()
    give_answer(review_id=review.pk, outcome="more", by=maria, as_of=AS_OF)
    assert shown(office) == []
    GivenAnswer.objects.update(problem="It broke.")
    assert "Not done: It broke." in office.get(at()).content.decode().replace("\n", " ")


def test_the_page_asks_a_fixed_number_of_questions(office, django_assert_max_num_queries):
    office.get(at())
    for rounds in range(2):
        for kind in ("attempts", "legal", "refusal"):
            review_of(kind, exposure=rounds)
        with django_assert_max_num_queries(10):
            office.get(at())
        with django_assert_max_num_queries(8):
            office.get(at() + "?all=1&part=list")
        with django_assert_max_num_queries(7):
            office.get(at() + f"?all=1&after={Review.objects.first().pk}")
        with django_assert_max_num_queries(11):
            office.post(at("_pulse"), {"shown": "1,2,3", "open": Review.objects.first().pk})


KINDS = (
    "approval",
    "blocked",
    "reply",
    "unmatched_mail",
    "dispute",
    "promise",
    "contact",
    "unmatched_payment",
    "legal",
)


def of_kind(kind):
    case = make.CaseFactory.create(exposure=100)
    invoice = make.InvoiceFactory.create(customer=case.debtor)
    mail = make.IncomingMailFactory.create(
        case=case, debtor=case.debtor, status="queued", body_text="We pay on Friday."
    )
    make.ReadingFactory.create(
        mail=mail,
        answer={"intents": [{"intent": "promise_to_pay", "confidence": 0.7}]},
        quotes={"intents": ["We pay on Friday."]},
    )
    subject = {
        "approval": lambda: make.MessageFactory.create(case=case, status="awaiting_approval", body_text="Please pay."),
        "blocked": lambda: make.MessageFactory.create(
            case=case,
            status="blocked",
            body_text="Pay or else.",
            violations=[{"code": "threat", "sentence": "Pay or else.", "why": "It threatens."}],
        ),
        "dispute": lambda: make.DisputeFactory.create(case=case, invoices=[invoice]),
        "promise": lambda: make.PromiseFactory.create(case=case, invoices=[invoice]),
        "contact": lambda: make.ContactFactory.create(customer=case.debtor, state="suggested"),
        "unmatched_payment": lambda: make.BankTransactionFactory.create(),
        "legal": lambda: case,
    }.get(kind, lambda: mail)()
    return review_of(kind, subject=subject, case=case)


@pytest.mark.parametrize("kind", KINDS)
def test_the_panel_shows_each_kind_in_a_fixed_number_of_questions(office, kind, django_assert_max_num_queries):
    reviews = [of_kind(kind), of_kind(kind)]
    for review in reviews:
        with django_assert_max_num_queries(15):
            page = office.get(at("_panel", review.pk))
        assert page.status_code == 200
        assert str(named(review)) in page.content.decode()


def test_a_dispute_that_is_partly_right_is_settled_on_its_page_where_the_amounts_are_asked_for(db):
    dispute = make.DisputeFactory.create()
    actions = actions_of(review_of("dispute", subject=dispute, case=dispute.case))

    pages = {action.outcome: action.page for action in actions if action.page}

    assert pages == {"partly": f"/admin/dunning/dispute/{dispute.pk}/change/#partly"}
    assert [action.asks for action in actions if action.outcome == "partly"] == [""]


def test_the_sentence_that_a_reading_rests_on_is_marked(office):
    html = office.get(at("_panel", of_kind("reply").pk)).content.decode()
    assert "<mark>We pay on Friday.</mark>" in html
    assert "Promises to pay" in html


def test_a_finding_is_marked_where_it_stands_and_what_is_written_cannot_run(office):
    review = of_kind("blocked")
    html = office.get(at("_panel", review.pk)).content.decode()
    assert '<mark class="queue-wrong">Pay or else.</mark>' in html
    assert "It threatens." in html
    review.message.body_html = "<script>alert(1)</script><p>Hello</p>"
    review.message.violations, review.message.status = [], "awaiting_approval"
    review.message.save()
    html = office.get(at("_panel", review.pk)).content.decode()
    assert 'sandbox=""' in html
    assert "<script>alert" not in html


def test_rights_are_asked_for(office, db):
    review = review_of()
    assert clerk().get(at()).status_code == 403
    reader = clerk("dunning.view_review")
    assert reader.get(at()).status_code == 200
    assert "data-outcome" not in reader.get(at("_panel", review.pk)).content.decode()
    assert reader.post(at("_answer", review.pk), {"outcome": "more"}).status_code == 403
    assert reader.post(at("_snooze", review.pk), {"until": "2099-01-01"}).status_code == 403
    assert reader.get(at("_bulk"), {"reviews": review.pk}).status_code == 403
    assert Client().get(at()).status_code == 302


def test_an_account_manager_sees_its_own_customers_alone(db):
    mine, other = review_of(), review_of()
    user = make.UserFactory.create(is_superuser=False)
    user.groups.add(Group.objects.get_or_create(name="Account manager")[0])
    from django.contrib.auth.models import Permission

    for codename in ("view_review", "change_review"):
        user.user_permissions.add(Permission.objects.get(content_type__app_label="dunning", codename=codename))
    manager = make.AccountManagerFactory.create()
    AccountManager.objects.filter(pk=manager.pk).update(user=user)
    named(mine).__class__.objects.filter(pk=named(mine).pk).update(account_manager=manager)
    client = Client()
    client.force_login(user)
    assert shown(client) == [mine.pk]
    for name in ("_panel", "_row"):
        answer = client.get(at(name, other.pk))
        assert answer.status_code == 404 or str(named(other)) not in answer.content.decode()
    for name in ("_answer", "_snooze", "_assign", "_undo", "_edit"):
        assert client.post(at(name, other.pk), {"outcome": "more", "owner": "me"}).status_code == 404
    assert str(named(other)) not in client.get(at("_bulk"), {"reviews": f"{mine.pk},{other.pk}"}).content.decode()
    assert Review.objects.get(pk=other.pk).owner is None


def test_views_are_kept_shared_and_opened_with(office, boss, marias):
    legal = review_of("legal")
    review_of()
    office.post(at("_save_view"), {"name": "Lawyers", "query": "?kind=legal&evil=1", "shared": "1", "default": "1"})
    view = QueueView.objects.get()
    assert (view.query, view.shared, view.owner) == ({"kind": "legal"}, True, boss)
    assert shown(office, "") == [legal.pk]
    assert len(shown(office)) == 2
    assert len(shown(marias, "")) == 2
    assert "Lawyers" in marias.get(at()).content.decode()
    marias.post(at("_change_view", view.pk), {"do": "default"})
    assert shown(marias, "") == [legal.pk]
    marias.post(at("_change_view", view.pk), {"do": "delete"})
    assert QueueView.objects.exists()
    office.post(at("_change_view", view.pk), {"do": "delete"})
    assert len(shown(marias, "")) == 2
    assert office.post(at("_save_view"), {"name": " "}).status_code == 409


def test_the_sidebar_counts_what_waits(office, monkeypatch):
    monkeypatch.setattr("dunning.workspace.queue.badge.MOST", 3)
    draft()
    from dunning.workspace.queue.badge import queue_badge

    request = office.get(at()).wsgi_request
    del request._queue_badge
    assert queue_badge(request) == "1"
    draft()
    draft()
    del request._queue_badge
    assert queue_badge(request) == "2+"
