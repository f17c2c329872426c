"""What an account shows of its owner."""

from __future__ import annotations

from dataclasses import replace

from evals.cash_application.generating import generate
from evals.cash_application.kinship import Kinship
from evals.cash_application.learning import LearnedAccounts, beyond_doubt
from tests.evals.cash_application.worlds import customer, document, pays, world


def test_an_account_belongs_to_the_one_family_that_it_paid_for() -> None:
    learned = LearnedAccounts()
    assert learned.head("NL77") is None
    learned.learn("NL 77", {"1"})
    assert learned.head("nl77") == "1"
    assert learned.head("") is None


def test_an_account_that_pays_for_two_families_identifies_nobody() -> None:
    learned = LearnedAccounts()
    learned.learn("NL77", {"1"})
    learned.learn("NL77", {"2"})
    assert learned.head("NL77") is None


def test_beyond_doubt_are_read_numbers_and_the_exact_sum() -> None:
    alba = customer("1", "Alba Handels GmbH")
    here = world([alba], [document("RE10011", "1", "100.00")])
    intent = pays(here, "RE10011", payer=alba)
    assert beyond_doubt(intent, ("RE10011",))
    assert beyond_doubt(intent, ("RG 10011",))
    assert not beyond_doubt(intent, ("RE10012",))
    assert not beyond_doubt(replace(intent, arithmetic="weak"), ("RE10011",))
    assert not beyond_doubt(pays(here, "RE10011", payer=alba, cited=False), ())


def test_no_truth_without_number_needs_an_account_that_nothing_shows() -> None:
    """Every payment that the amount alone decides has a name, a listed account or one that was shown before."""
    ledger = generate(profile="hard", payments=600, customers=120, seed=3)
    kin, seen = Kinship(ledger.customers), LearnedAccounts()
    listed = {account.replace(" ", "") for one in ledger.customers.values() for account in one.bank_accounts}
    for payment in ledger.payments:
        heads = {kin.top(ledger.documents[piece.invoice].customer_id) for piece in payment.pieces if piece.invoice}
        if payment.style == "unique_amount" and payment.pieces:
            account = payment.payer_account.replace(" ", "")
            assert payment.payer_name or account in listed or seen.head(account) in heads
        elif payment.style in ("single", "several") and heads:
            seen.learn(payment.payer_account, heads)
