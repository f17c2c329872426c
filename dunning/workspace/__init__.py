"""Own pages of the people who work here, beside those of single models."""
