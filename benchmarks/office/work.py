"""Cases with their decisions, promises, disputes, notes, and everything that waits for a person."""

from __future__ import annotations

from datetime import datetime

from benchmarks.office.rows import insert, run
from customers.models import Creditor
from dunning.models import Activity, Case, Decision, Dispute, Escalation, Look, Policy, Promise, PromisedInvoice, Review


def open_cases(*, as_of: datetime) -> None:
    """One open case for every debtor, with the decision in force."""
    policy = Policy.objects.get()
    insert(
        Case,
        """
        SELECT %(creditor)s::bigint AS creditor_id, o.debtor_id, %(policy)s::bigint AS policy_id,
            %(cadence)s::bigint AS cadence_id, %(now)s::timestamptz - interval '20 days' AS opened_at,
            %(now)s::timestamptz - interval '20 days' AS episode_started_at, 2 AS attempts, o.exposure,
            o.days_past_due, o.carrying AS carrying_invoice_id,
            (ARRAY['send', 'wait', 'wait', 'wait'])[1 + o.debtor_id %% 4] AS action,
            (ARRAY['firm', 'message_unfinished', 'promise', 'next_step_later'])[1 + o.debtor_id %% 4] AS reason,
            'The oldest invoice is ' || o.days_past_due || ' days past due.' AS reason_text,
            %(now)s::timestamptz + o.debtor_id %% 14 * interval '1 day' AS until, %(now)s::timestamptz AS decided_at,
            %(now)s::timestamptz - interval '8 days' AS last_outreach_at
        FROM (
            SELECT debtor_id, sum(open_amount) AS exposure, %(today)s::date - min(due_on) AS days_past_due,
                (array_agg(id ORDER BY due_on))[1] AS carrying
            FROM customers_invoice WHERE closed_how = '' GROUP BY debtor_id
        ) AS o
        ORDER BY o.debtor_id
        """,
        creditor=Creditor.objects.get().pk,
        policy=policy.pk,
        cadence=policy.cadence_id,
        now=as_of,
        today=as_of.date(),
    )
    run("ANALYZE dunning_case")
    insert(
        Look,
        """SELECT creditor_id, debtor_id, 1 AS ledger_version, 'benchmark' AS rules_version,
            %(now)s::timestamptz + interval '1 day' AS next_look_at FROM dunning_case""",
        now=as_of,
    )
    insert(
        Decision,
        """SELECT c.id AS case_id, %(now)s::timestamptz - (4 - turn) * interval '5 days' AS decided_at,
            (ARRAY['send', 'wait', 'send', 'wait'])[turn] AS action,
            (ARRAY['first', 'gap', 'follow-up', 'next_step_later'])[turn] AS reason, c.reason_text
        FROM dunning_case c, generate_series(1, 4) AS turn ORDER BY turn, c.id""",
        now=as_of,
    )


def fill(*, as_of: datetime) -> None:
    _promises(as_of)
    _disputes(as_of)
    _notes(as_of)
    _escalations(as_of)
    _reviews(as_of)


def _promises(as_of: datetime) -> None:
    insert(
        Promise,
        """
        SELECT c.id AS case_id, c.debtor_id, o.open_amount AS amount, 'EUR' AS currency,
            CASE WHEN c.id %% 5 = 0 THEN 'claim' ELSE 'promise' END AS kind,
            (ARRAY['open', 'kept', 'broken'])[1 + c.id %% 3] AS status,
            %(today)s::date - 10 + (c.id %% 25)::int AS promised_on,
            %(today)s::date - 7 + (c.id %% 25)::int AS quiet_until,
            %(today)s::date - 15 AS given_on, m.received_at AS recorded_at, m.id AS mail_id,
            'We will pay ' || o.number || ' by the end of next week.' AS quote
        FROM dunning_case c JOIN customers_invoice o ON o.id = c.carrying_invoice_id
        JOIN dunning_incomingmail m ON m.dedupe_key = 'bench:' || c.id || ':1'
        WHERE c.id %% 2 = 0
        """,
        today=as_of.date(),
    )
    insert(
        PromisedInvoice,
        """SELECT p.id AS promise_id, c.carrying_invoice_id AS invoice_id, p.amount
        FROM dunning_promise p JOIN dunning_case c ON c.id = p.case_id""",
    )


