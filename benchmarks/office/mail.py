"""The conversation: three messages and two mails received a case, each with a text of its own."""

from __future__ import annotations

from datetime import datetime

from benchmarks.office import words
from benchmarks.office.rows import insert, run
from dunning.models import IncomingMail, Message, Reading

PARAGRAPHS = 20_000


def fill(*, as_of: datetime) -> None:
    make_paragraphs()
    _messages(as_of)
    _received(as_of)
    _readings()


def make_paragraphs() -> None:
    """Some forty words each, common ones as common as in any language: a table of its own until the session ends."""
    run(
        """
        CREATE TEMPORARY TABLE paragraph AS
        SELECT p AS id, string_agg((%(words)s::text[])[1 + floor(
            cardinality(%(words)s::text[]) * power(random(), 4))::int], ' ') AS text
        FROM generate_series(0, %(count)s - 1) AS p, generate_series(1, 30 + p %% 20) GROUP BY p
        """,
        words=words.vocabulary(),
        count=PARAGRAPHS,
    )
    run("CREATE UNIQUE INDEX ON paragraph (id)")
    run("ANALYZE paragraph")


def _messages(as_of: datetime) -> None:
    """The newest of every third case awaits approval, one in twenty is blocked; the others were delivered."""
    insert(
        Message,
        """
        WITH item AS (
            SELECT debtor_id, string_agg(number, ', ' ORDER BY due_on) AS numbers, sum(open_amount) AS owed,
                string_agg(number || '  ' || due_on || '  ' || open_amount || ' EUR', E'\n' ORDER BY due_on) AS listed,
                string_agg('<tr><td>' || number || '</td><td>' || due_on || '</td><td>' || open_amount || '</td></tr>',
                    '' ORDER BY due_on) AS listed_html
            FROM customers_invoice WHERE closed_how = '' GROUP BY debtor_id
        )
        SELECT c.id AS case_id, c.debtor_id, 'reminder' AS kind,
            (ARRAY['first_reminder', 'follow_up', 'firm'])[turn] AS purpose,
            (ARRAY['first', 'follow_up', 'firm'])[turn] AS stage,
            (ARRAY['first', 'follow-up', 'firm'])[turn] AS step_key,
            turn AS step_position, 'due' AS anchor_kind, c.carrying_invoice_id AS anchor_id, s.status,
            %(today)s::date - 8 * (3 - turn) AS send_on,
            %(now)s::timestamptz - (3 - turn) * interval '8 days' AS created_at,
            CASE s.status WHEN 'delivered' THEN %(now)s::timestamptz - (3 - turn) * interval '8 days' - c.id %% 400
                * interval '1 minute' END AS sent_at,
            d.language, p.email AS to_email, p.name AS to_name, p.id AS contact_id,
            'Reminder: invoices ' || i.numbers AS subject,
            'Dear ' || p.name || E',\n\n' || asking || E'\n\n' || i.listed || E'\n\nTotal  ' || i.owed || E' EUR\n\n'
                || t.text || E'\n\nKind regards\nClara Weiss\nBenchmark Handel GmbH' AS body_text,
            '<div><p>Dear ' || p.name || ',</p><p>' || asking || '</p><table>' || i.listed_html || '</table><p>'
                || t.text || '</p><p>Kind regards<br>Clara Weiss</p></div>' AS body_html,
            jsonb_build_object('customer', d.name, 'currency', 'EUR', 'language', d.language,
                'contact', jsonb_build_object('name', p.name, 'email', p.email),
                'sender', jsonb_build_object('name', 'Clara Weiss', 'company', 'Benchmark Handel GmbH'),
                'invoices', (SELECT jsonb_agg(jsonb_build_object('number', o.number, 'due', o.due_on, 'issued',
                    o.issued_on, 'amount', o.amount::text, 'balance', o.open_amount::text, 'currency', 'EUR',
                    'standing', 'ask', 'days_overdue', %(today)s::date - o.due_on))
                    FROM customers_invoice o WHERE o.debtor_id = c.debtor_id AND o.closed_how = '')) AS facts,
            'composer/2' AS author, '<m' || c.id || '-' || turn || '@benchmark.example>' AS message_id,
            CASE s.status WHEN 'blocked' THEN
                '[{"code": "wrong_fact", "why": "A number that is not in the facts.", "sentence": "EUR"}]'
                ELSE '[]' END::jsonb AS violations
        FROM dunning_case c
        CROSS JOIN generate_series(1, 3) AS turn
        JOIN customers_customer d ON d.id = c.debtor_id
        JOIN item i ON i.debtor_id = c.debtor_id
        JOIN customers_contact p ON p.customer_id = c.debtor_id AND p.role = 'payables'
        JOIN paragraph t ON t.id = (c.id * 31 + turn * 977) %% %(paragraphs)s
        CROSS JOIN LATERAL (SELECT (%(asking)s::text[])[1 + c.id %% cardinality(%(asking)s::text[])]) AS a(asking)
        CROSS JOIN LATERAL (SELECT CASE WHEN turn < 3 THEN 'delivered' WHEN c.id %% 3 = 0 THEN 'awaiting_approval'
            WHEN c.id %% 20 = 1 THEN 'blocked' ELSE 'delivered' END) AS s(status)
        ORDER BY turn, c.id
        """,
        today=as_of.date(),
        now=as_of,
        asking=list(words.ASKING),
        paragraphs=PARAGRAPHS,
    )
    run("ANALYZE dunning_message")


