"""What can happen to the ledger, one function each. Nobody above is told: a debtor's `ledger_version` says it."""
