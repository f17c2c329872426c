from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from audit.sentences import in_readers_language

SUBJECTS = (
    "message",
    "incoming",
    "promise",
    "dispute",
    "escalation",
    "arrangement",
    "transaction",
    "contact",
    "source",
    "rung_change",
    "subject_case",
)


# Past the deadline first, then by what is at stake; the queue's order.
RANK = ("-to_manager", "-points", "deadline", "id")
_OPEN = models.Q(closed_at__isnull=True)


def exactly_one_subject() -> models.Q:
    condition = models.Q()
    for chosen in SUBJECTS:
        condition |= models.Q(**{f"{name}__isnull": name != chosen for name in SUBJECTS})
    return condition


class Review(models.Model):
    """One thing that waits for a person. Opened and closed only by `services/reviews`, in its subject's transaction."""

    class Kind(models.TextChoices):
        APPROVAL = "approval", "Letter to approve"
        BLOCKED = "blocked", "Blocked draft"
        REPLY = "reply", "Reply to look at"
        UNMATCHED_MAIL = "unmatched_mail", "Mail of unknown sender"
        UNCERTAIN = "uncertain", "Uncertain delivery"
        FAILED = "failed", "Failed delivery"
        DISPUTE = "dispute", "Dispute"
        CREDIT_NOTE = "credit_note", "Credit note that has not come"
        EXTENSION = "extension", "Asks for more time"
        REFUSAL = "refusal", "Refuses to pay"
        INSOLVENCY = "insolvency", "Insolvency"
        LEGAL = "legal", "Legal matter"
        OPT_OUT = "opt_out", "Wants no more mail"
        NO_CONTACT = "no_contact", "Nobody to write to"
        CONTACT = "contact", "Contact suggestion"
        ATTEMPTS = "attempts", "Attempt ceiling reached"
        CADENCE_END = "cadence_end", "All steps have gone out"
        APPLY_CREDIT = "apply_credit", "Credit to apply"
        WRITE_OFF = "write_off", "Remainder to write off"
        OPENING_BALANCE = "opening_balance", "Opening balance"
        STALE_SOURCE = "stale_source", "Ledger that is out of date"
        SNAPSHOT = "snapshot", "Snapshot refused"
        UNCLEAR_PROMISE = "unclear_promise", "Unclear promise"
        PROMISE = "promise", "Promise that needs a person"
        CLAIM = "claim", "Claim to be looked for"
        RETURNED_PAYMENT = "returned_payment", "Payment that came back"
        UNMATCHED_PAYMENT = "unmatched_payment", "Payment to allocate"
        EXPECTED_MONEY = "expected_money", "Money that the ERP has not booked"
        ARRANGEMENT = "arrangement", "Missed instalment"
        ESCALATION = "escalation", "Unanswered escalation"
        STOPPED = "stopped", "Do not contact or exit"
        STEP_UP = "step_up", "Step up proposed"
        STEP_DOWN = "step_down", "The agent stepped down"
        UNDO = "undo", "Could not be undone alone"

    # What an open one blocks: "case", "step" or "".
    BLOCKS: ClassVar[dict[str, str]] = {
        "reply": "case",
        "uncertain": "case",
        "failed": "case",
        "insolvency": "case",
        "legal": "case",
        "opt_out": "case",
        "extension": "case",
        "refusal": "case",
        "returned_payment": "case",
        "approval": "step",
        "blocked": "step",
    }

    # The outcome of one whose reason was walked back; the same may be asked again.
    UNDONE: ClassVar[str] = "undone"

    kind = models.CharField(max_length=20, choices=Kind)
    why = models.TextField()
    case = models.ForeignKey("dunning.Case", models.CASCADE, null=True, blank=True, related_name="reviews")
    message = models.ForeignKey("dunning.Message", models.CASCADE, null=True, blank=True, related_name="reviews")
    incoming = models.ForeignKey("dunning.IncomingMail", models.CASCADE, null=True, blank=True, related_name="reviews")
    promise = models.ForeignKey("dunning.Promise", models.CASCADE, null=True, blank=True, related_name="reviews")
    dispute = models.ForeignKey("dunning.Dispute", models.CASCADE, null=True, blank=True, related_name="reviews")
    escalation = models.ForeignKey("dunning.Escalation", models.CASCADE, null=True, blank=True, related_name="reviews")
    arrangement = models.ForeignKey(
        "dunning.Arrangement", models.CASCADE, null=True, blank=True, related_name="reviews"
    )
    transaction = models.ForeignKey(
        "customers.BankTransaction", models.CASCADE, null=True, blank=True, related_name="reviews"
    )
    contact = models.ForeignKey("customers.Contact", models.CASCADE, null=True, blank=True, related_name="reviews")
    source = models.ForeignKey("customers.LedgerSource", models.CASCADE, null=True, blank=True, related_name="reviews")
    rung_change = models.ForeignKey("dunning.RungChange", models.CASCADE, null=True, blank=True, related_name="reviews")
    # The case itself as the subject, where nothing smaller is.
    subject_case = models.ForeignKey("dunning.Case", models.CASCADE, null=True, blank=True, related_name="own_reviews")
    opened_at = models.DateTimeField()
    deadline = models.DateField()
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    to_manager = models.BooleanField(default=False, help_text="Past its deadline: the manager's.")
    snoozed_until = models.DateField(null=True, blank=True)
    look_again_on = models.DateField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=40, blank=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    # The rank, kept by `services/review_ranks` from what the account was worth when it was last looked at.
    points = models.FloatField(default=0, editable=False)
    at_risk = models.DecimalField(max_digits=18, decimal_places=2, default=0, editable=False)
    exposure = models.DecimalField(max_digits=18, decimal_places=2, default=0, editable=False)
    # How likely what is overdue is paid more than 30 days late, where there are scores; never of natural persons.
    chance = models.FloatField(null=True, editable=False)
    # What the rules of priority count, by kind of rule.
    signs = models.JSONField(default=dict, editable=False)
    # None: to be ranked anew.
    ranked_at = models.DateTimeField(null=True, editable=False)
    currency = models.CharField(max_length=3, blank=True, editable=False, help_text="Of exposure: the policy's.")
    segment = models.CharField(max_length=60, blank=True, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=exactly_one_subject(), name="review_one_subject"),
            *[
                models.UniqueConstraint(
                    fields=["kind", name],
                    condition=models.Q(closed_at__isnull=True, **{f"{name}__isnull": False}),
                    name=f"review_open_{name}",
                )
                for name in SUBJECTS
            ],
        ]
        indexes = [
            models.Index(fields=["deadline"], name="review_queue", condition=_OPEN),
            models.Index(fields=RANK, name="review_rank", condition=_OPEN),
            models.Index(fields=["kind", *RANK], name="review_rank_kind", condition=_OPEN),
            models.Index(fields=["owner", *RANK], name="review_rank_owner", condition=_OPEN),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {in_readers_language(self.why)}"

    @property
    def blocks(self) -> str:
        return self.BLOCKS.get(self.kind, "")
