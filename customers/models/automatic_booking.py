from __future__ import annotations

from django.db import models

CODE_WORDS = {
    "cited": "named in the text",
    "advised": "told by an advice",
    "discount": "named, less a discount",
    "bank_fee": "named, less a bank fee",
    "over": "named, too much paid",
    "part": "named, paid in part",
    "duplicate": "paid twice",
    "payer_amount": "known payer and amount",
    "payer_balance": "known payer and balance",
    "erp_paid": "the ERP booked it before",
    "returned": "went back",
    "unrelated": "no customer's payment",
}


def code_words(code: str) -> str:
    return CODE_WORDS.get(code, code.replace("_", " "))


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
