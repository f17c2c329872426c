"""What the ledger and the bank mean for promises, drafts and cases."""
