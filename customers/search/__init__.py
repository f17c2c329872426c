"""Finding rows of the ledger by what a person types: each kind by statements of its own, with a limit and a bound."""
