from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from customers.models import Contact
from dunning.models import Suppression
from dunning.services.contacts.choice import choose_among, choose_recipient, choose_recipients
from dunning.services.contacts.suppressions import suppress
from tests import factories as make
from tests.factories import AS_OF, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def case():
    return make.CaseFactory.create()


def contact(case, **given):
    return make.ContactFactory.create(customer=case.debtor, **given)


def test_payables_come_before_managers(case):
    contact(case, role=Contact.Role.MANAGER)
    payables = contact(case)
    assert choose_recipient(case, as_of=AS_OF) == payables


def test_who_wrote_last_is_written_to(case):
    contact(case)
    manager = contact(case, role=Contact.Role.MANAGER)
    make.IncomingMailFactory.create(case=case, debtor=case.debtor, contact=manager)
    assert choose_recipient(case, as_of=AS_OF) == manager


def test_an_absence_note_is_no_answer(case):
    payables, manager = contact(case), contact(case, role=Contact.Role.MANAGER)
    make.IncomingMailFactory.create(case=case, debtor=case.debtor, contact=manager, automatic="auto_reply")
    assert choose_recipient(case, as_of=AS_OF) == payables


def test_only_confirmed_contacts_are_written_to(case):
    contact(case, state=Contact.State.SUGGESTED)
    contact(case, state=Contact.State.LEFT)
    assert choose_recipient(case, as_of=AS_OF) is None


def test_a_suppressed_address_is_passed_over(case):
    silent, other = contact(case, email="Silent@Customer.example"), contact(case)
    suppress(silent.email, why=Suppression.Why.OPT_OUT, as_of=AS_OF)
    assert choose_recipient(case, as_of=AS_OF) == other


def test_the_stand_in_of_an_absent_contact_is_written_to_before_others(case):
    contact(case, role=Contact.Role.MANAGER)
    stand_in = contact(case, role=Contact.Role.OTHER)
    contact(case, absent_until=TODAY + timedelta(days=3), stand_in=stand_in)
    assert choose_recipient(case, as_of=AS_OF) == stand_in


def test_a_stand_in_that_nobody_confirmed_is_not(case):
    suggested = contact(case, state=Contact.State.SUGGESTED)
    contact(case, absent_until=TODAY + timedelta(days=3), stand_in=suggested)
    found = choose_recipients([case], as_of=AS_OF)[case.pk]
    assert (found.contact, found.back_on) == (None, TODAY + timedelta(days=3))


def test_who_is_back_today_is_written_to(case):
    back = contact(case, absent_until=TODAY)
    assert choose_recipient(case, as_of=AS_OF) == back


def test_nobody_waits_longer_than_ten_business_days(case):
    contact(case, absent_until=TODAY + timedelta(days=60))
    assert choose_recipients([case], as_of=AS_OF)[case.pk].back_on == TODAY + timedelta(days=14)


def test_a_childs_contact_hears_of_its_own_items_only(case):
    child = make.CustomerFactory.create(source=case.debtor.source, debtor=case.debtor)
    its_contact = make.ContactFactory.create(customer=child)
    make.InvoiceFactory.create(customer=child)
    assert choose_recipient(case, as_of=AS_OF) == its_contact
    make.InvoiceFactory.create(customer=case.debtor)
    assert choose_recipient(case, as_of=AS_OF) is None


def test_an_address_that_bounced_can_be_avoided(case):
    bounced, other = contact(case), contact(case)
    avoid = {case.pk: [bounced.email.upper()]}
    assert choose_recipients([case], as_of=AS_OF, avoid=avoid)[case.pk].contact == other


def test_many_cases_cost_as_many_queries_as_one():
    cases = [make.CaseFactory.create() for _ in range(5)]
    for each in cases:
        contact(each)
        contact(each, role=Contact.Role.MANAGER)
        child = make.CustomerFactory.create(source=each.debtor.source, debtor=each.debtor)
        make.ContactFactory.create(customer=child)
    with CaptureQueriesContext(connection) as one:
        choose_recipients(cases[:1], as_of=AS_OF)
    with CaptureQueriesContext(connection) as many:
        choose_recipients(cases, as_of=AS_OF)
    assert len(one) == len(many) == 4


def test_of_one_contact_neither_the_last_mail_nor_the_buyers_are_asked_for(case):
    only = contact(case)
    with CaptureQueriesContext(connection) as asked:
        assert choose_recipient(case, as_of=AS_OF) == only
    assert len(asked) == 2


def test_among_contacts_that_are_known_the_same_one_is_chosen(case):
    contact(case, state=Contact.State.LEFT)
    silent, other = contact(case), contact(case, role=Contact.Role.MANAGER)
    known = list(Contact.objects.select_related("customer"))
    assert choose_among(case, known, silent={silent.email.lower()}, as_of=AS_OF) == other
    assert choose_among(case, known, silent=(), as_of=AS_OF) == silent
