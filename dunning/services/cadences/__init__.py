"""Cadences and the steps that they will take."""
