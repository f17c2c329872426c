"""Where bank and ERP differ, as SQL: a row for each piece of money or balance.

Every query yields source_id, currency, part, day, amount, invoice_id, transaction_id, customer_id; amounts in the
currency beside them. Parameters: `today`, `since` (dates), `as_of` (an instant).
"""

from __future__ import annotations

# Days since the bank booked it: name and last day.
AGES = (("0-7 days", 7), ("8-14 days", 14), ("15-30 days", 30))
OLDEST = "over 30 days"
BESIDE = "discounts and fees"

AGE = (
    "CASE WHEN part.kind IN ('discount', 'bank_fee') THEN '" + BESIDE + "'"
    + "".join(f" WHEN %(today)s - part.booked_on <= {last} THEN '{name}'" for name, last in AGES)
    + f" ELSE '{OLDEST}' END"
)  # fmt: skip

# Standing: neither a reversal nor reversed.
UNDONE = "NOT EXISTS (SELECT FROM customers_allocation AS undoing WHERE undoing.reverses_id = part.id)"

EXPECTED = f"""
SELECT invoice.source_id, invoice.currency, {AGE} AS part, part.booked_on AS day, part.amount,
    part.invoice_id, part.transaction_id, invoice.debtor_id AS customer_id
FROM customers_allocation AS part JOIN customers_invoice AS invoice ON invoice.id = part.invoice_id
WHERE part.origin = 'expected' AND part.reverses_id IS NULL AND part.known_at <= %(as_of)s AND {UNDONE}
"""

# The ERP's word alone. A void invoice was never owed, a zero is no money.
ERP_ONLY = f"""
SELECT invoice.source_id, invoice.currency,
    CASE WHEN part.kind = 'absent' THEN 'gone from its list' WHEN invoice.closed_how = '' THEN 'lowered'
        ELSE 'closed' END AS part,
    part.booked_on AS day, part.amount, part.invoice_id, NULL::bigint AS transaction_id,
    invoice.debtor_id AS customer_id
FROM customers_allocation AS part JOIN customers_invoice AS invoice ON invoice.id = part.invoice_id
WHERE part.origin = 'erp' AND part.kind <> 'void' AND part.transaction_id IS NULL AND part.reverses_id IS NULL
    AND part.booked_on BETWEEN %(since)s AND %(today)s AND part.known_at <= %(as_of)s AND {UNDONE}
"""

UNPLACED = """
SELECT payment.source_id, payment.currency,
    CASE payment.state WHEN 'unmatched' THEN 'unmatched' ELSE 'on account' END AS part, payment.booked_on AS day,
    payment.unallocated_amount AS amount, NULL::bigint AS invoice_id, payment.id AS transaction_id,
    payment.debtor_id AS customer_id
FROM customers_banktransaction AS payment
WHERE payment.unallocated_amount > 0 AND payment.state <> 'unrelated' AND payment.known_at <= %(as_of)s
"""

# What the ERP's last file said is open, against our balance. Where the ERP rules, the two are the same.
AMOUNTS = """
SELECT invoice.source_id, invoice.currency,
    CASE WHEN abs(invoice.erp_open_amount) > abs(invoice.open_amount) THEN 'more open in the ERP'
        ELSE 'less open in the ERP' END AS part,
    invoice.as_of AS day, invoice.erp_open_amount - invoice.open_amount AS amount, invoice.id AS invoice_id,
    NULL::bigint AS transaction_id, invoice.debtor_id AS customer_id
FROM customers_invoice AS invoice JOIN customers_ledgersource AS source ON source.id = invoice.source_id
WHERE source.truth = 'bank' AND invoice.erp_open_amount <> invoice.open_amount AND invoice.known_at <= %(as_of)s
"""

RETURNS = """
SELECT payment.source_id, payment.currency,
    CASE WHEN payment.returns_id IS NULL THEN 'payment not found' ELSE 'payment found' END AS part,
    payment.booked_on AS day, payment.amount, NULL::bigint AS invoice_id, payment.id AS transaction_id,
    payment.debtor_id AS customer_id
FROM customers_banktransaction AS payment
WHERE payment.amount < 0 AND payment.state <> 'unrelated' AND payment.known_at <= %(as_of)s
    AND payment.booked_on BETWEEN %(since)s AND %(today)s
"""

QUERIES = {
    "expected": EXPECTED,
    "erp_only": ERP_ONLY,
    "unplaced": UNPLACED,
    "amounts": AMOUNTS,
    "returns": RETURNS,
}
