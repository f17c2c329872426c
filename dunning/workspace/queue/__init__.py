"""The queue: everything that waits for a person, cleared one after the other by keyboard."""
