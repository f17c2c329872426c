"""Pilots: what came of each, in plain words, and the deeds that start and end one."""
