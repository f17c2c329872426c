from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models


class AccountManager(models.Model):
    """Who looks after customers on our side; answers escalations."""

    name = models.CharField(max_length=200, blank=True)
    email = models.EmailField(unique=True)
    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    language = models.CharField(
        max_length=5,
        blank=True,
        help_text="Of the mails about customers; empty: that of the user, else of the creditor.",
    )

    def __str__(self) -> str:
        return self.name or self.email


class Customer(models.Model):
    """Who buys. `debtor` is who is asked to pay: itself when empty, or an ancestor that pays for it."""

    class Tier(models.TextChoices):
        STANDARD = "standard"
        HIGH_VALUE = "high_value"
        KEY_ACCOUNT = "key_account"

    source = models.ForeignKey("customers.LedgerSource", models.PROTECT, related_name="customers", db_index=False)
    external_id = models.CharField(max_length=80)
    name = models.CharField(max_length=300)
    aliases = ArrayField(models.CharField(max_length=300), default=list, blank=True)
    parent = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="children")
    debtor = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="pays_for")
    country = models.CharField(max_length=2, blank=True)
    language = models.CharField(max_length=5, blank=True)
    time_zone = models.CharField(max_length=50, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    payment_terms_days = models.PositiveSmallIntegerField(null=True, blank=True)
    segment = models.CharField(max_length=60, blank=True)
    # The segment was chosen by its conditions, not named by the customer's own data.
    segment_by_rule = models.BooleanField(default=False, db_default=False, editable=False)
    tier = models.CharField(max_length=20, choices=Tier, default=Tier.STANDARD)
    # In lower case, as conditions of segments compare them.
    tags = ArrayField(models.CharField(max_length=60), default=list, db_default=[], blank=True)
    account_manager = models.ForeignKey(
        AccountManager, models.SET_NULL, null=True, blank=True, related_name="customers"
    )
    credit_limit = models.DecimalField(max_digits=18, decimal_places=2, null=True, blank=True)
    bank_accounts = ArrayField(models.CharField(max_length=50), default=list, blank=True)
    payment_method = models.CharField(max_length=20, blank=True, help_text="direct_debit or card: collected by us.")
    do_not_contact = models.BooleanField(default=False)
    insolvent = models.BooleanField(default=False)
    natural_person = models.BooleanField(default=False)
    exit = models.CharField(
        max_length=20, blank=True, help_text="handed_over, legal or written_off: the agent writes nothing."
    )
    # Bumped, set-based, by every service that changes what this debtor owes.
    ledger_version = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "external_id"], name="customer_unique_in_source"),
        ]
        indexes = [
            models.Index(fields=["name", "id"], name="customer_by_name"),
            models.Index(fields=["country"], name="customer_of_country"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def debtor_or_self_id(self) -> int:
        return self.debtor_id or self.pk
