"""An example company: its ledger, and customers who answer, pay and don't. Everything follows from one seed."""