def _disputes(as_of: datetime) -> None:
    insert(
        Dispute,
        """
        SELECT c.id AS case_id, c.debtor_id, o.open_amount AS amount, m.id AS mail_id,
            (ARRAY['pricing', 'quality', 'non_delivery', 'missing_po'])[1 + c.id / 7 %% 4] AS reason,
            CASE WHEN c.id %% 14 = 0 THEN 'open' ELSE 'resolved' END AS status,
            m.received_at AS opened_at, %(today)s::date + (c.id %% 12)::int - 3 AS deadline,
            CASE WHEN c.id %% 14 <> 0 THEN %(now)s::timestamptz END AS resolved_at,
            'The goods of ' || o.number || ' arrived damaged.' AS quote
        FROM dunning_case c JOIN customers_invoice o ON o.id = c.carrying_invoice_id
        JOIN dunning_incomingmail m ON m.dedupe_key = 'bench:' || c.id || ':1'
        WHERE c.id %% 7 = 0
        """,
        today=as_of.date(),
        now=as_of,
    )
    run(
        """INSERT INTO dunning_dispute_invoices (dispute_id, invoice_id)
        SELECT d.id, c.carrying_invoice_id FROM dunning_dispute d JOIN dunning_case c ON c.id = d.case_id"""
    )


def _notes(as_of: datetime) -> None:
    insert(
        Activity,
        """SELECT c.id AS case_id, (ARRAY['call', 'note'])[1 + c.id %% 2] AS kind,
            'Spoke to the controller, who looks for ' || t.text AS text, %(now)s::timestamptz - interval '2 days'
            AS happened_at FROM dunning_case c JOIN paragraph t ON t.id = c.id %% 20000 WHERE c.id %% 3 = 1""",
        now=as_of,
    )


def _escalations(as_of: datetime) -> None:
    insert(
        Escalation,
        """SELECT c.id AS case_id, c.debtor_id, 'large-and-old' AS rule_key, 2 AS level,
            CASE WHEN c.id %% 100 = 0 THEN 'open' ELSE 'answered' END AS status,
            'More than 20,000.00 EUR is older than 45 days.' AS reason_text, c.exposure,
            'manager1@benchmark.example' AS sent_to, %(now)s::timestamptz - interval '3 days' AS opened_at,
            %(today)s::date + 1 AS deadline FROM dunning_case c WHERE c.id %% 50 = 0""",
        today=as_of.date(),
        now=as_of,
    )


# kind, column of its subject, table, which rows, why
_WAITING = (
    ("approval", "message", "dunning_message", "s.status = 'awaiting_approval'", "It is a firm step."),
    ("blocked", "message", "dunning_message", "s.status = 'blocked'", "The check found a number that is no fact."),
    ("reply", "incoming", "dunning_incomingmail", "s.status = 'queued'", "The reading is not sure enough."),
    ("dispute", "dispute", "dunning_dispute", "s.status = 'open'", "The customer contests an invoice."),
    ("escalation", "escalation", "dunning_escalation", "s.status = 'open'", "The account manager has not answered."),
    ("promise", "promise", "dunning_promise", "s.status = 'broken' AND s.id % 20 = 0", "A second promise was broken."),
)


def _reviews(as_of: datetime) -> None:
    for kind, column, table, condition, why in _WAITING:
        insert(
            Review,
            f"""SELECT %(kind)s::text AS kind, %(why)s::text AS why, s.case_id, s.id AS {column}_id,
                %(now)s::timestamptz - s.id %% 96 * interval '1 hour' AS opened_at,
                %(today)s::date - 1 + (s.id %% 6)::int AS deadline
            FROM {table} s WHERE {condition.replace("%", "%%")} ORDER BY s.id""",
            kind=kind,
            why=why,
            now=as_of,
            today=as_of.date(),
        )
    insert(
        Review,
        """SELECT 'unmatched_payment' AS kind, 'No open item explains the amount.' AS why, t.id AS transaction_id,
            %(now)s::timestamptz AS opened_at, %(today)s::date + 2 AS deadline
        FROM customers_banktransaction t WHERE t.state = 'unmatched' AND t.id %% 10 = 0""",
        now=as_of,
        today=as_of.date(),
    )
    insert(
        Review,
        """SELECT 'approval' AS kind, 'It was a first reminder.' AS why, m.case_id, m.id AS message_id,
            m.created_at AS opened_at, m.send_on AS deadline, m.created_at + interval '3 hours' AS closed_at,
            'approved' AS outcome FROM dunning_message m WHERE m.step_key = 'first'""",
    )
