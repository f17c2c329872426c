"""Each program's export in small; the headers are the program's own, the rows are made up."""

from __future__ import annotations

from pathlib import Path

from customers.parsers.mapping import read_rows
from tests.customers.parsers.conftest import MakeFile
from tests.customers.parsers.reading import landed, rejected

EXAMPLES = Path(__file__).parents[3] / "docs" / "examples"


def test_xero_line_items_without_total_are_computed(make_file: MakeFile) -> None:
    # Xero, sales invoice import template, shortened by empty columns.
    text = (
        "*ContactName,EmailAddress,*InvoiceNumber,Reference,*InvoiceDate,*DueDate,Total,*Description,*Quantity,"
        "*UnitAmount,Discount,TaxAmount,Currency\n"
        "Hall & Co,ap@hall.example,INV-7,PO 1,28/3/2026,27/4/2026,,Chairs,4,25.50,10,9.18,GBP\n"
        "Hall & Co,ap@hall.example,INV-7,PO 1,28/3/2026,27/4/2026,,Delivery,1,15,,,GBP\n"
    )
    (row,) = landed(read_rows(make_file(text), "invoices", preset="xero"))
    assert (row["number"], row["amount"], row["due"], row["currency"]) == ("INV-7", "115.98", "2026-04-27", "GBP")
    assert len(landed(read_rows(make_file(text), "customers", preset="xero"))) == 1


def test_xero_total_is_taken_once(make_file: MakeFile) -> None:
    # Xero, sales invoices export.
    text = (
        "ContactName,EmailAddress,InvoiceNumber,InvoiceDate,DueDate,Total,InvoiceAmountDue,Currency,Quantity,"
        "UnitAmount,Type,Status\n"
        "Hall,a@hall.example,INV-8,28/03/2026,27/04/2026,150.00,50.00,GBP,1,100,Sales invoice,Awaiting Payment\n"
        "Hall,a@hall.example,INV-8,28/03/2026,27/04/2026,150.00,50.00,GBP,1,50,Sales invoice,Awaiting Payment\n"
        "Wood,b@wood.example,B-1,28/03/2026,27/04/2026,9.00,9.00,GBP,1,9,Bill,Awaiting Payment\n"
    )
    (row,) = landed(read_rows(make_file(text), "invoices", preset="xero"))
    assert (row["amount"], row["open_amount"], row["status"]) == ("150.00", "50.00", "open")


def test_quickbooks_reports_have_a_title_block(make_file: MakeFile) -> None:
    # QuickBooks, A/R Aging Detail and Customer Contact List.
    aging = (
        "Sample Company\nA/R Aging Detail\nAs of 31 December 2026\n\n"
        "Num,Customer,Date,Due Date,Amount,Open Balance,P.O. #\n"
        '204,"Ott, Anna",11/18/2026,12/18/2026,"1,284.50","284.50",PO-1\nTOTAL,,,,"1,284.50","284.50",\n'
    )
    table = read_rows(make_file(aging), "invoices", preset="quickbooks_online")
    (row,) = landed(table)
    assert (row["number"], row["customer_id"], row["issued"]) == ("204", "Ott, Anna", "2026-11-18")
    assert (row["amount"], row["open_amount"], row["purchase_order"], table.kind) == (
        "1284.50",
        "284.50",
        "PO-1",
        "snapshot",
    )
    contacts = (
        "Sample Company\nCustomer Contact List\n\nCustomer,Company Name,First Name,Last Name,Main Email,Terms\n"
        '"Ott, Anna",,Anna,Ott,anna@ott.example,Net 30\n"Ott, Anna",,Anna,Ott,anna@ott.example,Net 30\n'
        ",,,,nobody@example.com,\n"
    )
    (customer,) = landed(read_rows(make_file(contacts), "customers", preset="quickbooks_online"))
    assert customer == {
        "customer_id": "Ott, Anna", "name": "Ott, Anna", "email": "anna@ott.example", "contact_name": "Anna Ott",
        "payment_terms_days": "30",
    }  # fmt: skip


