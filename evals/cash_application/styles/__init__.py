"""The styles of paying, by name: each makes up what one payer means today, or None if the ledger has no such case."""

from __future__ import annotations

from collections.abc import Callable

from evals.cash_application.intents import Intent
from evals.cash_application.styles import coded, credits, excess, kin, plain, reduced, silent, unrelated
from evals.cash_application.world import World

FUNCTIONS: tuple[Callable[[World], Intent | None], ...] = (
    plain.single, plain.several, plain.enumeration, plain.part_payment, plain.rest_payment, plain.cut_list,
    reduced.discount_one, reduced.discount_all, reduced.discount_some, reduced.late_discount, reduced.bank_fee,
    reduced.short_pay_words, reduced.short_pay, credits.credit_cited, credits.credit_uncited, excess.overpayment,
    excess.duplicate, excess.paid_in_history, excess.cites_paid_equal_open, silent.unique_amount, silent.unique_sum,
    silent.several_sums, silent.equal_amounts, silent.customer_number, silent.equal_by_customer_number,
    silent.statement, silent.month_words, silent.unknown_payer, silent.other_currency, kin.parent_for_children,
    kin.parent_unreferenced, kin.child_for_sibling, kin.factor, kin.third_party, coded.order_only,
    coded.shared_order, coded.equal_shared_order, coded.rf_invoice, coded.rf_customer, coded.qr_invoice,
    coded.qr_customer, unrelated.unrelated,
)  # fmt: skip
STYLES: dict[str, Callable[[World], Intent | None]] = {function.__name__: function for function in FUNCTIONS}
