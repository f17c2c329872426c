"""Amounts in running text."""

from __future__ import annotations

from decimal import Decimal

import pytest

from agent.reading.amounts import find_amounts


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("we paid £2,415.60 today", ["2415.60"]),
        ("1.250,00 € überwiesen", ["1250.00"]),
        ("CHF 1'250.00 für 20270018", ["1250.00"]),
        ("3 415,20 € le 12", ["3415.20"]),
        ("Rs. 1,18,000.00 by NEFT", ["118000.00"]),
        ("50.000,00 TL'sini", ["50000.00"]),
        ("1 234,80 zł i 4 939,20 zł", ["1234.80", "4939.20"]),
        ("3,300,000원 입금", ["3300000"]),
        ("46,800.00 元", ["46800.00"]),
        ("١٢٬٥٠٠٫٠٠ ريال", ["12500.00"]),
        ("a discount of 5 %", []),
        ("invoice 10442 of May", []),
        ("we received 32 of 40", []),
        ("about €2k", ["2000"]),
        ("deposit $2805 on 20 May", ["2805"]),
        ("Rs 42480/- done yesterday", ["42480"]),
        ("N1,000,000 on Monday", ["1000000"]),
        ("₹1,25,000", ["125000"]),
        ("1.2 lakh", ["120000"]),
        ("3,5 Mio Euro", ["3500000"]),
        ("10 тыс. грн", ["10000"]),
        ("550만원 전액", ["5500000"]),
        ("38만6천원 보냈는데요", ["386000"]),
        ("3万5千円", ["35000"]),
        ("五万元", ["50000"]),
        ("٣٤٥٫٥٠ ريال", ["345.50"]),
        ("۶ و نیم میلیون تومن", ["65000000"]),
        ("faturaram 1.200 kg", []),
        ("IBAN DE89 3704 0044 0532 0130 00", []),
    ],
)
def test_amounts_are_found_in_national_forms(text: str, amounts: list[str]) -> None:
    assert [found.value for found in find_amounts(text)] == [Decimal(amount) for amount in amounts]


def test_a_bare_number_counts_where_it_is_a_balance() -> None:
    assert [found.value for found in find_amounts("the 318 goes tomorrow", known=[Decimal("318.00")])] == [Decimal(318)]


def test_what_is_taken_is_no_amount() -> None:
    assert find_amounts("€ 300", taken=[(2, 5)]) == []


@pytest.mark.parametrize("text", ["", "9" * 5000, "1,1,1,1,1" * 500, "€" * 500, "€ 1e999"])
def test_hostile_text_gives_no_error(text: str) -> None:
    assert isinstance(find_amounts(text), list)