def _received(as_of: datetime) -> None:
    insert(
        IncomingMail,
        """
        SELECT 'bench:' || c.id || ':' || turn AS dedupe_key, 'bench' AS mailbox, ''::bytea AS raw,
            c.id AS case_id, c.debtor_id, p.id AS contact_id, p.email AS from_email, p.name AS from_name,
            'ar@benchmark.example' AS to_email, 'Re: your reminder, ' || o.number AS subject, 'token' AS matched_by,
            CASE WHEN turn = 2 AND c.id %% 8 = 0 THEN 'queued' ELSE 'applied' END AS status,
            came AS received_at, came AS stored_at, '<in' || c.id || '-' || turn || '@customer.example>' AS message_id,
            'Hello,' || E'\n\n' || saying || ' ' || o.number || ', ' || o.open_amount || E' EUR.\n' || t.text
                || E'\n\nKind regards\n' || p.name || E'\n' || d.name || E'\n\nOn Monday Clara Weiss wrote:\n> '
                || u.text AS body_text
        FROM dunning_case c
        CROSS JOIN generate_series(1, 2) AS turn
        JOIN customers_customer d ON d.id = c.debtor_id
        JOIN customers_contact p ON p.customer_id = c.debtor_id AND p.role = 'payables'
        JOIN customers_invoice o ON o.id = c.carrying_invoice_id
        JOIN paragraph t ON t.id = (c.id * 17 + turn * 7) %% %(paragraphs)s
        JOIN paragraph u ON u.id = (c.id * 13 + turn * 5) %% %(paragraphs)s
        CROSS JOIN LATERAL (SELECT (%(saying)s::text[])[1 + (c.id + turn) %% cardinality(%(saying)s::text[])],
            %(now)s::timestamptz - (2 - turn) * interval '9 days' - c.id %% 5000 * interval '1 minute')
            AS s(saying, came)
        ORDER BY turn, c.id
        """,
        now=as_of,
        saying=list(words.SAYINGS),
        paragraphs=PARAGRAPHS,
    )
    run("ANALYZE dunning_incomingmail")


def _readings() -> None:
    insert(
        Reading,
        """
        SELECT m.id AS mail_id, 'embedded' AS reader, m.received_at + interval '1 minute' AS read_at,
            0.93 AS confidence, m.status = 'queued' AS needs_human,
            CASE m.status WHEN 'queued' THEN 'proposed' ELSE 'applied' END AS status,
            jsonb_build_object('id', m.id::text, 'language', 'en', 'needs_human', m.status = 'queued', 'intents',
                jsonb_build_array(jsonb_build_object('intent', 'promise_to_pay', 'confidence', 0.93)), 'promises',
                '[]'::jsonb, 'payments', '[]'::jsonb, 'disputes', '[]'::jsonb, 'documents', '[]'::jsonb, 'contacts',
                '[]'::jsonb, 'absence', NULL) AS answer,
            jsonb_build_object('intents', jsonb_build_array(split_part(split_part(m.body_text, E'\n\n', 2), '.', 1)))
                AS quotes
        FROM dunning_incomingmail m ORDER BY m.id
        """,
    )
