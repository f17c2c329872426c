from __future__ import annotations

from customers.matching.items import AdvisedLine
from customers.matching.remittance_text import advised_lines


def test_each_segment_says_what_is_paid_on_a_document() -> None:
    text = "RMR*IV*INV-2026-00123**1250.00*1275.50~RMR*IV*INV-2026-00124**99.9~"
    assert advised_lines(text) == (AdvisedLine("INV-2026-00123", 125_000), AdvisedLine("INV-2026-00124", 9_990))


def test_a_credit_note_stands_below_zero() -> None:
    assert advised_lines(r"RMR*CM*CN-44**-144.45\RMR*IV*INV-1*PO*10") == (
        AdvisedLine("CN-44", -14_445),
        AdvisedLine("INV-1", 1_000),
    )


def test_small_letters_are_read_too() -> None:
    assert advised_lines("rmr*iv*inv-7**70.07") == (AdvisedLine("INV-7", 7_007),)


def test_text_without_segments_advises_nothing() -> None:
    assert advised_lines("Invoice INV-1 for 12.50") == () == advised_lines("")
