"""What became of what was sent: replies, bounces, and how much of it went without a person."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from customers.metrics.formulas import share
from dunning.metrics.period import Period
from dunning.metrics.reading import rows

# A reply later than this is not taken for an answer to the message.
RESPONSE_DAYS = 14

SQL = """
SELECT c.creditor_id, count(*), count(*) FILTER (WHERE m.status = 'bounced'),
    count(*) FILTER (WHERE m.kind <> 'manual' AND m.approved_by_id IS NULL),
    count(*) FILTER (WHERE m.kind = 'reminder'),
    count(*) FILTER (WHERE m.kind = 'reminder' AND EXISTS (
        SELECT 1 FROM dunning_incomingmail r
        WHERE r.case_id = m.case_id AND r.automatic = '' AND r.received_at > m.sent_at
            AND r.received_at < least(m.sent_at + make_interval(days => %(days)s), %(until)s)
    ))
FROM dunning_message m JOIN dunning_case c ON c.id = m.case_id
WHERE m.sent_at >= %(since)s AND m.sent_at < %(until)s AND m.status IN ('sent', 'delivered', 'bounced') {narrowed}
GROUP BY 1
"""


@dataclass(frozen=True)
class Outreach:
    """Messages sent in the period, whatever their kind; `answered`: reminders after which a person wrote."""

    sent: int
    bounced: int
    touchless: int
    reminders: int
    answered: int

    @property
    def response_rate(self) -> Decimal | None:
        """Percent of reminders that a person answered within RESPONSE_DAYS; automatic replies do not count."""
        return share(self.answered, self.reminders)

    @property
    def bounce_rate(self) -> Decimal | None:
        return share(self.bounced, self.sent)

    @property
    def touchless_share(self) -> Decimal | None:
        """Percent of messages that left without a person having written, edited or approved them."""
        return share(self.touchless, self.sent)


def outreach(period: Period) -> dict[int, Outreach]:
    """By creditor. One query."""
    found = rows(SQL, period, narrowed="m.debtor_id", days=RESPONSE_DAYS)
    return {creditor_id: Outreach(*counts) for creditor_id, *counts in found}
