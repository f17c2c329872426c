"""What the agent did since the business day before, each figure with its rows behind it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dunning.workspace.today.links import listed
from dunning.workspace.today.reasons import reason_words


@dataclass(frozen=True)
class Line:
    """A count in words that leads to its rows; `beside` says more."""

    count: int
    words: str
    url: str
    beside: str = ""


@dataclass(frozen=True)
class Done:
    since: date
    lines: list[Line]
    held: list[Line]
    sent: int

    @property
    def nothing(self) -> bool:
        return not any(line.count for line in self.lines)


def done_of(data: dict[str, Any]) -> Done:
    since = data["since"]
    sent, received, promises = data["sent"], data["received"], data["promises"]
    lines = [
        Line(
            sent["all"],
            ngettext("message sent", "messages sent", sent["all"]),
            listed("dunning_message", sent_at__gte=since, status__in="sent,delivered,bounced"),
            _("%(count)d of them without a person's touch") % {"count": sent["alone"]} if sent["alone"] else "",
        ),
        Line(
            received["people"],
            ngettext("reply received", "replies received", received["people"]),
            listed("dunning_incomingmail", stored_at__gte=since, automatic__exact=""),
            _("%(count)d read and booked") % {"count": received["applied"]} if received["applied"] else "",
        ),
        Line(
            promises["given"],
            ngettext("promise to pay", "promises to pay", promises["given"]),
            listed("dunning_promise", recorded_at__gte=since, kind__exact="promise"),
        ),
        Line(
            promises["claimed"],
            ngettext("claim to have paid", "claims to have paid", promises["claimed"]),
            listed("dunning_promise", recorded_at__gte=since, kind__exact="claim"),
        ),
        Line(
            data["disputes"],
            ngettext("dispute opened", "disputes opened", data["disputes"]),
            listed("dunning_dispute", opened_at__gte=since),
        ),
        Line(
            data["escalated"],
            ngettext("account manager asked or told", "account managers asked or told", data["escalated"]),
            listed("dunning_escalation", opened_at__gte=since),
        ),
        Line(
            data["closed"],
            ngettext("case closed", "cases closed", data["closed"]),
            listed("dunning_case", closed_at__gte=since),
        ),
    ]
    held = [
        Line(
            row["count"],
            reason_words(row["reason"]),
            listed("dunning_case", status__exact="open", action__exact="wait", reason__exact=row["reason"]),
        )
        for row in data["held"]
    ]
    return Done(date.fromisoformat(data["since_day"]), lines, held, sent["all"])
