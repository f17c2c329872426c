from datetime import date
from decimal import Decimal

import pytest

from customers.parsers.bank.balance import check_balance
from customers.parsers.bank.camt import read_camt
from customers.parsers.bank.statement import BankEntry, RemittanceLine
from tests.customers.parsers.bank.camt_messages import balance, details, entry, message, party


def entries(*parts: str, kind: str = "053", version: str = "08") -> list[BankEntry]:
    (statement,) = read_camt(message(*parts, kind=kind, version=version))
    return list(statement.entries)


def test_a_credit_says_who_paid_what_for_which_invoice() -> None:
    paid = details(
        "RE-1041",
        "RE-1042",
        debtor=party("Dbtr", "Müller  GmbH", "DE89 3704 0044 0532 0130 00"),
        creditor=party("Cdtr", "Wir AG", "DE02120300000000202051"),
        id_="KD-77",
    )

    (found,) = entries(entry("119.00", paid))

    assert found.booked_on == date(2026, 3, 2)
    assert (found.amount, found.currency, found.bank_reference) == (Decimal("119.00"), "EUR", "B-1")
    assert (found.payer_name, found.payer_account) == ("Müller GmbH", "DE89370400440532013000")
    assert found.reference == "RE-1041\nRE-1042\nKD-77"
    assert found.end_to_end_id == "KD-77"


@pytest.mark.parametrize(
    ("status", "kind", "count"),
    [
        ("<Sts>BOOK</Sts>", "053", 1),
        ("<Sts><Cd>BOOK</Cd></Sts>", "052", 1),
        ("<Sts>PDNG</Sts>", "052", 0),
        ("<Sts><Cd>INFO</Cd></Sts>", "054", 0),
        ("<Sts><Cd>FUTR</Cd></Sts>", "053", 0),
        ("", "053", 1),
        ("", "052", 0),
    ],
)
def test_only_booked_entries_are_given(status: str, kind: str, count: int) -> None:
    assert len(entries(entry("5.00", status=status), kind=kind)) == count


@pytest.mark.parametrize("version", ["02", "04", "06", "08", "10", "13"])
def test_every_version_is_read(version: str) -> None:
    assert entries(entry("5.00"), version=version)[0].amount == Decimal("5.00")


def test_names_and_accounts_of_old_versions_are_read() -> None:
    old = (
        "<TxDtls><RltdPties><Dbtr><Nm>Acme</Nm></Dbtr>"
        "<DbtrAcct><Id><PrtryAcct><Id>12 34</Id></PrtryAcct></Id></DbtrAcct></RltdPties>"
        "<RmtInf><Strd><CdtrRefInf><CdtrRef>RF18539007547034</CdtrRef></CdtrRefInf></Strd></RmtInf></TxDtls>"
    )

    (found,) = entries(entry("5.00", old, status="<Sts>BOOK</Sts>"), version="01")

    assert (found.payer_name, found.payer_account) == ("Acme", "1234")
    assert found.structured_reference == found.reference == "RF18539007547034"


def test_a_reversed_credit_is_negative_and_a_return() -> None:
    returned = details("RE-1041", debtor=party("Dbtr", "Müller GmbH", "DE89370400440532013000"))

    (found,) = entries(entry("119.00", returned, indicator="DBIT", reversal=True))

    assert (found.amount, found.is_return) == (Decimal("-119.00"), True)
    assert found.payer_account == "DE89370400440532013000"


def test_a_reversal_in_the_original_direction_is_turned_when_only_so_the_balances_agree() -> None:
    parts = entry("100.00", reference="A"), entry("100.00", reference="R", reversal=True)

    (statement,) = read_camt(message(*parts, balances=balance("OPBD", "50.00") + balance("CLBD", "50.00")))

    check_balance(statement)
    assert [found.amount for found in statement.entries] == [Decimal("100.00"), Decimal("-100.00")]


