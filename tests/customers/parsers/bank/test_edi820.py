from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from customers.parsers.bank.edi820 import read_edi820
from customers.parsers.bank.statement import RemittanceLine
from customers.parsers.errors import UnreadableFile

ISA = "ISA*00*          *00*          *ZZ*PAYER          *ZZ*US             *260302*1200*U*00401*000000001*0*P*:~"


def edi(
    *segments: str, bpr: str = "BPR*C*1000.00*C*ACH*CTX*01*021000021*DA*123456789*9876543210**01*071*DA*5550*20260302"
):
    body = [bpr, "TRN*1*ACH-77*1234567890", "N1*PR*ACME MANUFACTURING LLC", "N1*PE*US INC", *segments]
    return "~\n".join(
        [
            ISA[:-1],
            "GS*RA*A*B*20260302*1200*1*X*004010",
            "ST*820*0001",
            *body,
            "SE*9*0001",
            "GE*1*1",
            "IEA*1*000000001~",
        ]
    )


def only_advice(*segments: str, **kwargs):
    (advice,) = read_edi820(edi(*segments, **kwargs).encode())
    return advice


def test_an_advice_has_payer_amount_day_and_trace():
    advice = only_advice("RMR*IV*INV-1**1000.00*1000.00")
    assert (advice.payer_name, advice.payer_account) == ("ACME MANUFACTURING LLC", "123456789")
    assert (advice.amount, advice.currency, advice.paid_on) == (Decimal("1000.00"), "", date(2026, 3, 2))
    assert (advice.trace, advice.method) == ("ACH-77", "ach")
    assert advice.lines == (RemittanceLine("INV-1", Decimal("1000.00")),)


def test_orders_and_customer_number_come_from_references():
    advice = only_advice("REF*AC*C-30881", "CUR*PR*USD", "ENT*1", "RMR*IV*A1**400", "REF*PO*PO-1", "RMR*IV*A2**600")
    assert (advice.customer_number, advice.currency) == ("C-30881", "USD")
    assert [(line.document, line.purchase_order) for line in advice.lines] == [("A1", "PO-1"), ("A2", "")]


def test_an_order_without_an_invoice_is_a_line_of_its_own():
    assert only_advice("REF*PO*PO-9").lines == (RemittanceLine("", purchase_order="PO-9"),)


def test_discount_and_adjustment_within_the_net_amount_are_the_deduction():
    advice = only_advice("RMR*IV*26801*PO*1000.00*1120*20", "ADX*-100*59*CM*26801", "REF*6O*022")
    assert advice.lines == (
        RemittanceLine("26801", Decimal("1000.00"), Decimal("120"), "discount; 59 item not received"),
    )


def test_an_adjustment_beside_a_gross_amount_lowers_what_is_paid():
    advice = only_advice("RMR*IV*A1**1100.00", "ADX*-100*04", "REF*D0*X*27 cartons crushed")
    assert advice.lines == (
        RemittanceLine("A1", Decimal("1000.00"), Decimal("100"), "04 item damaged; X 27 cartons crushed"),
    )


def test_an_adjustment_for_another_document_stands_by_itself():
    advice = only_advice("RMR*IV*A1**1100.00", "ADX*-100*72*CM*CM-5")
    assert advice.lines == (
        RemittanceLine("A1", Decimal("1100.00")),
        RemittanceLine("CM-5", Decimal("-100"), Decimal("100"), "72 authorized return"),
    )


def test_a_credit_memo_is_a_negative_line():
    advice = only_advice("RMR*IV*A1**1100.00", "RMR*CM*CM-5**-100.00")
    assert [line.amount for line in advice.lines] == [Decimal("1100.00"), Decimal("-100.00")]


@pytest.mark.parametrize(("element", "end"), [("|", "\n"), ("^", "'"), ("*", "\x85"), ("|", "\r\n")])
def test_separators_are_those_that_the_header_declares(element, end):
    text = edi("RMR*IV*INV-1**1000.00").replace("~\n", "~").replace("*", element).replace("~", end)
    assert read_edi820(text.encode()) == read_edi820(edi("RMR*IV*INV-1**1000.00").encode())


def test_a_header_with_shortened_fields_is_read():
    text = edi("RMR*IV*INV-1**1000.00").replace("          ", "").replace("PAYER     ", "PAYER-WITH-A-LONG-NAME")
    assert read_edi820(text.encode())[0].lines[0].document == "INV-1"


def test_each_transaction_set_is_an_advice_and_others_are_passed_over():
    text = edi("RMR*IV*INV-1**1000.00")
    second = text[text.index("ST*820") : text.index("GE*1")]
    other = "ST*997*0003~\nAK1*RA*1~\nSE*3*0003~\n"
    assert len(read_edi820(text.replace("GE*1", second + other + "GE*3", 1).encode())) == 2


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "is empty"),
        (b"UNB+UNOA:1+A+B'UNH+1+REMADV:D:96A:UN'", "is no EDI X12"),
        (edi().replace("ST*820", "ST*810").encode(), "has no remittance advice"),
        (edi("RMR*IV*INV-1**1000.00").split("GE*1")[0].encode(), "ends without its trailer"),
        (edi().replace("SE*9*0001~\n", "").encode(), "ends without its trailer"),
        (edi("RMR*IV*INV-1**1,000.00").encode(), "is no amount"),
        (edi("RMR*IV*INV-1**NaN").encode(), "is no amount"),
        (edi(bpr="BPR*C*1*C*ACH************20261399").encode(), "is no date"),
        (edi(bpr="BGN*00").encode(), "no payment segment"),
        (b"<html></html>", "web page"),
    ],
)
def test_what_is_no_whole_interchange_is_refused_with_a_sentence(data, says):
    with pytest.raises(UnreadableFile, match=says):
        read_edi820(data)
