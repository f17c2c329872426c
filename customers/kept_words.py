"""Why a payment was matched so, in sentences that are kept; `audit.sentences` shows them in other languages."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

SENTENCES: tuple[str, ...] = (
    _("It names {numbers}."),
    _("It names {numbers}, less discount for paying early."),
    _("It names {numbers}, less the banks' fees."),
    _("It names {numbers} and pays a part of it."),
    _("It names {numbers} and pays more than that."),
    _("It names {numbers} and pays {others}, which it does not name,."),
    _("It names {numbers} and takes off {others}, which it does not name,."),
    _("It names {numbers}, each with what is paid on it."),
    _("It names {numbers}, which is settled already."),
    _("Its remittance advice says what is paid on each of {count}."),
    _("It is paid ahead of an invoice, by its words."),
    _("It is {words_money}, not a customer's payment."),
    _("It pays {words_what}."),
    _("It pays {words_what}, {words_how}."),
    _("It pays {number} {words_how}."),
    _("Of what it owes, {numbers} together are exactly this amount."),
    _("Of what it owes, {numbers} is exactly this amount."),
    _("Neither reference, account nor name say what it pays."),
    _("The ERP booked {number} as paid before."),
    _("What speaks for it is not enough."),
    _("Two explanations are nearly as good."),
    _("It names a settled invoice while another of this amount is open."),
    _("It names one invoice, and the amount is another's."),
    _("Other invoices of this amount were open when it came."),
    _("Its reference names payment {number} or an invoice that it had paid, of the same amount."),
    _("In the ERP's balance now"),
    _("The ERP took it back"),
    _("More than is open in the ERP"),
    _("The invoice was made smaller"),
    _(
        "This list lacks {count} of the {count_all} invoices that are open; more than {percent}% "
        "would be closed, so nothing landed."
    ),
    _(
        "This list lacks {count} of the {count_all} invoices that are open, {amount} of "
        "{amount_all} {currency}; more than {percent}% would be closed, so nothing landed."
    ),
    _("Is the file complete?"),
    _("If it is, import it again and accept the closing (--accept-closing)."),
    _(
        "This list of open items is of {day}, but one of {day_newest} has landed already; an older "
        "one never overrides a newer one."
    ),
    _("The return was undone"),
    _("Now seen at the bank"),
    _("Expected from the bank"),
    _("No more in the ERP's balance"),
    _("Payment {number} was returned"),
    _("{words_evidence}."),
)
PARTS: dict[str, tuple[str, ...]] = {
    "what": (
        _("all that is open"),
        _("all open invoices"),
        _("all that was issued by {day}"),
        _("all that is due"),
        _("all of {month}"),
    ),
    "how": (
        _("less discount for paying early"),
        _("less the banks' fees"),
        _("pays a part of it"),
        _("pays more than that"),
    ),
    "money": (
        _("money from a public office"),
        _("interest or a dividend"),
        _("an insurer's payment"),
        _("a returned salary"),
        _("a transfer between own accounts"),
        _("a card provider's payout"),
        _("a loan, capital or a subsidy"),
        _("a supplier's refund"),
        _("money of another kind"),
    ),
    "evidence": (
        _("the payer is stated"),
        _("the payer's account is known"),
        _("this account paid for it {count} times before"),
        _("it names customer number {number}"),
        _("this name paid for it {count} times before"),
        _("the payer has its name"),
        _("the payer's name begins like its name"),
        _("the payer's name is like its name"),
        _("the text has its name"),
        _("somebody else pays"),
    ),
}
