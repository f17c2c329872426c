"""Each bank's export in small; the headers are the bank's own, the rows are made up."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from customers.parsers.bank.balance import check_balance
from customers.parsers.bank.statement import Balance, BankEntry
from customers.parsers.bank.table import read_bank_table
from customers.parsers.bank.table_presets import find_bank_preset
from customers.parsers.errors import UnreadableFile
from tests.customers.parsers.conftest import MakeFile

DAY = date(2026, 3, 28)

SPARKASSE_CAMT = (
    '"Auftragskonto";"Buchungstag";"Valutadatum";"Buchungstext";"Verwendungszweck";"Glaeubiger ID";"Mandatsreferenz";'
    '"Kundenreferenz (End-to-End)";"Sammlerreferenz";"Lastschrift Ursprungsbetrag";"Auslagenersatz Ruecklastschrift";'
    '"Beguenstigter/Zahlungspflichtiger";"Kontonummer/IBAN";"BIC (SWIFT-Code)";"Betrag";"Waehrung";"Info"\n'
    '"DE02120300000000202051";"28.03.26";"28.03.26";"GUTSCHR. UEBERWEISUNG";"RE 7";"";"";"NOTPROVIDED";"";"";"";'
    '"Müller GmbH";"DE89370400440532013000";"X";"1.090,50";"EUR";"Umsatz gebucht"\n'
    '"DE02120300000000202051";"29.03.26";"";"KARTENZAHLUNG";"X";"";"";"";"";"";"";"Y";"";"";"-5,00";"EUR";'
    '"Umsatz vorgemerkt"\n'
)
SPARKASSE_MT940 = (
    '"Auftragskonto";"Buchungstag";"Valutadatum";"Buchungstext";"Verwendungszweck";'
    '"Beguenstigter/Zahlungspflichtiger";"Kontonummer";"BLZ";"Betrag";"Waehrung";"Info"\n'
    '"12345";"28.03.26";"28.03.26";"GUTSCHRIFT";"SVWZ+RE 7";"Müller GmbH";"DE89370400440532013000";"X";"1090,50";'
    '"EUR";"Umsatz gebucht"\n'
)
VOLKSBANK = (
    "Bezeichnung Auftragskonto;IBAN Auftragskonto;BIC Auftragskonto;Bankname Auftragskonto;Buchungstag;Valutadatum;"
    "Name Zahlungsbeteiligter;IBAN Zahlungsbeteiligter;BIC (SWIFT-Code) Zahlungsbeteiligter;Buchungstext;"
    "Verwendungszweck;Betrag;Waehrung;Saldo nach Buchung;Bemerkung;Kategorie;Steuerrelevant;Glaeubiger ID;"
    "Mandatsreferenz\n"
    "Giro;DE02120300000000202051;X;VR;28.03.2026;28.03.2026;Müller GmbH;DE89370400440532013000;X;Gutschrift;RE 7;"
    "1090,50;EUR;2090,50;;;;;\n"
)
DKB = (
    '"Girokonto";"DE02 1203 0000 0000 2020 51"\n""\n"Kontostand vom 28.03.2026:";"2.090,50 €"\n""\n'
    '"Buchungsdatum";"Wertstellung";"Status";"Zahlungspflichtige*r";"Zahlungsempfänger*in";"Verwendungszweck";'
    '"Umsatztyp";"IBAN";"Betrag (€)";"Gläubiger-ID";"Mandatsreferenz";"Kundenreferenz"\n'
    '"28.03.26";"28.03.26";"Gebucht";"Müller GmbH";"Wir";"RE 7";"Eingang";'
    '"DE89370400440532013000";"1.090,50 €";"";"";""\n'
    '"28.03.26";"";"Vorgemerkt";"Wir";"X";"";"Ausgang";"";"-3,00 €";"";"";""\n'
)
N26 = (
    '"Booking Date","Value Date","Partner Name","Partner Iban",Type,"Payment Reference","Account Name",'
    '"Amount (EUR)","Original Amount","Original Currency","Exchange Rate"\n'
    '2026-03-28,2026-03-28,"Müller GmbH","DE89370400440532013000","Credit Transfer","RE 7","Main",1090.50,,,\n'
)
WISE = (
    '"TransferWise ID",Date,"Date Time",Amount,Currency,Description,"Payment Reference","Running Balance",'
    '"Exchange From","Exchange To","Exchange Rate","Payer Name","Payee Name","Payee Account Number",Merchant\n'
    "TRANSFER-1,28-03-2026,28-03-2026 10:00:00.1,1090.50,EUR,Received money,RE 7,2090.50,,,,Müller GmbH,,,\n"
)
REVOLUT = (
    "Date started (UTC),Date completed (UTC),ID,Type,State,Description,Reference,Payer,Card number,Orig currency,"
    "Orig amount,Payment currency,Amount,Fee,Balance,Account,Beneficiary account number,Beneficiary IBAN\n"
    "2026-03-28,2026-03-28,abc,TOPUP,COMPLETED,Money added,RE 7,Müller GmbH,,EUR,1090.50,"
    "EUR,1090.50,0.50,2090.00,Main,,\n"
    "2026-03-29,,abd,TRANSFER,PENDING,X,,,,EUR,-1.00,EUR,-1.00,0.00,,Main,,\n"
)
STRIPE = (
    "automatic_payout_id,automatic_payout_effective_at_utc,balance_transaction_id,created_utc,available_on_utc,"
    "currency,gross,fee,net,reporting_category,description,customer_email,customer_name\n"
    "po_1,2026-03-30 00:00:00,txn_1,2026-03-28 09:00:00,2026-03-30 00:00:00,eur,1090.50,30.50,1060.00,charge,RE 7,,"
    "Müller GmbH\n"
)
MERCURY = (
    "Date (UTC),Description,Amount,Status,Source Account,Bank Description,Reference,Note,Last Four Digits,Name On Card,"
    "Mercury Category,Category,GL Code,Timestamp,Original Currency,Check Number,Tags,Cardholder Email,Tracking ID\n"
    "03-28-2026,Müller GmbH,1090.50,Sent,Mercury Checking xx3992,MUELLER,RE 7,,,,,,,,USD,,,,TR1\n"
    "03-28-2026,X,5,Failed,Mercury Checking xx3992,,,,,,,,,,USD,,,,TR2\n"
)
CHASE = (
    "Details,Posting Date,Description,Amount,Type,Balance,Check or Slip #\n"
    "CREDIT,03/28/2026,ORIG CO NAME:MULLER,1090.50,ACH_CREDIT,2090.50,,\n"
    "DEBIT,03/27/2026,CHECK 7,-100.00,CHECK_PAID,1000.00,7,\n"
)
BOFA = (
    'Description,,Summary Amt.\nBeginning balance as of 03/01/2026,,"1,000.00"\nTotal credits,,"1,090.50"\n'
    'Total debits,,"0.00"\nEnding balance as of 03/31/2026,,"2,090.50"\n\nDate,Description,Amount,Running Bal.\n'
    '03/01/2026,Beginning balance as of 03/01/2026,,"1,000.00"\n'
    '03/28/2026,"MULLER DES:RE 7","1,090.50","2,090.50"\n'
)
BARCLAYS = (
    "Number,Date,Account,Amount,Subcategory,Memo\n,28/03/2026,20-00-00 12345678,1090.50,Counter Credit,MULLER RE 7\n"
)
ING = (
    '"Datum";"Naam / Omschrijving";"Rekening";"Tegenrekening";"Code";"Af Bij";"Bedrag (EUR)";"Mutatiesoort";'
    '"Mededelingen";"Saldo na mutatie";"Tag"\n'
    '"20260328";"Müller GmbH";"NL69INGB0123456789";"DE89370400440532013000";"OV";"Bij";"1090,50";"Overschrijving";'
    '"RE 7";"2090,50";""\n'
    '"20260327";"X";"NL69INGB0123456789";"";"BA";"Af";"9,50";"Betaalautomaat";"Y";"1000,00";""\n'
)
RABOBANK = (
    '"IBAN/BBAN","Munt","BIC","Volgnr","Datum","Rentedatum","Bedrag","Saldo na trn","Tegenrekening IBAN/BBAN",'
    '"Naam tegenpartij","Naam uiteindelijke partij","Naam initiërende partij","BIC tegenpartij","Code","Batch ID",'
    '"Transactiereferentie","Machtigingskenmerk","Incassant ID","Betalingskenmerk","Omschrijving-1","Omschrijving-2",'
    '"Omschrijving-3","Reden retour","Oorspr bedrag","Oorspr munt","Koers"\n'
    '"NL71RABO0123456789","EUR","RABONL2U","000000000000000017","2026-03-28","2026-03-28","+1090,50","+2090,50",'
    '"DE89370400440532013000","Müller GmbH","","","X","cb","","E2E-1","","","","RE 7"," "," ","","","",""\n'
)
QONTO = (
    "Status,Settlement date (UTC),Settlement date (local),Counterparty name,Total amount (incl. VAT),Currency,"
    "Payment method,Reference,Transaction ID,Account IBAN,Balance\n"
    "settled,28-03-2026 09:00:00,28-03-2026 10:00:00,Müller GmbH,1090.50,EUR,Transfer,RE 7,tr-1,"
    "FR7616958000010000000000123,2090.50\n"
    "declined,28-03-2026 09:00:00,28-03-2026 10:00:00,X,-5.00,EUR,Card,,tr-2,FR7616958000010000000000123,\n"
)
PAYPAL = (
    '"Date","Time","TimeZone","Name","Type","Status","Currency","Gross","Fee","Net","From Email Address",'
    '"To Email Address","Transaction ID","Item Title","Invoice Number","Balance","Subject","Note","Balance Impact"\n'
    '"03/28/2026","10:00:00","CET","Müller GmbH","General Payment","Completed","EUR","1,090.50","-30.50","1,060.00",'
    '"ap@m.example","us@x.example","1AB","","RE 7","2,060.00","","","Credit"\n'
    '"03/28/2026","10:01:00","CET","X","Authorization","Pending","EUR","5.00","0.00","5.00","","","2AB","","","","","","Memo"\n'
)
SAMPLES = {
    "sparkasse_camt": SPARKASSE_CAMT, "sparkasse_mt940": SPARKASSE_MT940, "volksbank": VOLKSBANK, "dkb": DKB,
    "n26": N26, "wise": WISE, "revolut_business": REVOLUT, "stripe_balance": STRIPE, "mercury": MERCURY,
    "chase": CHASE, "bank_of_america": BOFA, "barclays": BARCLAYS, "ing_nl": ING, "rabobank": RABOBANK,
    "qonto": QONTO, "paypal": PAYPAL,
}  # fmt: skip
CURRENCIES = {"chase": "USD", "bank_of_america": "USD", "mercury": "USD", "barclays": "GBP"}
WITHOUT_NAMES = {"chase", "bank_of_america", "barclays"}


@pytest.mark.parametrize("bank", SAMPLES)
def test_each_bank_is_known_by_its_columns(bank: str, make_file: MakeFile) -> None:
    assert find_bank_preset(make_file(SAMPLES[bank])) == bank


@pytest.mark.parametrize("bank", SAMPLES)
def test_the_payment_is_read_from_each_bank_s_list(bank: str, make_file: MakeFile) -> None:
    (statement,) = read_bank_table(make_file(SAMPLES[bank]))
    entry = statement.entries[0]
    assert (entry.booked_on, entry.amount) == (DAY, Decimal("1090.50"))
    assert entry.currency == CURRENCIES.get(bank, "EUR")
    if bank not in WITHOUT_NAMES:
        assert entry.payer_name == "Müller GmbH"
        assert "RE 7" in entry.reference
    check_balance(statement)


def test_the_account_stands_in_a_column_or_above_the_header(make_file: MakeFile) -> None:
    accounts = {bank: read_bank_table(make_file(text), account="own")[0].account for bank, text in SAMPLES.items()}
    assert accounts["sparkasse_camt"] == accounts["volksbank"] == "DE02120300000000202051"
    assert accounts["ing_nl"] == "NL69INGB0123456789"
    assert accounts["n26"] == "own"
    assert read_bank_table(make_file(DKB))[0].account == "DE02120300000000202051"


def test_a_running_balance_gives_opening_and_closing_newest_first_too(make_file: MakeFile) -> None:
    (statement,) = read_bank_table(make_file(CHASE))
    assert statement.opening == Balance(date(2026, 3, 27), Decimal("1100.00"), "USD")
    assert statement.closing == Balance(DAY, Decimal("2090.50"), "USD")


def test_a_row_that_is_missing_shows_in_the_balance(make_file: MakeFile) -> None:
    rows = "".join(f"CREDIT,03/{day:02},PAYMENT,10.00,ACH_CREDIT,{day * 10}.00,,\n" for day in (1, 2, 3, 5, 6))
    text = CHASE.split("\n")[0] + "\n" + rows.replace(",PAYMENT", "/2026,PAYMENT")
    with pytest.raises(UnreadableFile, match="does not add up"):
        check_balance(read_bank_table(make_file(text))[0])


def test_pending_and_failed_movements_are_left_out(make_file: MakeFile) -> None:
    for bank in ("sparkasse_camt", "dkb", "mercury", "qonto"):
        assert len(read_bank_table(make_file(SAMPLES[bank]))[0].entries) == 1


def test_a_fee_that_was_kept_back_is_an_entry_of_its_own(make_file: MakeFile) -> None:
    for bank, fee in (("stripe_balance", "-30.50"), ("paypal", "-30.50"), ("revolut_business", "-0.50")):
        payment, cost = read_bank_table(make_file(SAMPLES[bank]))[0].entries
        assert (payment.amount, cost.amount, cost.reference) == (Decimal("1090.50"), Decimal(fee), "fee")


def test_the_direction_gives_the_sign(make_file: MakeFile) -> None:
    (statement,) = read_bank_table(make_file(ING))
    assert [entry.amount for entry in statement.entries] == [Decimal("1090.50"), Decimal("-9.50")]


def test_a_list_in_several_currencies_is_several_statements(make_file: MakeFile) -> None:
    text = WISE + "TRANSFER-2,28-03-2026,28-03-2026 10:00:00.1,5.00,USD,X,Y,5.00,,,,Z,,,\n"
    assert [statement.currency for statement in read_bank_table(make_file(text))] == ["EUR", "USD"]


def test_a_column_map_reads_credit_and_debit_columns(make_file: MakeFile) -> None:
    mapping = make_file(
        '[statement]\n[statement.columns]\nbooked_on = "Day"\namount = { add = ["In"], subtract = ["Out"] }\n'
        'reference = "Text"\n',
        "map.toml",
    )
    file = make_file("Day,In,Out,Text\n2026-03-28,10.00,,A\n2026-03-29,,4.00,B\n", "list.csv")
    (statement,) = read_bank_table(file, mapping=mapping, account="1", currency="USD")
    assert statement.entries == (
        BankEntry(DAY, Decimal("10.00"), "USD", reference="A"),
        BankEntry(date(2026, 3, 29), Decimal("-4.00"), "USD", reference="B"),
    )


def test_usual_headers_need_neither_preset_nor_map(make_file: MakeFile) -> None:
    file = make_file("Booking date,Amount,Currency,Counterparty,Details\n2026-03-28,10.00,EUR,Ott,RE 7\n")
    (statement,) = read_bank_table(file)
    assert statement.entries == (BankEntry(DAY, Decimal("10.00"), "EUR", payer_name="Ott", reference="RE 7"),)


def test_one_row_that_cannot_be_read_refuses_the_list(make_file: MakeFile) -> None:
    with pytest.raises(UnreadableFile, match="Row 2: amount “1.0x” is no amount"):
        read_bank_table(make_file("Date,Amount,Details\n2026-03-28,1.0x,A\n"))


def test_a_list_without_booked_movements_is_refused(make_file: MakeFile) -> None:
    lines = MERCURY.split("\n")
    with pytest.raises(UnreadableFile, match="no booked movements"):
        read_bank_table(make_file(f"{lines[0]}\n{lines[2]}\n"))