def test_stripe_payments_without_id_get_one(make_file: MakeFile) -> None:
    # Stripe, payments export of the dashboard.
    text = (
        "Created date (UTC);Amount;Currency;Captured;Payment Source Type;Status;Customer ID;Invoice Number\n"
        "2026-06-07 02:38:54;15.00;usd;TRUE;card;Paid;cus_A;AAAA-0005\n"
        "2026-06-07 03:00:00;9.00;eur;TRUE;card;Failed;cus_B;BBBB-1\n"
    )
    assert landed(read_rows(make_file(text), "payments", preset="stripe")) == [
        {
            "transaction_id": "2026-06-07 02:38:54/cus_A/AAAA-0005", "booked_on": "2026-06-07", "amount": "15.00",
            "currency": "USD", "method": "card", "customer_id": "cus_A", "invoice": "AAAA-0005",
        }
    ]  # fmt: skip


def test_stripe_refunds_lower_what_was_paid(make_file: MakeFile) -> None:
    # Stripe, unified payments export of the dashboard.
    text = (
        "id,Created date (UTC),Amount,Amount Refunded,Currency,Status,Customer ID,Invoice Number\n"
        "py_1,2026-06-07 02:38,100.00,30.00,eur,Partial Refund,cus_A,A-1\n"
    )
    assert landed(read_rows(make_file(text), "payments", preset="stripe"))[0]["amount"] == "70.00"


def test_zoho_payments_of_several_invoices_are_one(make_file: MakeFile) -> None:
    # Zoho Books, Customer_Payment export.
    text = (
        "Payment Number,CustomerPayment ID,Mode,Date,Customer Name,Amount,Reference Number,Invoice Number,"
        "Amount Applied to Invoice\n"
        "1,7001,Bank Transfer,2026-06-10,Ott,100,UTR1,INV-1,60\n1,7001,Bank Transfer,2026-06-10,Ott,100,UTR1,INV-2,40\n"
    )
    (row,) = landed(read_rows(make_file(text), "payments", preset="zoho_books"))
    assert (row["transaction_id"], row["amount"], row["invoice"], row["method"]) == (
        "7001",
        "100",
        "INV-1|INV-2",
        "wire",
    )


def test_zoho_invoices_skip_drafts_and_take_the_total_once(make_file: MakeFile) -> None:
    # Zoho Books, Invoice and Contacts exports.
    text = (
        "Invoice Date,Invoice ID,Invoice Number,Invoice Status,Customer Name,Due Date,Item Total,Total,Balance\n"
        "2026-06-02,9001,INV-1,Overdue,Ott,2026-07-02,500,819.2,19.2\n"
        "2026-06-02,9001,INV-1,Overdue,Ott,2026-07-02,160,819.2,19.2\n"
        "2026-06-06,9003,INV-3,Draft,Ott,,40,44.8,44.8\n"
    )
    (row,) = landed(read_rows(make_file(text), "invoices", preset="zoho_books"))
    assert (row["number"], row["amount"], row["open_amount"], row["status"]) == ("INV-1", "819.2", "19.2", "open")
    contacts = (
        "Contact ID,Display Name,Company Name,Contact Type,Payment Terms,Credit Limit\n"
        "11,Ott,Ott LLP,customer,30,50000\n12,V,V,vendor,0,\n"
    )
    (customer,) = landed(read_rows(make_file(contacts), "customers", preset="zoho_books"))
    assert (customer["customer_id"], customer["name"], customer["payment_terms_days"]) == ("Ott", "Ott LLP", "30")


def test_freshbooks_lines_make_the_total(make_file: MakeFile) -> None:
    # FreshBooks, Invoice Details report.
    text = (
        "Client Name,Invoice #,Date Issued,Date Due,Invoice Status,Date Paid,Item Name,Line Subtotal,Line Total,"
        "Currency\n"
        "Ott,0000001,2026-01-28,2026-02-27,sent,,Repair,650.00,650.00,USD\n"
        "Ott,0000001,2026-01-28,2026-02-27,sent,,Paint,490.00,539.00,USD\n"
    )
    (row,) = landed(read_rows(make_file(text), "invoices", preset="freshbooks"))
    assert (row["number"], row["amount"], row["due"], row["status"]) == ("0000001", "1189.00", "2026-02-27", "open")


