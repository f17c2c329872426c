"""The names of the dunning's figures, in words and units, beside those of the ledger."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from customers.metrics.catalogue import AMOUNT, COUNT, DAYS, LEDGER, PERCENT, Named

DUNNING = (
    Named(
        "promises_kept",
        _("Promises kept"),
        PERCENT,
        _("Of the promises judged in 90 days, those kept in full."),
        True,
    ),
    Named(
        "promises_kept_by_amount",
        _("Promised money that came"),
        PERCENT,
        _("Of the money promised, what was paid in time."),
        True,
    ),
    Named("promised", _("Promised"), AMOUNT, _("Promises that were judged in 90 days.")),
    Named(
        "dispute_days",
        _("Dispute cycle time"),
        DAYS,
        _("Mean days from the customer's word to the resolution, of disputes resolved in 90 days."),
        False,
    ),
    Named("dispute_days_median", _("Dispute cycle time, median"), DAYS, "", False),
    Named("disputes_resolved", _("Disputes resolved"), COUNT),
    Named("disputes_open", _("Disputes open"), COUNT, "", False),
    Named("messages_sent", _("Messages sent"), COUNT, _("In 90 days.")),
    Named(
        "response_rate",
        _("Response rate"),
        PERCENT,
        _("Reminders of 90 days that a person answered within 14 days."),
        True,
    ),
    Named("bounce_rate", _("Bounce rate"), PERCENT, _("Messages of 90 days that came back."), False),
    Named(
        "touchless_share",
        _("Touchless share"),
        PERCENT,
        _("Messages of 90 days that left without a person's touch."),
        True,
    ),
    Named(
        "recovery_rate",
        _("Recovery rate"),
        PERCENT,
        _("Reminders that were followed by money within 14 days."),
        True,
    ),
    Named(
        "recovered",
        _("Paid after reminders"),
        AMOUNT,
        _("Money within 14 days after a reminder, each payment set down to one."),
        True,
    ),
    Named("touches", _("Answers by people"), COUNT, _("Reviews that a person answered."), False),
    Named(
        "cost_per_thousand",
        _("Cost of 1,000 recovered"),
        AMOUNT,
        _("Model calls, and people's touches at the stated price."),
        False,
    ),
    Named("messages_per_thousand", _("Messages for 1,000 recovered"), COUNT, "", False),
    Named("texts_unchanged", _("Approved unchanged"), COUNT),
    Named("texts_alone", _("Went alone"), COUNT),
    Named("texts_edited", _("Edited"), COUNT),
    Named("texts_rejected", _("Rejected"), COUNT),
    Named("texts_blocked", _("Blocked by the check"), COUNT),
    Named(
        "unchanged_share",
        _("Texts that left as written"),
        PERCENT,
        _("Of the agent's texts of 90 days, those that nobody changed, rejected or blocked."),
        True,
    ),
)
FIGURES: dict[str, Named] = {figure.name: figure for figure in (*LEDGER, *DUNNING)}
