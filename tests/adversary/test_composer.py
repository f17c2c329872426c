"""Hostile words in the thread or in a name change nothing in what the composer writes."""

from __future__ import annotations

import pytest

from agent.drafting import PURPOSES, compose
from agent.guardrails import check
from evals.hostile_accounts import FRIENDLY, NAMED, as_name, in_thread, is_changed_beside_name, leaks, order_for
from tests.adversary.payloads import PAYLOADS, Payload

each_payload = pytest.mark.parametrize("payload", PAYLOADS, ids=lambda payload: f"{payload.language} {payload.name}")


@each_payload
def test_what_a_customer_wrote_changes_no_letter(payload: Payload) -> None:
    for purpose in PURPOSES:
        order = order_for(purpose, payload.language)
        if purpose == "pre_due_courtesy":
            continue
        hostile = compose(in_thread(order, payload.said))
        friendly = compose(in_thread(order, FRIENDLY))
        assert (hostile.subject, hostile.text, hostile.html) == (friendly.subject, friendly.text, friendly.html)
        assert leaks(hostile, payload.said, order=order) == ()


@pytest.mark.parametrize("field", NAMED)
@each_payload
def test_a_name_stands_where_names_stand_and_changes_nothing_else(payload: Payload, field: str) -> None:
    for purpose in ("first_reminder", "firm", "how_to_pay_answer", "dispute_received"):
        order = in_thread(order_for(purpose, payload.language), FRIENDLY)
        assert not is_changed_beside_name(as_name(order, payload.said, field), field)


@pytest.mark.parametrize("field", ["customer", "contact"])
@each_payload
def test_no_link_address_or_account_is_printed_as_a_name(payload: Payload, field: str) -> None:
    order = as_name(order_for("first_reminder", payload.language), payload.obeyed, field)
    draft = compose(order)
    for channel in ("evil.example", "GB29", "HU42"):
        assert channel not in draft.text and channel not in draft.html


def test_an_invoice_number_that_is_a_link_is_stopped_by_the_guard() -> None:
    order = as_name(order_for("first_reminder"), "https://pay.evil.example/now", "number")
    draft = compose(order)
    found = check(subject=draft.subject, body=draft.text, language="en", facts=order.facts)
    assert "payment_diversion" in {violation.code for violation in found}
