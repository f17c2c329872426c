"""Reading customers' replies: `read(mail, account)` answers to the reading contract. Heavy parts load late."""

from agent.reading.reader import read

__all__ = ["read"]
