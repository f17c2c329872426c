"""One case on one screen: what comes next and why, all that was said and done, and what the ledger knows."""
