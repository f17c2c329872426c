from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from customers.parsers.bank.lockbox_text import read_lockbox_text
from customers.parsers.bank.statement import RemittanceAdvice, RemittanceLine
from customers.parsers.errors import UnreadableFile

STUB = """LOCKBOX REMITTANCE ADVICE
Depository: First Bank, Lockbox 41
Batch: LBX-1
Deposit date: 2026-03-02
Payer: NORTHWIND RETAIL CO
Account: NW-10042
Check number: 882104
Check amount: 4250.00
Invoices: INV-1
PO: NW-PO-8
Memo: Payment for INV-1
"""


def test_a_stub_is_an_advice():
    assert read_lockbox_text(STUB.encode()) == (
        RemittanceAdvice(
            payer_name="NORTHWIND RETAIL CO",
            amount=Decimal("4250.00"),
            paid_on=date(2026, 3, 2),
            trace="882104",
            method="check",
            lines=(RemittanceLine("INV-1", Decimal("4250.00"), purchase_order="NW-PO-8"),),
            note="Payment for INV-1",
            customer_number="NW-10042",
        ),
    )


def test_several_stubs_in_a_file_are_several_advices():
    assert len(read_lockbox_text((STUB + STUB).encode())) == 2


def test_a_stub_without_invoices_has_no_lines():
    (advice,) = read_lockbox_text(b"Payer: X\nCheck number: 1\nCheck amount: 20.00\nInvoices:\nPO:\nMemo: On account")
    assert (advice.lines, advice.note) == ((), "On account")


def test_a_mail_says_what_is_paid_on_which_invoice_and_what_is_kept_back():
    (advice,) = read_lockbox_text(
        b"From: ap@lakeshore.example\nSubject: Short pay\n\nPayer: Lakeshore\nRemitting: $1,500.00\n"
        b"Invoices: INV-80, INV-81\nDeduction: $50.25 shortage on the hardware, invoice INV-81\n\n"
        b"Please apply $1,100.00 to INV-80 and $400.00 to INV-81.\n"
    )
    assert (advice.amount, advice.currency) == (Decimal("1500.00"), "USD")
    assert advice.lines == (
        RemittanceLine("INV-80", Decimal("1100.00")),
        RemittanceLine("INV-81", Decimal("400.00"), Decimal("50.25"), "shortage on the hardware, invoice INV-81"),
    )


def test_what_is_paid_beyond_the_invoice_leaves_its_amount_open():
    (advice,) = read_lockbox_text(STUB.replace("Payment for INV-1", "INV-1 plus extra for the account").encode())
    assert advice.lines[0].amount is None


@pytest.mark.parametrize("data", [b"Hello, when will you deliver?\n", b"Payer: X\nCheck amount: some\n", b""])
def test_other_texts_are_refused(data):
    with pytest.raises(UnreadableFile):
        read_lockbox_text(data)