def test_wave_receivable_rows_are_invoices_and_payments(make_file: MakeFile) -> None:
    # Wave, Accounting Transactions export.
    text = (
        "Transaction ID,Transaction Date,Transaction Description,Amount (One column),Customer,Invoice Number,"
        "Notes / Memo,Account Type\n"
        "11,2026-01-28,Ott - 3,98.00,Ott,3,,Income\n11,2026-01-28,Ott - 3,98.00,Ott,3,,System Receivable Invoice\n"
        "12,2026-01-29,Invoice Payment,-98.00,Ott,3,,System Receivable Invoice\n"
    )
    assert [row["amount"] for row in landed(read_rows(make_file(text), "invoices", preset="wave"))] == ["98.00"]
    (payment,) = landed(read_rows(make_file(text), "payments", preset="wave"))
    assert (payment["transaction_id"], payment["amount"], payment["invoice"]) == ("12", "98.00", "3")


def test_invoice_ninja_reports_have_dollar_signs_and_what_was_paid(make_file: MakeFile) -> None:
    # Invoice Ninja 4, invoices report.
    text = (
        "Invoice Ninja v4.5.17,,,,,,,\n,,,,,,,\nINVOICES,,,,,,,\n"
        "Client,Email,Invoice Number,Amount,Paid,Status,Invoice Date,Due Date\n"
        "Ott,a@ott.example,1,$13.50,$5.01,Partial,2026-11-25,2026-12-20\n"
    )
    (row,) = landed(read_rows(make_file(text), "invoices", preset="invoice_ninja"))
    assert (row["amount"], row["open_amount"], row["status"]) == ("13.50", "8.49", "open")


def test_sage_zuora_and_netsuite_tables_are_read_by_their_api_names(make_file: MakeFile) -> None:
    sage = (
        "recordno,_fivetran_deleted,currency,customerid,customername,recordid,state,totaldue,totalentered,"
        "whencreated,whendue,whenpaid\n"
        "1,FALSE,USD,C-1,Ott,4784,Posted,797,7797,2026-05-05,2026-05-19,\n"
        "2,TRUE,USD,C-1,Ott,4785,Posted,1,1,2026-05-05,2026-05-19,\n"
    )
    assert [row["number"] for row in landed(read_rows(make_file(sage), "invoices", preset="sage_intacct"))] == ["4784"]
    zuora = (
        "id,account_id,amount,balance,due_date,invoice_date,invoice_number,status,transaction_currency\n"
        "x,acc1,70.36,0,2026-10-15,2026-10-15,INV30,Posted,USD\n"
    )
    assert landed(read_rows(make_file(zuora), "invoices", preset="zuora"))[0]["currency"] == "USD"
    netsuite = (
        "Document Number,Name,Date,Due Date,Type,Amount,Amount Remaining,Currency\n"
        "INV9,Ott,1/31/2026,3/2/2026,Credit Memo,50.00,50.00,EUR\n"
    )
    (row,) = landed(read_rows(make_file(netsuite), "invoices", preset="netsuite"))
    assert (row["status"], row["amount"], row["open_amount"]) == ("credit_note", "-50.00", "-50.00")


def test_the_example_map_reads_customers_and_invoices_from_one_file(make_file: MakeFile) -> None:
    # IBM sample "WA_Fn-UseC_-Accounts-Receivable", its header, other rows.
    text = (
        "countryCode,customerID,PaperlessDate,invoiceNumber,InvoiceDate,DueDate,InvoiceAmount,Disputed,"
        "SettledDate,PaperlessBill,DaysToSettle,DaysLate\n"
        "391,0001-AAAAA,4/6/2026,611,1/2/2026,2/1/2026,55.94,No,1/15/2026,Paper,13,0\n"
        "391,0001-AAAAA,4/6/2026,612,1/3/2026,2/2/2026,60.00,No,,Paper,,\n"
    )
    mapping = EXAMPLES / "ibm_receivables.toml"
    assert landed(read_rows(make_file(text), "customers", mapping=mapping)) == [
        {"customer_id": "0001-AAAAA", "name": "0001-AAAAA", "currency": "USD"}
    ]
    table = read_rows(make_file(text), "invoices", mapping=mapping)
    assert [(row["number"], row["due"], row["status"], row.get("paid_on")) for row in landed(table)] == [
        ("611", "2026-02-01", "paid", "2026-01-15"),
        ("612", "2026-02-02", "open", None),
    ]
    assert rejected(table) == []
