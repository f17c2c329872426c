"""Figures: how receivables and collecting went, day by day."""
