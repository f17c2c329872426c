"""What waits, found by whom and what it is about and by why it waits."""

from __future__ import annotations

import pytest
from django.core.cache import cache

from dunning.models import Review
from dunning.search import reviews
from dunning.search.reviews import reviews_about
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_learned():
    cache.clear()


def waits(kind: str = "attempts", *, case=None, why: str = "Look at it.", points: float = 0, **subject) -> Review:
    case = case or make.CaseFactory.create()
    return Review.objects.create(
        kind=kind, case=None if subject else case, why=why, opened_at=make.AS_OF, deadline=make.TODAY, points=points,
        **(subject or {"subject_case": case}),
    )  # fmt: skip


def about(typed: str) -> list[int]:
    return reviews_about(typed, among=Review.objects.filter(closed_at__isnull=True))


def test_a_review_is_found_by_its_customer_in_any_script_and_by_the_customer_that_is_paid_for():
    group = make.CustomerFactory.create(name="Яндекс Группа", external_id="K-42")
    make.CustomerFactory.create(name="Tochter GmbH", debtor=group)
    review = waits(case=make.CaseFactory.create(debtor=group))
    waits()
    for typed in ("яндекс", "группа янд", "k-42", "tochter"):
        assert about(typed) == [review.pk], typed


def test_a_review_is_found_by_an_invoice_of_its_account():
    case = make.CaseFactory.create()
    debtor = case.debtor
    make.InvoiceFactory.create(number="INV-0010023", customer=debtor, debtor=debtor, source=debtor.source)
    review = waits(case=case)
    waits()
    for typed in ("10023", "inv-0010023", "INV-00100"):
        assert about(typed) == [review.pk], typed


def test_money_and_mail_of_nobody_are_found_by_who_sent_them():
    money = make.BankTransactionFactory.create(payer_name="山田商店", amount=5)
    mail = make.IncomingMailFactory.create(case=None, debtor=None, from_name="Zoë Rain", body_text="Hello.")
    paid, said = waits("unmatched_payment", transaction=money), waits("unmatched_mail", incoming=mail)
    assert about("商店") == [paid.pk]
    assert about("zoe rain") == [said.pk]


def test_a_review_is_found_by_why_it_waits_as_long_as_it_waits():
    review = waits(why="They did not pay because of rain.")
    assert about("because of rain") == [review.pk]
    Review.objects.update(closed_at=make.AS_OF)
    assert reviews_about("because of rain", among=Review.objects.all()) == []


def test_of_too_many_the_first_in_rank_are_kept(monkeypatch):
    monkeypatch.setattr(reviews, "MOST", 2)
    rows = [waits(why="Rain.", points=points) for points in (1, 3, 2)]
    assert about("rain") == [rows[1].pk, rows[2].pk]


@pytest.mark.parametrize("typed", ["", "%", "'", "zzzq", "🙂", "a" * 300])
def test_whatever_is_typed_nothing_is_found_that_was_not_meant(typed):
    waits()
    assert about(typed) == []


def test_it_asks_as_much_for_many_as_for_few(django_assert_max_num_queries):
    for _ in range(5):
        waits(case=make.CaseFactory.create(debtor__name="Rain Ltd"), why="Rain.")
    with django_assert_max_num_queries(30):
        assert len(about("rain")) == 5
