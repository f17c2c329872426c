from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from customers.models import Invoice
from dunning.models import Activity, Decision, InvoiceScore
from tests import factories as make
from tests.dunning.admin.conftest import clerk, page
from tests.dunning.workspace.case_page.conftest import a_draft, a_mail, conversation
from tests.factories import AS_OF, days_ago

SEES = ("dunning.view_case", "customers.view_customer")


def shown(client: Client, case) -> str:
    response = client.get(page(case))
    assert response.status_code == 200
    return response.content.decode()


def test_the_top_says_who_owes_what_and_what_comes_next_and_why(case, office):
    case.until, case.days_past_due = AS_OF + timedelta(days=2), 30
    case.save()
    html = shown(office, case)
    for words in ("Alder GmbH", "€1,000.00", "30 days past due", "Waits", "The step “firm” follows.", "paula@alder"):
        assert words in html


def test_the_timeline_tells_newest_first_of_mails_calls_promises_and_money(case, invoice, office):
    a_mail(case, "We will pay on Friday.", hours_ago=5)
    Activity.objects.create(
        case=case, kind="call", text="They look into it.", happened_at=AS_OF - timedelta(hours=4),
        by=make.UserFactory.create(username="carla"),
    )  # fmt: skip
    make.PromiseFactory.create(case=case, invoices=[invoice], recorded_at=AS_OF - timedelta(hours=3))
    payment = make.BankTransactionFactory.create(source=case.debtor.source, debtor=case.debtor, reference="LI-1 part")
    make.AllocationFactory.create(invoice=invoice, transaction=payment, amount=100, known_at=AS_OF - timedelta(hours=2))
    html = shown(office, case)
    words = ("Payment of €100.00", "Promise: the whole balance by", "They look into it.", "We will pay on Friday.")
    places = [html.index(word) for word in words]
    assert places == sorted(places)
    assert "carla" in html and "LI-1 part" in html


def test_what_one_import_learned_of_other_customers_is_not_counted(case, invoice, office):
    at = AS_OF - timedelta(hours=2)
    more = make.InvoiceFactory.create(customer=case.debtor)
    of_others = make.InvoiceFactory.create(source=case.debtor.source)
    for settled, amount in ((invoice, 100), (more, 20), (of_others, 5)):
        make.AllocationFactory.create(invoice=settled, transaction=None, origin="erp", amount=amount, known_at=at)
    assert "Settled in the ledger: €120.00" in shown(office, case)


def test_decisions_that_follow_each_other_are_one_line(case, office):
    for number in range(4):
        at = AS_OF - timedelta(hours=number)
        Decision.objects.create(case=case, decided_at=at, action="wait", reason="gap", reason_text=f"Reason {number}")
    html = shown(office, case)
    assert "and 3 more" in html
    assert html.count("cp-entry--minor") == 1


def test_a_long_case_shows_fifty_entries_and_the_earlier_ones_on_demand(case, office):
    conversation(case, 40)
    html = shown(office, case)
    assert html.count('<article class="cp-mail') == 50
    address = html.split('hx-get="/admin/dunning/case/')[-1].split('"')[0]
    earlier = office.get(f"/admin/dunning/case/{address.replace('&amp;', '&')}")
    assert earlier.status_code == 200
    rest = earlier.content.decode()
    assert rest.count('<article class="cp-mail') == 30
    assert "Mail 39" in rest and "Mail 39" not in html
    assert "cp-earlier" not in rest


def test_a_place_that_no_page_gave_is_not_found(case, office):
    assert office.get(f"/admin/dunning/case/{case.pk}/earlier/?before=x").status_code == 404


def test_the_number_of_queries_does_not_grow_with_the_conversation(case, office):
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            shown(office, case)
        return len(seen)

    conversation(case, 5)
    make.InvoiceFactory.create_batch(3, customer=case.debtor, due_on=days_ago(10))
    queries()
    few = queries()
    conversation(case, 245)
    make.InvoiceFactory.create_batch(60, customer=case.debtor, due_on=days_ago(10))
    assert queries() == few
    assert few <= 22


def test_items_are_marked_as_disputed_promised_and_arranged(case, invoice, office):
    make.PromiseFactory.create(case=case, invoices=[invoice])
    make.DisputeFactory.create(case=case, invoices=[make.InvoiceFactory.create(customer=case.debtor)])
    make.ArrangementFactory.create(case=case, invoices=[make.InvoiceFactory.create(customer=case.debtor)])
    html = shown(office, case)
    for mark in (">promised<", ">disputed<", ">arrangement<"):
        assert html.count(mark) == 1


def test_credit_notes_and_money_on_account_stand_beside_what_is_owed(case, office):
    make.CreditNoteFactory.create(customer=case.debtor, amount=-200)
    make.BankTransactionFactory.create(
        source=case.debtor.source, debtor=case.debtor, amount=50, unallocated_amount=50, state="on_account"
    )
    html = shown(office, case)
    assert "−€200.00" in html and "−€50.00" in html


def _paid(case, times: int) -> None:
    for number in range(times):
        make.InvoiceFactory.create(
            customer=case.debtor, due_on=days_ago(100 - number), closed_on=days_ago(90 - number), closed_how="paid",
            open_amount=0,
        )  # fmt: skip


