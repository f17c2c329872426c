"""Late payment on the installation's own ledger: trained, installed when better, scored each night."""
