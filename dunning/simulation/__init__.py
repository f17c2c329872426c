"""Cadences and rungs played against customers of assumed behaviour, all customers a day at a time."""
