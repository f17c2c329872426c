"""A large company's office as it stands on a working day: ledger, cases, mail both ways, what waits for a person."""
