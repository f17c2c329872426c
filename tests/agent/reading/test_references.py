"""Which invoices a text names."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from agent.facts import AccountFacts, InvoiceFact
from agent.reading.references import default_invoices, find_mentions


def _invoice(number: str, *, due: date = date(2026, 4, 1), order: str = "") -> InvoiceFact:
    return InvoiceFact(number, date(2026, 3, 1), due, Decimal("10.00"), "EUR", purchase_order=order)


def _account(*invoices: InvoiceFact) -> AccountFacts:
    return AccountFacts("Kern AG", "DE", "de", "EUR", invoices=invoices)


@pytest.mark.parametrize(
    ("numbers", "text", "meant"),
    [
        (["INV-5521", "INV-5587"], "for 5521, check no. 20418", ["INV-5521"]),
        (["INV-2026-0391", "INV-2026-0419"], "0419 is 391 again", ["INV-2026-0419", "INV-2026-0391"]),
        (["GIB2026000000871", "GIB2026000000902"], "871 no'lu fatura", ["GIB2026000000871"]),
        (["FV/1182/2025"], "fakturę fv 1182 2025", ["FV/1182/2025"]),
        (["214/2026", "231/2026"], "la 214 di maggio", ["214/2026"]),
        (["4418"], "الفاتورة رقم ٤٤١٨", ["4418"]),
        (["KS-20931"], "call 01434 209310", []),
        (["KS-20931"], "it cost 20931.50", []),
        (["R-2026"], "in May 2026", []),
        (["100", "1001"], "1001", ["1001"]),
        (["418-1-1", "466-1-1"], "Račun 418 plaćamo sutra, a 466 do petka", ["418-1-1", "466-1-1"]),
        (["INV/27/0808", "INV/27/0809"], "0809は0808とまったく同じ内容", ["INV/27/0809", "INV/27/0808"]),
        (["HD-77", "HD-81"], "77번은 결제했습니다", ["HD-77"]),
        (["INV-2026-0391"], "invoice 2026/0391", ["INV-2026-0391"]),
        (["KS-4471", "KS-4502"], "4471/4502", ["KS-4471", "KS-4502"]),
        (["INV-20931"], "INV-2O931", ["INV-20931"]),
        (["INV-20931"], "INV-29031", ["INV-20931"]),
        (["INV-20931"], "INV-20932", []),
        (["2027/0031"], "2026/0031", []),
    ],
)
def test_numbers_and_clear_fragments_name_invoices(numbers: list[str], text: str, meant: list[str]) -> None:
    assert [m.number for m in find_mentions(text, [_invoice(n) for n in numbers])] == meant


def test_a_purchase_order_of_one_invoice_names_it() -> None:
    invoices = [_invoice("A-1", order="PO-7781"), _invoice("A-2", order="PO-7799"), _invoice("A-3", order="PO-7799")]
    assert [m.number for m in find_mentions("PO 7781 and PO-7799", invoices)] == ["A-1"]


def test_without_a_name_what_is_due_by_that_day_is_meant() -> None:
    account = _account(_invoice("A"), _invoice("B", due=date(2026, 5, 1)), _invoice("C", due=date(2026, 5, 2)))
    assert default_invoices(account, date(2026, 5, 1)) == ("A", "B")
    assert default_invoices(account, date(2026, 1, 1)) == ("A", "B", "C")


def test_hostile_invoice_numbers_give_no_error() -> None:
    invoices = [_invoice(""), _invoice("(("), _invoice("***"), _invoice("9" * 300), _invoice("a" * 300)]
    assert find_mentions("((*** and more 123", invoices) == []
