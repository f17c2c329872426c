"""Reading customers' replies: `read(mail, account)` answers to the reading contract. Imports nothing heavy by itself."""

from agent.reading.reader import read

__all__ = ["read"]