def test_return_information_makes_a_return_and_says_why() -> None:
    reason = "<RtrInf><Rsn><Cd>AC04</Cd></Rsn><AddtlInf>Konto erloschen</AddtlInf></RtrInf>"

    (found,) = entries(entry("30.00", details("MREF 7", more=reason), indicator="DBIT"))

    assert found.is_return
    assert found.reference == "MREF 7\nAC04 Konto erloschen"


@pytest.mark.parametrize(
    ("code", "method", "is_return"),
    [
        ("<Domn><Fmly><Cd>RCDT</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn>", "transfer", False),
        ("<Domn><Fmly><Cd>RCDT</Cd><SubFmlyCd>XBCT</SubFmlyCd></Fmly></Domn>", "wire", False),
        ("<Domn><Fmly><Cd>IDDT</Cd><SubFmlyCd>UPDD</SubFmlyCd></Fmly></Domn>", "direct_debit", True),
        ("<Prtry><Cd>NTRF+166+9001+000</Cd><Issr>DK</Issr></Prtry>", "transfer", False),
        ("<Prtry><Cd>NDDT+109+931+914</Cd><Issr>DK</Issr></Prtry>", "", True),
        ("<Prtry><Cd>165</Cd><Issr>BAI</Issr></Prtry>", "ach", False),
        ("<Prtry><Cd>115</Cd><Issr>BAI2</Issr></Prtry>", "lockbox", False),
        ("<Prtry><Cd>555</Cd><Issr>BAI</Issr></Prtry>", "", True),
        ("<Prtry><Cd>544</Cd></Prtry>", "", False),
    ],
)
def test_codes_say_the_method_and_returns(code: str, method: str, is_return: bool) -> None:
    (found,) = entries(entry("5.00", code=code))

    assert (found.method, found.is_return) == (method, is_return)


def test_structured_documents_become_lines_with_amount_and_deduction() -> None:
    paid = (
        "<TxDtls><RmtInf><Strd><RfrdDocInf><Nb>RE-9</Nb></RfrdDocInf><RfrdDocAmt>"
        '<DscntApldAmt><Amt Ccy="EUR">2.00</Amt></DscntApldAmt><RmtdAmt Ccy="EUR">98.00</RmtdAmt></RfrdDocAmt></Strd>'
        '<Strd><RfrdDocInf><Nb>GS-2</Nb></RfrdDocInf><RfrdDocAmt><CdtNoteAmt Ccy="EUR">8.00</CdtNoteAmt></RfrdDocAmt>'
        "<CdtrRefInf><Ref>RF18539007547034</Ref></CdtrRefInf></Strd></RmtInf></TxDtls>"
    )

    (found,) = entries(entry("90.00", paid))

    assert found.lines == (
        RemittanceLine("RE-9", Decimal("98.00"), Decimal("2.00"), "discount"),
        RemittanceLine("GS-2", Decimal("-8.00")),
    )
    assert found.structured_reference == "RF18539007547034"
    assert found.reference == "RE-9\nRF18539007547034\nGS-2"


def test_an_ultimate_debtor_and_charges_are_kept_beside_the_payer() -> None:
    paid = details(
        "RE-1",
        debtor=party("Dbtr", "Factor AG", "CH9300762011623852957")
        + "<UltmtDbtr><Pty><Nm>Kunde GmbH</Nm></Pty></UltmtDbtr>",
        more='<Chrgs><Rcrd><Amt Ccy="EUR">15.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><ChrgInclInd>true</ChrgInclInd></Rcrd>'
        "</Chrgs>",
    )

    (found,) = entries(entry("985.00", paid))

    assert (found.payer_name, found.ultimate_payer_name) == ("Factor AG", "Kunde GmbH")
    assert found.charges == Decimal("15.00")


def test_the_banks_own_words_stand_in_where_there_is_no_remittance_text() -> None:
    (found,) = entries(entry("5.00", more="<AddtlNtryInf>INV 4711 ACME</AddtlNtryInf>"))

    assert found.reference == "INV 4711 ACME"


def test_a_second_entry_with_the_same_reference_is_told_apart() -> None:
    found = entries(entry("5.00"), entry("1.00", indicator="DBIT"))

    assert [item.bank_reference for item in found] == ["B-1", "B-1#2"]
