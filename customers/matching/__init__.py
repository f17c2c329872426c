"""Bank money → what it pays, with a reason. No database, no clock. Precision before rate: in doubt a person decides."""

from customers.matching.proposals import propose
from customers.matching.questions import Cited, OpenItem, Payment, Proposal, ProposedLine, Question

__all__ = ["Cited", "OpenItem", "Payment", "Proposal", "ProposedLine", "Question", "propose"]
