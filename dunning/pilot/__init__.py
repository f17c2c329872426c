"""Comparing the agent with the house's own way: the draw, the effect and what it says; pure."""
