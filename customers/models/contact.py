from __future__ import annotations

from django.db import models
from django.db.models.functions import Lower


class Contact(models.Model):
    """A person or mailbox at a customer. Only active contacts are written to."""

    class State(models.TextChoices):
        ACTIVE = "active"
        SUGGESTED = "suggested", "Suggested: waits for a person"
        LEFT = "left"

    class Role(models.TextChoices):
        PAYABLES = "payables"
        MANAGER = "manager"
        OTHER = "other"

    customer = models.ForeignKey("customers.Customer", models.CASCADE, related_name="contacts", db_index=False)
    name = models.CharField(max_length=200, blank=True)
    email = models.EmailField()
    language = models.CharField(max_length=5, blank=True)
    role = models.CharField(max_length=20, choices=Role, default=Role.PAYABLES)
    state = models.CharField(max_length=12, choices=State, default=State.ACTIVE)
    absent_until = models.DateField(null=True, blank=True, help_text="First day back at work.")
    stand_in = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="+", db_index=False)
    origin = models.CharField(max_length=20, default="import")

    class Meta:
        constraints = [
            models.UniqueConstraint("customer", Lower("email"), name="contact_unique_email"),
        ]
        indexes = [models.Index(Lower("email"), name="contact_email")]

    def __str__(self) -> str:
        return f"{self.name} <{self.email}>" if self.name else self.email
