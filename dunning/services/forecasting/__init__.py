"""Forecasts of cash: read from the ledger, kept each night, judged when the money has come."""
