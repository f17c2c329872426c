"""What waits for a person: its order, its answers, who is at it."""
