from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy

CODE_WORDS = {
    "cited": gettext_lazy("named in the text"),
    "advised": gettext_lazy("told by an advice"),
    "discount": gettext_lazy("named, less a discount"),
    "bank_fee": gettext_lazy("named, less a bank fee"),
    "over": gettext_lazy("named, too much paid"),
    "part": gettext_lazy("named, paid in part"),
    "duplicate": gettext_lazy("paid twice"),
    "payer_amount": gettext_lazy("known payer and amount"),
    "payer_balance": gettext_lazy("known payer and balance"),
    "erp_paid": gettext_lazy("the ERP booked it before"),
    "returned": gettext_lazy("went back"),
    "unrelated": gettext_lazy("no customer's payment"),
}


def code_words(code: str) -> str:
    return str(CODE_WORDS.get(code) or code.replace("_", " "))


class AutomaticBooking(models.Model):
    """What matching booked without a person, why, and how the payment stood before; kept when it is taken back.

    `code` is the rule's, "returned" for a payment that went back.
    """

    transaction = models.ForeignKey("customers.BankTransaction", models.CASCADE, related_name="automatic_bookings")
    code = models.CharField(max_length=20)
    why = models.TextField()
    confidence = models.DecimalField(max_digits=4, decimal_places=3, null=True)
    was_debtor = models.ForeignKey("customers.Customer", models.SET_NULL, null=True, blank=True, related_name="+")
    booked_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["-booked_at", "-id"], name="automatic_booking_lately")]
        ordering = ["-booked_at", "-id"]

    def __str__(self) -> str:
        return self.why

    @property
    def code_words(self) -> str:
        return code_words(self.code)
