from __future__ import annotations

from datetime import date

from django.db import models


class InvoiceQuerySet(models.QuerySet["Invoice"]):
    def still_open(self) -> InvoiceQuerySet:
        return self.filter(closed_how="")

    def overdue(self, today: date) -> InvoiceQuerySet:
        return self.still_open().filter(kind=Invoice.Kind.INVOICE, due_on__lt=today)


class Invoice(models.Model):
    """An invoice, or a credit note with negative amounts.

    Open amount = amount less booked allocations (origin other than `expected`), kept in the transaction that allocates.
    """

    class Kind(models.TextChoices):
        INVOICE = "invoice"
        CREDIT_NOTE = "credit_note"

    class ClosedHow(models.TextChoices):
        PAID = "paid"
        CREDITED = "credited"
        VOID = "void"
        WRITTEN_OFF = "written_off"
        ABSENT = "absent", "Absent from a snapshot"

    # No foreign keys in the database on these and `replaces`: checked row by row they took most of a large import's
    # time. The import joins them, Django protects them on deletion, verify_ledger finds what is orphaned.
    source = models.ForeignKey(
        "customers.LedgerSource", models.PROTECT, related_name="invoices", db_index=False, db_constraint=False
    )
    number = models.CharField(max_length=80)
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.INVOICE)
    customer = models.ForeignKey(
        "customers.Customer", models.PROTECT, related_name="invoices", db_index=False, db_constraint=False
    )
    debtor = models.ForeignKey(
        "customers.Customer", models.PROTECT, related_name="owed_invoices", db_index=False, db_constraint=False
    )
    issued_on = models.DateField()
    due_on = models.DateField()
    amount = models.DecimalField(max_digits=18, decimal_places=2)
    open_amount = models.DecimalField(max_digits=18, decimal_places=2)
    currency = models.CharField(max_length=3)
    purchase_order = models.CharField(max_length=80, blank=True)
    payment_method = models.CharField(max_length=20, blank=True)
    debit_returned = models.BooleanField(default=False)
    replaces = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="replaced_by",
        db_index=False,
        db_constraint=False,
    )
    closed_how = models.CharField(max_length=12, choices=ClosedHow, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    # The file date that last spoke of it: an older snapshot never overrides a newer one.
    as_of = models.DateField()
    known_at = models.DateTimeField()
    erp_open_amount = models.DecimalField(max_digits=18, decimal_places=2, null=True, blank=True)

    objects = InvoiceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "number"], name="invoice_unique_in_source"),
            models.CheckConstraint(
                condition=models.Q(open_amount__gte=0, open_amount__lte=models.F("amount"))
                | models.Q(open_amount__lte=0, open_amount__gte=models.F("amount")),
                name="invoice_open_within_amount",
            ),
            models.CheckConstraint(
                condition=models.Q(closed_how="", open_amount__gt=0)
                | models.Q(closed_how="", open_amount__lt=0)
                | (~models.Q(closed_how="") & models.Q(open_amount=0)),
                name="invoice_closed_when_nothing_open",
            ),
        ]
        indexes = [
            models.Index(fields=["debtor", "due_on"], name="invoice_open", condition=models.Q(closed_how="")),
            # Whose customer pays for itself is found by debtor; one more index on all rows costs a tenth of a load.
            models.Index(
                fields=["customer"], name="invoice_of_child", condition=~models.Q(customer=models.F("debtor"))
            ),
            models.Index(fields=["debtor", "closed_on"], name="invoice_closed", condition=~models.Q(closed_how="")),
        ]

    def __str__(self) -> str:
        return self.number

    def days_past_due(self, today: date) -> int:
        return max((today - self.due_on).days, 0)
