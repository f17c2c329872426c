from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

# States that use up a step for its anchor row.
_COUNTED = (
    "due",
    "draft",
    "checked",
    "awaiting_approval",
    "approved",
    "sending",
    "sent",
    "delivered",
    "bounced",
    "uncertain",
)
# With a mail server, as far as we know.
_HANDED_OVER = ("sending", "sent", "delivered", "uncertain")
# The purpose of a note before an announced payment: unasked for like a reminder, but it chases nothing.
PROMISE_NOTE = "promise_due_tomorrow"


class InvalidState(Exception):
    """The row is not in the state that this needs; somebody else was faster or the order is wrong."""


class Message(models.Model):
    """One outgoing message from the moment that it is due to its delivery."""

    class Status(models.TextChoices):
        DUE = "due"
        DRAFT = "draft"
        CHECKED = "checked"
        BLOCKED = "blocked"
        AWAITING_APPROVAL = "awaiting_approval"
        APPROVED = "approved"
        SENDING = "sending"
        SENT = "sent"
        DELIVERED = "delivered"
        BOUNCED = "bounced"
        FAILED = "failed"
        UNCERTAIN = "uncertain", "Uncertain: a person looks, it never goes out twice"
        REJECTED = "rejected"
        SUPERSEDED = "superseded"
        SHADOW = "shadow", "Shadow: what the agent would have sent"

    class Kind(models.TextChoices):
        REMINDER = "reminder"
        ANSWER = "answer"
        DOCUMENT = "document"
        THANKS = "thanks"
        MANUAL = "manual", "Written by a person"

    UNSENT = ("due", "draft", "checked", "blocked", "awaiting_approval", "approved")
    UNFINISHED = (*UNSENT, "sending")
    COUNTED = _COUNTED
    HANDED_OVER = _HANDED_OVER
    LEFT = ("sending", "sent", "delivered", "bounced", "uncertain")
    OUT = ("sent", "delivered")

    TRANSITIONS: ClassVar[dict[str, frozenset[str]]] = {
        "due": frozenset({"draft", "superseded", "failed", "shadow"}),
        "draft": frozenset({"checked", "blocked", "superseded", "shadow"}),
        "checked": frozenset({"awaiting_approval", "approved", "shadow", "superseded"}),
        "blocked": frozenset({"draft", "checked", "awaiting_approval", "rejected", "superseded"}),
        "awaiting_approval": frozenset({"approved", "rejected", "superseded", "draft", "blocked"}),
        "approved": frozenset({"awaiting_approval", "sending", "superseded", "rejected"}),
        # Delivered or bounced at once: the provider's report was faster than our own note.
        "sending": frozenset({"sent", "delivered", "bounced", "approved", "failed", "uncertain", "superseded"}),
        "sent": frozenset({"delivered", "bounced"}),
        "delivered": frozenset({"bounced"}),
        "bounced": frozenset(),
        "failed": frozenset(),
        "uncertain": frozenset({"sent", "failed", "delivered", "bounced"}),
        "rejected": frozenset(),
        "superseded": frozenset(),
        "shadow": frozenset(),
    }

    case = models.ForeignKey("dunning.Case", models.PROTECT, related_name="messages")
    # Denormalised for the once-a-day constraint.
    debtor = models.ForeignKey("customers.Customer", models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.REMINDER)
    purpose = models.CharField(max_length=30)
    stage = models.CharField(max_length=12, blank=True)
    status = models.CharField(max_length=20, choices=Status, default=Status.DUE)

    step_key = models.CharField(max_length=40, blank=True)
    step_position = models.PositiveSmallIntegerField(null=True, blank=True)
    anchor_kind = models.CharField(max_length=20, blank=True)
    anchor_id = models.BigIntegerField(null=True, blank=True)
    # After a bounce the same step may go once more, to another contact.
    retry = models.PositiveSmallIntegerField(default=0)
    answers = models.ForeignKey(
        "dunning.IncomingMail", models.PROTECT, null=True, blank=True, related_name="answered_by"
    )

    send_on = models.DateField()
    created_at = models.DateTimeField()
    # Set where a person must approve although the rung would not ask for it, with the reason.
    needs_person = models.CharField(max_length=200, blank=True)

    language = models.CharField(max_length=5, blank=True)
    to_email = models.EmailField(blank=True)
    to_name = models.CharField(max_length=200, blank=True)
    cc = ArrayField(models.EmailField(), default=list, blank=True)
    contact = models.ForeignKey(
        "customers.Contact", models.SET_NULL, null=True, blank=True, related_name="+", db_index=False
    )
    subject = models.CharField(max_length=300, blank=True)
    body_text = models.TextField(blank=True)
    body_html = models.TextField(blank=True)
    documents = models.ManyToManyField("customers.Document", blank=True, related_name="+")
    facts = models.JSONField(default=dict, blank=True)
    facts_digest = models.CharField(max_length=64, blank=True)
    text_hash = models.CharField(max_length=64, blank=True)
    guard_version = models.CharField(max_length=20, blank=True)
    violations = models.JSONField(default=list, blank=True)
    overruled = models.JSONField(default=list, blank=True)
    # Who wrote it: "composer/1", "model openai:name, prompt draft/1", "person:7"; with why where the model failed.
    author = models.CharField(max_length=300, blank=True)
    # What the agent wrote before a person edited it.
    original_text = models.TextField(blank=True)
    # A person's edit of an earlier day's text: shown beside the new draft, taken over by hand.
    suggestion = models.TextField(blank=True)

    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", db_index=False
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    send_after = models.DateTimeField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField(null=True, blank=True)
    problem = models.TextField(blank=True)

    message_id = models.CharField(max_length=200, blank=True)
    in_reply_to = models.CharField(max_length=500, blank=True)
    references = models.TextField(blank=True)
    provider_id = models.CharField(max_length=200, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    delivered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        permissions = [("overrule_violation", "Can overrule what the check found in a message")]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "step_key", "anchor_kind", "anchor_id", "retry"],
                condition=models.Q(status__in=_COUNTED) & ~models.Q(step_key=""),
                name="message_step_once",
            ),
            models.UniqueConstraint(
                fields=["debtor", "send_on"],
                condition=models.Q(kind="reminder", status__in=_HANDED_OVER),
                name="message_one_chaser_a_day",
            ),
        ]
        indexes = [
            models.Index(
                fields=["status", "send_after"],
                name="message_work",
                condition=models.Q(status__in=("due", "draft", "checked", "approved", "sending")),
            ),
            models.Index(fields=["message_id"], name="message_message_id", condition=~models.Q(message_id="")),
            models.Index(fields=["sent_at"], name="message_sent_at"),
            models.Index(fields=["debtor"], name="message_of_debtor"),
        ]

    def __str__(self) -> str:
        return f"{self.purpose.replace('_', ' ')} to {self.to_email or 'nobody yet'}"

    @property
    def is_unasked(self) -> bool:
        """Whether it opens the conversation: then hours, holds, stale data and other mail of the day keep it back."""
        return self.kind == self.Kind.REMINDER or self.purpose == PROMISE_NOTE

    def require(self, *allowed: str) -> None:
        """Raise InvalidState unless the message is in one of the states."""
        if self.status not in allowed:
            raise InvalidState(f"The message is {self.get_status_display()}; this needs {' or '.join(allowed)}.")

    def move(self, to: str) -> None:
        """Set the status along the one table of transitions; the caller saves."""
        if to not in self.TRANSITIONS[self.status]:
            raise InvalidState(f"A message that is {self.status} cannot become {to}.")
        self.status = to


class TrackingEvent(models.Model):
    """What the mail provider reported about a message; the same event twice is one row."""

    message = models.ForeignKey(Message, models.CASCADE, null=True, related_name="tracking")
    provider = models.CharField(max_length=40)
    event_id = models.CharField(max_length=200)
    kind = models.CharField(max_length=30)
    happened_at = models.DateTimeField()
    recipient = models.EmailField(blank=True)
    detail = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["provider", "event_id"], name="tracking_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.happened_at}"
