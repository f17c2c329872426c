from __future__ import annotations

from decimal import Decimal

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from customers.models import Customer
from dunning.models.cadence import Step
from trade.countries import COUNTRIES, country_code


def default_transit_days() -> dict[str, int]:
    return {"wire": 3, "check": 7}


class Policy(models.Model):
    """The rules by which accounts of a segment are collected. Saving bumps `version`, and the round looks again."""

    class LateFee(models.TextChoices):
        NONE = "none", "nothing is said of it"
        FLAT = "flat", "the fixed sum of the law for each late invoice"
        INTEREST = "interest", "statutory interest up to the day"

    class LateFeeLaw(models.TextChoices):
        CREDITOR = "creditor", "of our own country"
        DEBTOR = "debtor", "of the customer's country"

    name = models.CharField(max_length=60, unique=True)
    version = models.PositiveIntegerField(default=1)
    cadence = models.ForeignKey("dunning.Cadence", models.PROTECT, related_name="policies")
    persona = models.ForeignKey("dunning.Persona", models.PROTECT, null=True, blank=True, related_name="policies")
    currency = models.CharField(max_length=3, default="EUR", help_text="Currency of every amount on this page.")

    # Whom and how much
    tolerance = models.DecimalField(
        max_digits=18, decimal_places=2, default=Decimal("5.00"), help_text="At or below: nothing is asked."
    )
    remainder_amount = models.DecimalField(max_digits=18, decimal_places=2, default=Decimal("50.00"))
    remainder_share = models.DecimalField(max_digits=5, decimal_places=4, default=Decimal("0.0200"))
    short_pay_tolerance = models.DecimalField(max_digits=18, decimal_places=2, default=Decimal("5.00"))
    write_off_short_payments = models.BooleanField(default=False)
    pre_due_minimum = models.DecimalField(max_digits=18, decimal_places=2, default=Decimal("5000.00"))
    go_live_age_days = models.PositiveSmallIntegerField(default=180)

    # When
    gap_days = models.PositiveSmallIntegerField(default=4, help_text="Days between two chasing messages.")
    send_from_hour = models.PositiveSmallIntegerField(default=8)
    send_until_hour = models.PositiveSmallIntegerField(default=17)
    attempt_ceiling = models.PositiveSmallIntegerField(default=6, help_text="Chasing messages an episode.")
    habit_days = models.PositiveSmallIntegerField(default=10, help_text="0 = off.")
    daily_cap_new_contacts = models.PositiveIntegerField(default=50)
    daily_cap_messages = models.PositiveIntegerField(default=500)

    # Promises, claims, disputes, replies
    promise_tolerance_days = models.PositiveSmallIntegerField(default=3, help_text="Business days.")
    undated_promise_days = models.PositiveSmallIntegerField(default=5, help_text="Business days of quiet.")
    promise_horizon_days = models.PositiveSmallIntegerField(default=30)
    broken_promise_window_days = models.PositiveSmallIntegerField(default=180)
    promise_notes = models.BooleanField(
        default=False, help_text="A friendly note goes out one business day before an announced payment."
    )
    promise_notes_from = models.DecimalField(
        max_digits=18, decimal_places=2, default=Decimal("5000.00"), help_text="Only before payments of this or more."
    )
    transit_days = models.JSONField(
        default=default_transit_days, help_text="Business days a claimed payment takes, by method."
    )
    dispute_deadline_days = models.PositiveSmallIntegerField(
        default=10, help_text="Business days, for reasons that have no deadline of their own."
    )
    dispute_approval_days = models.PositiveSmallIntegerField(
        default=5, help_text="Business days that somebody who is asked about a dispute has to answer."
    )
    dispute_nag_days = models.PositiveSmallIntegerField(
        default=2, validators=[MinValueValidator(1)], help_text="Business days between two reminders to them."
    )
    credit_note_days = models.PositiveSmallIntegerField(
        default=10, help_text="Business days within which the credit note of a justified dispute is expected."
    )
    reply_deadline_days = models.PositiveSmallIntegerField(
        default=2, help_text="Business days a reply may wait for a person."
    )
    escalation_deadline_days = models.PositiveSmallIntegerField(default=3, help_text="Business days.")
    heads_up_days = models.PositiveSmallIntegerField(
        default=2,
        help_text="Business days between announcing a customer to its account manager and the first firm step; "
        "0: the step does not wait.",
    )

    # Late-payment costs, by the tables of `trade`; never for natural persons
    late_fee = models.CharField(max_length=10, choices=LateFee, default=LateFee.NONE)
    late_fee_from_stage = models.CharField(
        max_length=12, choices=Step.Stage, default=Step.Stage.FIRM, help_text="Said from this stage on, never before."
    )
    late_fee_law = models.CharField(
        max_length=10,
        choices=LateFeeLaw,
        default=LateFeeLaw.CREDITOR,
        help_text="Where a contract names no law, the seller's usually holds (Rome I, art. 4).",
    )
    late_fee_countries = ArrayField(
        models.CharField(max_length=2),
        default=list,
        blank=True,
        help_text="Only for customers in these countries (ISO codes); empty: in all.",
    )

    # Autonomy
    undo_minutes = models.PositiveSmallIntegerField(default=10)
    approval_lapses_days = models.PositiveSmallIntegerField(default=2, help_text="Business days.")
    minimum_confidence = models.DecimalField(max_digits=4, decimal_places=3, default=Decimal("0.800"))
    evidence_window = models.PositiveSmallIntegerField(
        default=50, validators=[MinValueValidator(1)], help_text="A scorecard looks at so many of the newest texts."
    )
    evidence_days = models.PositiveSmallIntegerField(
        default=14, help_text="Days within which a reply or a complaint counts for a message."
    )
    step_up_decided = models.PositiveSmallIntegerField(
        default=50, validators=[MinValueValidator(1)], help_text="Texts decided before a step up is proposed."
    )
    step_up_unchanged = models.DecimalField(
        max_digits=4,
        decimal_places=3,
        default=Decimal("0.950"),
        validators=[MinValueValidator(0), MaxValueValidator(1)],
        help_text="Share of them that went unchanged.",
    )
    step_down_blocks = models.PositiveSmallIntegerField(
        default=2, validators=[MinValueValidator(1)], help_text="Blocked texts after which the agent steps down."
    )
    step_down_window = models.PositiveSmallIntegerField(
        default=20, validators=[MinValueValidator(1)], help_text="Among so many of the newest."
    )
    step_down_floor = models.PositiveSmallIntegerField(
        choices=((0, "Monitor"), (1, "Suggest"), (2, "Assist")),
        default=1,
        help_text="It never steps down below this by itself: on monitor nothing would be sent any more.",
    )
    shadow_days = models.PositiveSmallIntegerField(
        default=5, help_text="Days within which a person's doing is compared with a watched text."
    )
    disclose_ai = models.BooleanField(
        default=True, help_text="Mail that leaves without a person says so (EU AI Act Art. 50)."
    )
    customer_page = models.BooleanField(
        default=False,
        help_text="Mails carry a link to a page with the customer's account, where it can answer without a login.",
    )
    customer_page_days = models.PositiveSmallIntegerField(
        default=60, validators=[MinValueValidator(1)], help_text="Days for which such a link opens."
    )
    may_mention_credit_hold = models.BooleanField(default=False)
    escalation_cc = ArrayField(models.EmailField(), default=list, blank=True)

    class Meta:
        verbose_name_plural = "policies"

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Country codes in capitals; sending hours that a day has."""
        self.late_fee_countries = [country_code(code) for code in self.late_fee_countries]
        unknown = sorted(set(self.late_fee_countries) - set(COUNTRIES))
        if unknown:
            raise ValidationError({"late_fee_countries": f"No ISO code of a country: {', '.join(unknown)}."})
        if not self.send_from_hour < self.send_until_hour <= 24:
            raise ValidationError(
                {"send_until_hour": "The hours of sending end after they begin, at 24 at the latest."}
            )


class EscalationRule(models.Model):
    """Conditions joined by *and*, each over all that the debtor owes; an empty one does not count."""

    policy = models.ForeignKey(Policy, models.CASCADE, related_name="escalation_rules")
    key = models.SlugField(_("name"), max_length=40, help_text=_("Letters, digits and hyphens."))
    level = models.PositiveSmallIntegerField(
        _("level"), default=1, help_text=_("Of several rules that hold, the one of the highest level goes first.")
    )
    exposure_over = models.DecimalField(_("overdue more than"), max_digits=18, decimal_places=2, null=True, blank=True)
    age_over_days = models.PositiveSmallIntegerField(
        _("oldest invoice overdue for more than (days)"), null=True, blank=True
    )
    silence_over_days = models.PositiveSmallIntegerField(_("no answer for more than (days)"), null=True, blank=True)
    broken_promises_over = models.PositiveSmallIntegerField(_("broken promises more than"), null=True, blank=True)
    invoices_over = models.PositiveSmallIntegerField(
        _("overdue invoices more than"), null=True, blank=True, help_text=_("Small remainders are not counted.")
    )
    sliding_days_over = models.PositiveSmallIntegerField(
        _("pays later than before by more than (days)"), null=True, blank=True, help_text=_("Never natural persons.")
    )
    late_chance_over = models.PositiveSmallIntegerField(
        _("risk above (%)"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(99)],
        help_text=_("How likely the rest is paid more than 30 days late. Never natural persons."),
    )
    tier = models.CharField(_("only customers of tier"), max_length=20, blank=True, choices=Customer.Tier)
    minimum_delivered = models.PositiveSmallIntegerField(_("messages delivered before, at least"), default=1)
    heads_up = models.BooleanField(
        _("only a notice"), default=False, help_text=_("The account manager is told; nothing waits for an answer.")
    )

    class Meta:
        ordering = ["policy", "-level", "key"]
        constraints = [models.UniqueConstraint(fields=["policy", "key"], name="escalation_rule_key")]

    def __str__(self) -> str:
        return self.key
