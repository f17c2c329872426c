"""Disputes: the list, the page of one with what people do there, and how long they take."""
