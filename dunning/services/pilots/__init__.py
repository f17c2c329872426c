"""Pilots: drawing halves, holding them, and telling what came of it."""
