from decimal import Decimal

from customers.parsers.bank.camt import read_camt
from customers.parsers.bank.statement import BankEntry
from tests.customers.parsers.bank.camt_messages import details, entry, message


def entries(*parts: str) -> list[BankEntry]:
    (statement,) = read_camt(message(*parts))
    return list(statement.entries)


def test_a_batch_is_given_as_its_parts_when_they_sum_to_it() -> None:
    found = entries(entry("30.00", details("RE-1", amount="10.00"), details("RE-2", amount="20.00")))

    assert [(item.amount, item.reference) for item in found] == [(Decimal(10), "RE-1"), (Decimal(20), "RE-2")]
    assert [item.bank_reference for item in found] == ["B-1/1", "B-1/2"]
    assert {item.batch_reference for item in found} == {"B-1"}


def test_parts_with_references_of_their_own_keep_them() -> None:
    parts = (
        f'<TxDtls><Refs><AcctSvcrRef>T-{n}</AcctSvcrRef></Refs><Amt Ccy="EUR">15.00</Amt></TxDtls>' for n in (1, 2)
    )

    assert [item.bank_reference for item in entries(entry("30.00", *parts))] == ["T-1", "T-2"]


def test_a_part_in_the_other_direction_is_negative() -> None:
    parts = details("RE-1", amount="40.00"), details("RE-2", amount="10.00", indicator="DBIT")

    assert [item.amount for item in entries(entry("30.00", *parts))] == [Decimal(40), Decimal(-10)]


def test_amounts_in_transaction_details_of_old_versions_are_found() -> None:
    parts = (
        f'<TxDtls><AmtDtls><TxAmt><Amt Ccy="EUR">{amount}</Amt></TxAmt></AmtDtls></TxDtls>'
        for amount in ("1.00", "2.00")
    )

    assert [item.amount for item in entries(entry("3.00", *parts))] == [Decimal(1), Decimal(2)]


def test_a_batch_that_does_not_sum_stays_one_entry_with_all_texts() -> None:
    (found,) = entries(entry("30.00", details("RE-1", amount="10.00"), details("RE-2", amount="19.99")))

    assert found.amount == Decimal("30.00")
    assert (found.bank_reference, found.batch_reference) == ("B-1", "")
    assert found.reference == "RE-1\nRE-2"


def test_charges_kept_back_from_a_whole_batch_become_a_part_of_their_own() -> None:
    charges = '<Chrgs><Rcrd><Amt Ccy="EUR">0.50</Amt><ChrgInclInd>true</ChrgInclInd></Rcrd></Chrgs>'
    parts = details("RE-1", amount="10.00"), details("RE-2", amount="20.00")

    found = entries(entry("29.50", *parts, more=charges))

    assert [item.amount for item in found] == [Decimal(10), Decimal(20), Decimal("-0.50")]
    assert found[2].reference == "charges"


def test_transactions_of_one_entry_do_not_spill_into_the_next() -> None:
    pending = entry("9.00", details("X", amount="9.00"), status="<Sts>PDNG</Sts>", reference="P")

    (found,) = entries(pending, entry("5.00", details("RE-5", amount="5.00")))

    assert (found.amount, found.reference) == (Decimal("5.00"), "RE-5")
