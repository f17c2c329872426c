"""The list of disputes, the page of one, and how long they take: rights, rows, queries, deeds."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dunning.dispute_cycle import cycle_times
from dunning.models import Dispute, ExpectedCredit
from dunning.services.disputes.disputes import open_dispute
from tests.factories import AS_OF, AccountManagerFactory, CaseFactory, DisputeFactory, InvoiceFactory, UserFactory

pytestmark = pytest.mark.django_db


def with_rights(*names: str) -> Client:
    user: User = UserFactory.create()
    user.user_permissions.set(Permission.objects.filter(codename__in=names, content_type__app_label="dunning"))
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def clerk() -> Client:
    return with_rights("view_dispute", "change_dispute")


@pytest.fixture
def dispute() -> Dispute:
    case = CaseFactory.create(debtor__name="Miller & Sons")
    invoice = InvoiceFactory.create(customer=case.debtor, number="INV-7")
    return open_dispute(case_id=case.pk, invoices=[invoice.pk], reason="pricing", quote="Too dear.", as_of=AS_OF)


def act(client: Client, dispute: Dispute, name: str, **given: object) -> None:
    answer = client.post(reverse("admin:dunning_dispute_act", args=[dispute.pk, name]), given)
    assert answer.status_code == 302
    dispute.refresh_from_db()


def test_the_list_takes_the_same_queries_for_one_and_for_twenty(clerk: Client, django_assert_max_num_queries) -> None:
    for _ in range(20):
        case = CaseFactory.create()
        DisputeFactory.create(case=case, invoices=[InvoiceFactory.create(customer=case.debtor)])
    url = reverse("admin:dunning_dispute_changelist")
    clerk.get(url)
    with django_assert_max_num_queries(16):
        page = clerk.get(url)
    assert page.content.count(b"data-row") == 20
    for tab in ("mine", "late", "credit", "settled"):
        assert clerk.get(url, {"tab": tab, "reason": "pricing", "q": "x"}).status_code == 200


def test_the_page_of_one_states_its_queries(clerk: Client, dispute: Dispute, django_assert_max_num_queries) -> None:
    url = reverse("admin:dunning_dispute_page", args=[dispute.pk])
    clerk.get(url)
    with django_assert_max_num_queries(26):
        page = clerk.get(url)
    assert b"Too dear." in page.content


def test_who_may_only_look_cannot_act(dispute: Dispute) -> None:
    reader = with_rights("view_dispute")
    url = reverse("admin:dunning_dispute_act", args=[dispute.pk, "comment"])
    assert reader.post(url, {"text": "x"}).status_code == 403
    assert b'id="settle"' not in reader.get(reverse("admin:dunning_dispute_page", args=[dispute.pk])).content
    assert with_rights("view_case").get(reverse("admin:dunning_dispute_changelist")).status_code == 403
    assert not dispute.comments.exists()


def test_a_person_works_on_a_dispute_from_its_page(clerk: Client, dispute: Dispute) -> None:
    act(clerk, dispute, "comment", text="Sales agreed by phone.")
    act(clerk, dispute, "upload", files=SimpleUploadedFile("price.pdf", b"%PDF-1.4"))
    act(clerk, dispute, "ask", email="marion@creditor.example", question="Was it agreed?")
    act(clerk, dispute, "reason", reason="quantity")
    file = dispute.files.get()
    download = clerk.get(reverse("admin:dunning_dispute_file", args=[dispute.pk, file.pk]))
    assert download["Content-Disposition"] == 'attachment; filename="price.pdf"'
    assert download["X-Content-Type-Options"] == "nosniff"
    assert with_rights("view_case").get(download.request["PATH_INFO"]).status_code == 403
    act(clerk, dispute, "remove", file=file.pk)
    page = clerk.get(reverse("admin:dunning_dispute_page", args=[dispute.pk])).content.decode()
    assert "Sales agreed by phone." in page
    assert "marion@creditor.example is asked" in page
    assert "removed the file price.pdf" in page
    assert dispute.reason == "quantity"


def test_settling_partly_takes_an_amount_for_each_invoice(clerk: Client, dispute: Dispute) -> None:
    invoice = dispute.invoices.get()
    act(clerk, dispute, "settle", outcome="partly")
    assert dispute.status == "open"
    act(clerk, dispute, "settle", outcome="partly", note="Two were missing.", **{f"credit-{invoice.pk}": "200,00"})
    assert (dispute.status, dispute.outcome, dispute.settled_note) == ("resolved", "partly", "Two were missing.")
    assert ExpectedCredit.objects.get().amount == Decimal("200.00")
    act(clerk, dispute, "reopen")
    assert dispute.status == "open"


def test_cycle_times_by_reason_with_median_and_ninetieth_percentile(clerk: Client) -> None:
    now = timezone.now()
    for days in (1, 2, 3, 10):
        DisputeFactory.create(
            opened_at=now - timedelta(days=days), resolved_at=now, status="resolved", outcome="valid", reason="tax"
        )
    DisputeFactory.create(reason="tax")
    today = now.date()
    tax, everything = cycle_times(since=today - timedelta(days=30), until=today)
    assert (tax.reason, tax.settled, tax.open, tax.valid) == ("tax", 4, 1, 4)
    assert (tax.median_days, tax.ninetieth_days) == (Decimal("2.5"), Decimal("7.9"))
    assert everything.settled == 4
    assert b"7.9 days" in clerk.get(reverse("admin:dunning_dispute_times")).content


def test_an_account_manager_sees_the_disputes_of_its_own_customers_alone(dispute: Dispute) -> None:
    user: User = UserFactory.create()
    user.groups.add(Group.objects.get_or_create(name="Account manager")[0])
    user.user_permissions.set(Permission.objects.filter(codename__in=("view_dispute", "change_dispute")))
    manager = AccountManagerFactory.create(user=user)
    client = Client()
    client.force_login(user)
    page = reverse("admin:dunning_dispute_page", args=[dispute.pk])
    add = reverse("admin:dunning_dispute_act", args=[dispute.pk, "comment"])
    assert client.get(page).status_code == 404
    assert client.post(add, {"text": "x"}).status_code == 404
    assert b"Miller" not in client.get(reverse("admin:dunning_dispute_changelist")).content
    dispute.debtor.account_manager = manager
    dispute.debtor.save()
    assert client.get(page).status_code == 200
    assert b"Miller" in client.get(reverse("admin:dunning_dispute_changelist")).content
