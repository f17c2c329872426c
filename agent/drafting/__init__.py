"""Writing to customers: an order in, subject and text out. Nothing here sends, books or looks anything up."""

from agent.drafting.composer import NothingToAsk, compose
from agent.drafting.purposes import PURPOSES

__all__ = ["PURPOSES", "NothingToAsk", "compose"]
