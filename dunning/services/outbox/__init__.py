"""Messages, from a queued step to what became of the mail."""
