"""When an invoice will be paid: chances of being late, the expected day, an interval, and the reasons. Numbers only.

`training.train` makes a `RiskModel` from a ledger; `scoring.score` asks it, or the scorecard where there is none or
the debtor has no history. Nothing here is loaded by the web process: numpy and scikit-learn come with the worker.
"""
