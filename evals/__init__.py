"""Labelled sets and scorers. Not shipped behaviour: figures about it."""