def test_how_it_pays_is_a_picture_with_the_same_in_words(case, office):
    _paid(case, 6)
    html = shown(office, case)
    assert 'aria-label="Usually 10 days late; median of 6 paid invoices."' in html
    assert html.count("cp-dot--late") == 6


def test_a_natural_person_is_not_judged_by_numbers(case, office):
    _paid(case, 6)
    case.debtor.natural_person = True
    case.debtor.save()
    html = shown(office, case)
    assert "cp-habit" not in html and "Natural person" in html


def test_figures_of_a_draft_lead_to_their_rows_and_a_finding_is_marked_where_it_stands(case, invoice, office):
    finding = {"code": "wrong_fact", "sentence": "Pay €999.00 now.", "why": "The amount €999.00 is not in the facts."}
    a_draft(case, "LI-1 over €1,000.00 is open.\nPay €999.00 now.", violations=[finding], status="blocked")
    html = shown(office, case)
    assert f'href="#item-{invoice.pk}" data-items="{invoice.pk}"' in html
    assert f'<tr id="item-{invoice.pk}">' in html
    assert 'title="The amount €999.00 is not in the facts.">Pay €999.00 now.</span>' in html
    assert "Overrule" in html


def test_the_sentence_of_a_reading_is_marked_and_its_sureness_told_in_words(case, office):
    mail = a_mail(case, "Hello,\nwe will pay on Friday.\nRegards")
    make.ReadingFactory.create(
        mail=mail,
        answer={
            "intents": [{"intent": "promise_to_pay", "confidence": 0.7}],
            "promises": [{"date": "2026-03-06", "amount": None, "invoices": ["LI-1"]}],
        },
        quotes={"intents": ["we will pay on Friday."], "promises": ["we will pay on Friday."]},
    )
    html = shown(office, case)
    assert '<mark data-quote="0">we will pay on Friday.</mark>' in html
    assert "Promises to pay · not sure" in html
    assert "Pays all of it by March 6, 2026 · LI-1" in html
    assert "Accept" in html and "Correct" in html


def test_an_auditor_sees_everything_and_no_button(case, office):
    a_draft(case, "LI-1 over €1,000.00 is open.")
    make.ReadingFactory.create(mail=a_mail(case), answer={"intents": [{"intent": "question", "confidence": 0.9}]})
    html = shown(clerk("dunning.view_case"), case)
    assert "LI-1 over" in html.replace('<a class="cp-fact"', "") or "is open." in html
    for button in ("hx-post", "data-edit-open", "/do/"):
        assert button not in html


def test_who_may_not_see_cases_gets_nothing(case):
    assert clerk("customers.view_customer").get(page(case)).status_code == 403


def test_an_account_manager_sees_only_its_own_customers(case):
    user = make.UserFactory.create()
    user.groups.add(Group.objects.get_or_create(name="Account manager")[0])
    client = clerk(*SEES)
    client.force_login(user)
    _allow(user)
    assert client.get(page(case)).status_code in (302, 404)
    case.debtor.account_manager = make.AccountManagerFactory.create(user=user)
    case.debtor.save()
    assert client.get(page(case)).status_code == 200


def _allow(user) -> None:
    from django.contrib.auth.models import Permission

    for codename in ("view_case", "view_customer"):
        user.user_permissions.add(Permission.objects.get(codename=codename))


def test_a_closed_case_says_why_and_offers_nothing(case, office):
    case.status, case.closed_at, case.closed_why = "closed", AS_OF, "Everything overdue has been settled."
    case.save()
    html = shown(office, case)
    assert "Everything overdue has been settled." in html and "Closed" in html
    assert office.get(page(case)).context["deeds"] == []


@pytest.mark.parametrize("kind", ["cadence_end", "attempts"])
def test_what_waits_for_a_person_is_answered_on_the_page(case, office, kind):
    from dunning.models import Review

    Review.objects.create(
        kind=kind, why="All steps have gone out.", subject_case=case, case=case, opened_at=AS_OF, deadline=days_ago(-3)
    )
    assert "All steps have gone out." in shown(office, case)


def _scored(invoice) -> None:
    InvoiceScore.objects.create(
        invoice=invoice, debtor=invoice.debtor, scored_on=days_ago(0), late_0=0.9, late_10=0.62, late_30=0.2,
        expected_on=days_ago(-12), earliest_on=days_ago(-5), latest_on=days_ago(-30), by_model=True,
    )  # fmt: skip


def test_when_it_will_pay_is_told_once_there_is_a_score(case, invoice, office):
    assert "When it will pay" not in shown(office, case)
    _scored(invoice)
    html = shown(office, case)
    assert "expected on March 16, 2026" in html and "Likely between March 9, 2026 and April 3, 2026" in html
    # It is later than that already: nothing to foretell.
    assert "more than ten days late" not in html
    Invoice.objects.filter(pk=invoice.pk).update(due_on=days_ago(4))
    assert "62 % likely to be more than ten days late" in shown(office, case)


def test_what_is_later_than_foretold_is_expected_any_day(case, invoice, office):
    _scored(invoice)
    InvoiceScore.objects.update(expected_on=days_ago(0), earliest_on=days_ago(0), latest_on=days_ago(0))
    html = shown(office, case)
    assert "expected any day now" in html and "Likely between" not in html


def test_no_score_of_a_natural_person_is_shown(case, invoice, office):
    _scored(invoice)
    case.debtor.natural_person = True
    case.debtor.save()
    assert "When it will pay" not in shown(office, case)
