"""A ledger's history played again day by day, without writing: what would have been sent, what the model said."""
