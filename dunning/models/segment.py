from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from customers.models import Customer
from trade.countries import COUNTRIES, country_code


class Segment(models.Model):
    """A group of customers under one policy. Customers name their segment; the empty key is for all others.

    A segment with conditions also takes customers that name none: the first, in order, whose conditions all hold.
    """

    key = models.CharField(max_length=60, unique=True, blank=True)
    name = models.CharField(max_length=100)
    policy = models.ForeignKey("dunning.Policy", models.PROTECT, related_name="segments")

    # Conditions, all of them must hold; an empty one does not count. Amounts in the policy's currency.
    position = models.PositiveSmallIntegerField(
        _("order"), default=100, help_text=_("The first segment whose conditions hold takes the customer.")
    )
    open_over = models.DecimalField(
        _("more open than"), max_digits=18, decimal_places=2, null=True, blank=True,
        help_text=_("All open invoices together, due or not."),
    )  # fmt: skip
    sales_over = models.DecimalField(
        _("more sales than"), max_digits=18, decimal_places=2, null=True, blank=True,
        help_text=_("Invoiced within the last year."),
    )  # fmt: skip
    sales_up_to = models.DecimalField(
        _("sales up to"), max_digits=18, decimal_places=2, null=True, blank=True,
        help_text=_("Invoiced within the last year."),
    )  # fmt: skip
    chance_over = models.PositiveSmallIntegerField(
        _("risk above"), null=True, blank=True, validators=[MaxValueValidator(99)],
        help_text=_("Percent: how likely what is open is paid more than 30 days late. Natural persons have none."),
    )  # fmt: skip
    overdue_days_over = models.PositiveSmallIntegerField(
        _("oldest overdue above"), null=True, blank=True, help_text=_("Days past the due date.")
    )
    countries = ArrayField(
        models.CharField(max_length=2), default=list, blank=True, help_text=_("ISO codes; empty: all.")
    )
    tiers = ArrayField(
        models.CharField(max_length=20, choices=Customer.Tier), default=list, blank=True, help_text=_("Empty: all.")
    )
    tags = ArrayField(
        models.CharField(max_length=60), default=list, db_default=[], blank=True,
        help_text=_("Any of them, as the customer's data names them; empty: all."),
    )  # fmt: skip

    CONDITIONS = (
        "open_over", "sales_over", "sales_up_to", "chance_over", "overdue_days_over", "countries", "tiers", "tags",
    )  # fmt: skip

    def __str__(self) -> str:
        return self.name

    @property
    def has_conditions(self) -> bool:
        return any(getattr(self, name) not in (None, []) for name in self.CONDITIONS)

    def clean(self) -> None:
        self.tags = sorted({tag.strip().lower() for tag in self.tags})
        self.countries = [country_code(code) for code in self.countries]
        wrong: dict[str, Any] = {}
        unknown = sorted(set(self.countries) - set(COUNTRIES))
        if unknown:
            wrong["countries"] = _("No ISO code of a country: %(codes)s.") % {"codes": ", ".join(unknown)}
        if self.sales_over is not None and self.sales_up_to is not None and self.sales_over >= self.sales_up_to:
            wrong["sales_up_to"] = _("Nobody has more sales than the one and no more than the other.")
        if self.key == "" and self.has_conditions:
            wrong["key"] = _("The segment for all others has no conditions.")
        if wrong:
            raise ValidationError(wrong)


class DebtorFigures(models.Model):
    """What segments by rule ask about a debtor, worked out each night and when its ledger moves.

    Amounts in the installation's currency. `chance` between 0 and 1, of what is open being paid more than 30 days
    late; none of a natural person, and none without a score.
    """

    debtor = models.OneToOneField(
        "customers.Customer", models.CASCADE, primary_key=True, related_name="figures", db_constraint=False
    )
    open_amount = models.DecimalField(max_digits=20, decimal_places=2, default=Decimal(0))
    sales = models.DecimalField(max_digits=20, decimal_places=2, default=Decimal(0))
    chance = models.FloatField(null=True)
    oldest_due_on = models.DateField(null=True)
    worked_out_on = models.DateField()

    class Meta:
        verbose_name = _("figures of a customer")
        verbose_name_plural = _("figures of customers")

    def __str__(self) -> str:
        return f"figures of {self.debtor_id}"
