"""Labelled sets and scorers: how well the agent judges, field by field."""
