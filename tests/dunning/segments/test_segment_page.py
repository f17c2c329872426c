from __future__ import annotations

import pytest
from django.urls import reverse

from tests import factories as make
from tests.dunning.admin.conftest import boss, clerk, office, that_day
from tests.dunning.segments.test_members import customer, segments_of

__all__ = ["boss", "office", "that_day"]
pytestmark = pytest.mark.django_db


def given(policy, **changed):
    rungs = {"rungs-TOTAL_FORMS": 0, "rungs-INITIAL_FORMS": 0}
    return {"key": "large", "name": "Large", "policy": policy.pk, "position": 1, "open_over": 5000} | rungs | changed


def test_counts_follow_what_is_typed(office, django_assert_max_num_queries):
    policy = make.PolicyFactory.create()
    customer(9000), customer(100)
    office.post(reverse("admin:dunning_segment_add"), given(policy, key="none", open_over=1_000_000))
    with django_assert_max_num_queries(12):
        page = office.get(reverse("admin:dunning_segment_counts"), given(policy))
    assert "1 customer would be in this segment." in page.content.decode()
    page = office.get(reverse("admin:dunning_segment_counts"), given(policy, open_over=""))
    assert b"Without conditions only customers whose own data" in page.content


def test_saving_puts_customers_into_the_segment_at_once(office):
    policy = make.PolicyFactory.create()
    large, small = customer(9000), customer(100)
    assert office.post(reverse("admin:dunning_segment_add"), given(policy)).status_code == 302
    assert segments_of(large, small) == ["large", ""]


def test_tags_are_compared_in_lower_case(office):
    policy = make.PolicyFactory.create()
    tagged = customer(100, tags=["vip"])
    page = office.get(reverse("admin:dunning_segment_counts"), given(policy, open_over="", tags="VIP, Partner"))
    assert "1 customer would be in this segment." in page.content.decode()
    office.post(reverse("admin:dunning_segment_add"), given(policy, open_over="", tags="VIP, Partner"))
    assert segments_of(tagged) == ["large"]
    assert "Tags partner, vip" in office.get(reverse("admin:dunning_segment_changelist")).content.decode()


def test_the_segment_for_all_others_has_no_conditions(office):
    policy = make.PolicyFactory.create()
    page = office.post(reverse("admin:dunning_segment_add"), given(policy, key=""))
    assert "has no conditions" in page.content.decode()


def test_who_may_not_see_segments_gets_no_counts():
    assert clerk("dunning.view_review").get(reverse("admin:dunning_segment_counts")).status_code == 403


def test_the_list_says_whom_each_segment_takes(office, django_assert_max_num_queries):
    policy = make.PolicyFactory.create(currency="EUR")
    customer(9000), customer(100), customer(200)
    make.SegmentFactory.create(key="", policy=policy)
    office.post(reverse("admin:dunning_segment_add"), given(policy, chance_over="", countries=""))
    with django_assert_max_num_queries(16):
        page = office.get(reverse("admin:dunning_segment_changelist"))
    rows = {row.key: row.customer_count for row in page.context["cl"].result_list}
    assert rows == {"large": 1, "": 2}
    assert "More open than €5,000.00" in page.content.decode()


@pytest.mark.parametrize(
    ("changed", "field", "words"),
    [
        ({"open_over": "lots"}, "open_over", "Enter a number."),
        ({"countries": "DE, Germany"}, "countries", "No ISO code of a country"),
        ({"sales_over": 500, "sales_up_to": 100}, "sales_up_to", "Nobody has more sales"),
    ],
)
def test_nonsense_is_refused_beside_its_field_and_kept(office, changed, field, words):
    policy = make.PolicyFactory.create()
    page = office.post(reverse("admin:dunning_segment_add"), given(policy, **changed))
    form = page.context["adminform"].form
    assert words in form.errors[field][0]
    assert all(str(form[name].value()) == str(value) for name, value in changed.items())
