"""Remittance advices and the payments that they announce, tied where there is no doubt."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction

# A payment follows its advice, or goes before it, within so many days.
DAYS_APART = 10
# A trace number may be met by a payment that took long, not by one of another year; short ones, such as check
# numbers, need the same amount beside them.
TRACE_DAYS, SHORT_TRACE = 60, 6
RECENT = timedelta(days=180)

ADVICES = """
CREATE TEMP TABLE advice_waiting ON COMMIT DROP AS
SELECT advice.id, advice.origin, advice.amount, advice.currency, advice.customer_id,
    COALESCE(advice.paid_on, advice.known_at::date) AS day,
    ltrim(regexp_replace(upper(advice.trace), '[^A-Z0-9]', '', 'g'), '0') AS trace,
    regexp_replace(upper(advice.payer_account), '[^A-Z0-9]', '', 'g') AS account,
    regexp_replace(lower(advice.payer_name), '[[:space:][:punct:]]', '', 'g') AS name
FROM customers_remittanceadvice AS advice
WHERE advice.source_id = ANY(%(sources)s) AND advice.transaction_id IS NULL
    AND advice.known_at BETWEEN %(since)s AND %(as_of)s
"""

PAYMENTS = """
CREATE TEMP TABLE advice_payment ON COMMIT DROP AS
SELECT payment.id, payment.amount, payment.currency, payment.booked_on, payment.debtor_id,
    upper(payment.reference || ' ' || payment.external_id) AS said,
    regexp_replace(upper(payment.payer_account), '[^A-Z0-9]', '', 'g') AS account,
    regexp_replace(lower(payment.payer_name), '[[:space:][:punct:]]', '', 'g') AS name
FROM customers_banktransaction AS payment
WHERE payment.source_id = ANY(%(sources)s) AND payment.state = 'unmatched' AND payment.amount > 0
    AND payment.known_at <= %(as_of)s AND EXISTS (SELECT FROM advice_waiting)
"""

BY_TRACE = """
SELECT DISTINCT advice.id AS advice_id, advice.origin, payment.id AS payment_id
FROM advice_waiting AS advice
JOIN (
    SELECT DISTINCT each.id, ltrim(word, '0') AS word
    FROM advice_payment AS each CROSS JOIN LATERAL regexp_split_to_table(each.said, '[^A-Z0-9]+') AS word
) AS words ON words.word = advice.trace
JOIN advice_payment AS payment ON payment.id = words.id
WHERE length(advice.trace) >= 3 AND advice.currency IN ('', payment.currency)
    AND abs(payment.booked_on - advice.day) <= %(trace_days)s
    AND (advice.amount = payment.amount OR length(advice.trace) >= %(short)s)
"""

# Who sent the advice by mail is a customer, who pays stands in the bank's words: its names and accounts join them.
BY_PAYER = """
SELECT DISTINCT advice.id AS advice_id, advice.origin, payment.id AS payment_id
FROM advice_waiting AS advice
JOIN advice_payment AS payment ON payment.amount = advice.amount AND advice.currency IN ('', payment.currency)
    AND abs(payment.booked_on - advice.day) <= %(days)s
LEFT JOIN customers_customer AS customer ON customer.id = advice.customer_id
LEFT JOIN customers_customer AS debtor ON debtor.id = COALESCE(customer.debtor_id, customer.id)
WHERE (advice.name <> '' AND advice.name = payment.name) OR (advice.account <> '' AND advice.account = payment.account)
    OR debtor.id = payment.debtor_id
    OR (payment.name <> '' AND payment.name IN (
        SELECT regexp_replace(lower(known), '[[:space:][:punct:]]', '', 'g')
        FROM unnest(ARRAY[customer.name, debtor.name] || customer.aliases || debtor.aliases) AS known
    ))
    OR (payment.account <> '' AND payment.account IN (
        SELECT regexp_replace(upper(known), '[^A-Z0-9]', '', 'g')
        FROM unnest(customer.bank_accounts || debtor.bank_accounts) AS known
    ))
"""

# Two payments for one advice, or two advices that came the same way for one payment, are nobody's. Of what a payer told
# twice, by file and by mail, the file counts: a payment has one advice, or its lines would be paid twice.
TIE = """
WITH pairs AS ({pairs}),
counted AS (
    SELECT advice_id, payment_id, count(*) OVER (PARTITION BY advice_id) AS payments,
        count(*) OVER (PARTITION BY payment_id, origin) AS advices,
        min(origin) OVER (PARTITION BY payment_id) = origin AS counts
    FROM pairs
    WHERE NOT EXISTS (
        SELECT FROM customers_remittanceadvice AS tied WHERE tied.transaction_id = pairs.payment_id
    )
)
UPDATE customers_remittanceadvice AS advice SET transaction_id = counted.payment_id
FROM counted WHERE advice.id = counted.advice_id AND counted.payments = 1 AND counted.advices = 1 AND counted.counts
    AND advice.transaction_id IS NULL
"""


@transaction.atomic
def attach_advices(source_ids: Sequence[int], as_of: datetime) -> int:
    """Tie each advice of these sources, which are one creditor's, to the one unmatched payment that it announces.

    By its trace number in the payment's reference; else by amount, currency and payer within ten days. Returns how
    many were tied; a fixed number of queries.
    """
    parameters: dict[str, Any] = {
        "sources": list(source_ids),
        "as_of": as_of,
        "since": as_of - RECENT,
        "days": DAYS_APART,
        "trace_days": TRACE_DAYS,
        "short": SHORT_TRACE,
    }
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS pg_temp.advice_waiting, pg_temp.advice_payment")
        cursor.execute(ADVICES, parameters)
        cursor.execute(PAYMENTS, parameters)
        tied = 0
        for pairs in (BY_TRACE, BY_PAYER):
            cursor.execute(TIE.format(pairs=pairs), parameters)
            tied += cursor.rowcount
            cursor.execute(
                "DELETE FROM advice_waiting USING customers_remittanceadvice AS advice"
                " WHERE advice.id = advice_waiting.id AND advice.transaction_id IS NOT NULL"
            )
    return tied
